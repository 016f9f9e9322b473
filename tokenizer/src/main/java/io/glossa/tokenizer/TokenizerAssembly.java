package io.glossa.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.error.ModelFormatException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a {@link Tokenizer} works with, put together from the files of a model: read, edited as the tokenizer class
 * demands, validated, then handed to the engine.
 */
record TokenizerAssembly(PieceEngine engine, Vocabulary vocabulary, PostProcessor processor, @Nullable Padder padder,
        Side truncationSide, int modelMaxLength, int unknownId, boolean cleanUp, boolean typeIds, boolean takesWords,
        String prefix, @Nullable TranslationSides sides) {

    /** The same with something else around texts. */
    TokenizerAssembly with(PieceEngine engine, Vocabulary vocabulary, PostProcessor processor) {
        return new TokenizerAssembly(engine, vocabulary, processor, padder, truncationSide, modelMaxLength, unknownId, cleanUp, typeIds,
                takesWords, prefix, sides);
    }


    static TokenizerAssembly of(ObjectNode tree, TokenizerConfig config, String name, Tokenizer.Implementation wanted) {
        JsonCheck check = new JsonCheck(name);
        JsonNode padding = tree.path("padding");
        JsonNode truncation = tree.path("truncation");
        tree.remove("padding");
        tree.remove("truncation");
        TokenizerTree.override(tree, config);
        Map<String, Integer> model = ModelValidator.read(tree, check);
        int longestText = new TokenizerValidator(check).validate(tree);
        Vocabulary vocabulary = new Vocabulary(model, TokenizerTree.addedTokens(tree, config, check));
        TokenizerTree.putAddedTokens(tree, vocabulary);
        PostProcessor processor = PostProcessorReader.take(tree, check, vocabulary);
        JsonNode prefix = tree.path("model").path("continuing_subword_prefix");
        PieceEngine engine = engine(tree, vocabulary, name, wanted, longestText);
        TranslationSides sides = TranslationSides.of(config, vocabulary, engine);
        if (sides != null && sides.languages().containsKey(sides.from())) {
            processor = sides.source(null, null, vocabulary, name);
        }
        return new TokenizerAssembly(engine, vocabulary, processor,
                padder(config, padding, vocabulary), side(config, "truncation_side", truncation.path("direction")),
                maxLength(config), unknownId(tree.path("model"), config, vocabulary),
                config.flag("clean_up_tokenization_spaces", false), typeIds(config),
                !config.traits().spaceBeforeWords() || config.flag("add_prefix_space", false),
                prefix.isTextual() ? prefix.textValue() : "", sides);
    }

    private static PieceEngine engine(ObjectNode tree, Vocabulary vocabulary, String name, Tokenizer.Implementation wanted,
            int longestText) {
        if (wanted != Tokenizer.Implementation.NATIVE) {
            PieceEngine engine = java(tree, vocabulary);
            if (engine != null) {
                return engine;
            }
            if (wanted == Tokenizer.Implementation.JAVA) {
                throw new ModelFormatException(name + ": tokenizer.json: expected BertNormalizer, BertPreTokenizer and "
                        + "WordPiece, which the Java implementation does, found something else; use AUTO or NATIVE");
            }
        }
        requirePatterns(tree, vocabulary, name, longestText);
        return NativeEngine.of(tree.toString(), name, longestText);
    }

    private static @Nullable PieceEngine java(ObjectNode tree, Vocabulary vocabulary) {
        JsonNode normalizer = tree.path("normalizer");
        JsonNode decoder = tree.path("decoder");
        JsonNode model = tree.path("model");
        boolean decodes = decoder.isNull() || decoder.isMissingNode() || isType(decoder, "WordPiece");
        if (!isType(normalizer, "BertNormalizer") || !isType(tree.path("pre_tokenizer"), "BertPreTokenizer")
                || !isType(model, "WordPiece") || !decodes) {
            return null;
        }
        JsonNode accents = normalizer.path("strip_accents");
        BertNormalizer rules = new BertNormalizer(normalizer.get("clean_text").booleanValue(),
                normalizer.get("handle_chinese_chars").booleanValue(), accents.isBoolean() ? accents.booleanValue() : null,
                normalizer.get("lowercase").booleanValue());
        WordPieceDecoder joining = decoder.isObject()
                ? new WordPieceDecoder(decoder.get("prefix").textValue(), decoder.get("cleanup").booleanValue()) : null;
        return WordPieceEngine.of(vocabulary, rules, new WordPieceEngine.Settings(model.get("unk_token").textValue(),
                model.get("continuing_subword_prefix").textValue(), model.get("max_input_chars_per_word").intValue(),
                joining));
    }

    private static boolean isType(JsonNode component, String type) {
        return type.equals(component.path("type").textValue());
    }

    /** An added token that normalises to nothing would end the process on the first text. */
    private static void requirePatterns(ObjectNode tree, Vocabulary vocabulary, String name, int longestText) {
        boolean any = vocabulary.addedTokens().stream().anyMatch(AddedToken::normalized);
        if (!any || !tree.path("normalizer").isObject()) {
            return;
        }
        try (NormalizerProbe probe = new NormalizerProbe(tree.get("normalizer"), name)) {
            for (AddedToken token : vocabulary.addedTokens()) {
                if (token.content().length() > longestText) {
                    throw new ModelFormatException(name + ": tokenizer.json: expected added tokens of at most " + longestText
                            + " characters, found one of " + token.content().length() + "; the file is damaged, get it again");
                }
                if (token.normalized() && probe.normalize(token.content()).length() == 0) {
                    throw new ModelFormatException(name + ": tokenizer.json: expected added tokens that leave something "
                            + "after normalisation, found one that leaves nothing (id " + vocabulary.idOf(token.content())
                            + "); set normalized to false for it");
                }
            }
        }
    }

    private static @Nullable Padder padder(TokenizerConfig config, JsonNode padding, Vocabulary vocabulary) {
        AddedToken role = config.specials().get("pad_token");
        String token = role != null ? role.content() : padding.path("pad_token").textValue();
        Integer id = token == null ? null : vocabulary.idOf(token);
        if (id == null) {
            return null;
        }
        int typeId = config.integer("pad_token_type_id", padding.path("pad_type_id").asInt(0));
        return new Padder(id, token, typeId, side(config, "padding_side", padding.path("direction")));
    }

    private static Side side(TokenizerConfig config, String key, JsonNode otherwise) {
        String side = config.text(key) != null ? config.text(key) : otherwise.textValue();
        return "left".equalsIgnoreCase(side) ? Side.LEFT : Side.RIGHT;
    }

    static int maxLength(TokenizerConfig config) {
        JsonNode node = config.node("model_max_length");
        boolean sane = node != null && node.isIntegralNumber() && node.canConvertToInt() && node.intValue() > 0;
        return sane ? node.intValue() : -1;
    }

    private static int unknownId(JsonNode model, TokenizerConfig config, Vocabulary vocabulary) {
        AddedToken role = config.specials().get("unk_token");
        String token = role != null ? role.content() : model.path("unk_token").textValue();
        Integer id = token == null ? null : vocabulary.idOf(token);
        return id != null ? id : model.path("unk_id").asInt(-1);
    }

    private static boolean typeIds(TokenizerConfig config) {
        JsonNode names = config.node("model_input_names");
        if (names == null || !names.isArray()) {
            return config.traits().typeIds();
        }
        for (JsonNode name : names) {
            if ("token_type_ids".equals(name.textValue())) {
                return true;
            }
        }
        return false;
    }
}
