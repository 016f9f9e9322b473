package io.glossa.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.ModelFormatException;
import io.glossa.tokenizer.internal.sentencepiece.SentencePiece;
import io.glossa.tokenizer.internal.sentencepiece.SentencePieceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tokenizers from the original SentencePiece files, as the classes of transformers without a fast twin read them: MarianTokenizer and
 * M2M100Tokenizer.
 */
final class SentencePieceAssembly {
    private static final String SOURCE = "source.spm";
    private static final String TARGET = "target.spm";
    private static final String MODEL = "sentencepiece.bpe.model";
    private static final String VOCABULARY = "vocab.json";
    private static final String TARGET_VOCABULARY = "target_vocab.json";

    private final String name;
    private final TokenizerConfig config;
    private final Map<String, byte[]> files;

    private SentencePieceAssembly(String name, TokenizerConfig config, Map<String, byte[]> files) {
        this.name = name;
        this.config = config;
        this.files = files;
    }

    /** Names of the files that {@link #of} reads. */
    static List<String> files() {
        return List.of(SOURCE, TARGET, MODEL, VOCABULARY, TARGET_VOCABULARY, "added_tokens.json");
    }

    /**
     * The tokenizer of a class without a fast twin.
     *
     * @param files the content of those of {@link #files()} that are there
     * @return null if the class has a fast twin, or the files are not there
     */
    static @Nullable TokenizerAssembly of(String name, TokenizerConfig config, Map<String, byte[]> files) {
        SentencePieceAssembly assembly = new SentencePieceAssembly(name, config, files);
        return switch (config.traits().name()) {
            case "marian" -> files.containsKey(SOURCE) && files.containsKey(VOCABULARY) ? assembly.marian() : null;
            case "m2m100" -> files.containsKey(MODEL) && files.containsKey(VOCABULARY) ? assembly.m2m100() : null;
            default -> null;
        };
    }

    private TokenizerAssembly marian() {
        if (config.flag("separate_vocabs", false)) {
            throw new ModelFormatException(name + ": tokenizer_config.json: expected separate_vocabs to be false, found true; models with"
                    + " a vocabulary for each side are not read yet, save the model with one");
        }
        SentencePiece source = model(SOURCE, false);
        SentencePiece target = files.containsKey(TARGET) ? model(TARGET, false) : source;
        Vocabulary vocabulary = vocabulary(roles("</s>", "<unk>", "<pad>", null));
        int unknown = required(vocabulary, "unk_token", "<unk>");
        SentencePieceEngine engine = new SentencePieceEngine(source, target, vocabulary, unknown, SentencePieceEngine.Joining.MARIAN);
        SentencePieceEngine other = new SentencePieceEngine(target, target, vocabulary, unknown, SentencePieceEngine.Joining.MARIAN);
        Map<String, Integer> languages = new TreeMap<>();
        vocabulary.model().forEach((token, id) -> {
            if (token.startsWith(">>") && token.endsWith("<<") && token.length() > 4) {
                languages.put(token.substring(2, token.length() - 2), id);
            }
        });
        Set<Integer> special = special(vocabulary);
        special.remove(unknown);
        return assemble(engine, vocabulary, unknown, new TranslationSides(TranslationSides.Place.TARGET_FIRST, languages, null, null,
                required(vocabulary, "eos_token", "</s>"), Set.copyOf(special), other));
    }

    private TokenizerAssembly m2m100() {
        SentencePiece model = model(MODEL, true);
        Vocabulary vocabulary = vocabulary(roles("</s>", "<unk>", "<pad>", "<s>"));
        int unknown = required(vocabulary, "unk_token", "<unk>");
        SentencePieceEngine engine = new SentencePieceEngine(model, model, vocabulary, unknown, SentencePieceEngine.Joining.STRIPPED);
        Map<String, Integer> languages = new TreeMap<>();
        vocabulary.addedTokens().forEach(token -> {
            String text = token.content();
            if (text.startsWith("__") && text.endsWith("__") && text.length() > 4) {
                languages.put(text.substring(2, text.length() - 2), vocabulary.idOf(text));
            }
        });
        Set<Integer> special = special(vocabulary);
        return assemble(engine, vocabulary, unknown, new TranslationSides(TranslationSides.Place.FIRST, languages,
                config.text("src_lang") == null && languages.containsKey("en") ? "en" : config.text("src_lang"),
                config.text("tgt_lang"), required(vocabulary, "eos_token", "</s>"), special, engine));
    }

    private TokenizerAssembly assemble(PieceEngine engine, Vocabulary vocabulary, int unknown, TranslationSides sides) {
        String side = config.text("truncation_side");
        AddedToken pad = config.specials().get("pad_token");
        Integer padId = vocabulary.idOf(pad == null ? "<pad>" : pad.content());
        Padder padder = padId == null ? null : new Padder(padId, String.valueOf(vocabulary.tokenOf(padId)), 0,
                "left".equalsIgnoreCase(config.text("padding_side")) ? Side.LEFT : Side.RIGHT);
        return new TokenizerAssembly(engine, vocabulary, sides.source(sides.from(), sides.to(), vocabulary, name), padder,
                "left".equalsIgnoreCase(side) ? Side.LEFT : Side.RIGHT, TokenizerAssembly.maxLength(config), unknown,
                config.flag("clean_up_tokenization_spaces", false), false, true, "", sides);
    }

    private static Set<Integer> special(Vocabulary vocabulary) {
        Set<Integer> special = new HashSet<>();
        vocabulary.addedTokens().stream().filter(AddedToken::special).forEach(token -> special.add(vocabulary.idOf(token.content())));
        return special;
    }

    private SentencePiece model(String file, boolean prefixFromSpace) {
        return new SentencePiece(SentencePieceFile.read(files.get(file), name + ": " + file), prefixFromSpace);
    }

    /** Special tokens of the configuration by role, with the class's own where it names none. */
    private Map<String, AddedToken> roles(String eos, String unknown, String pad, @Nullable String bos) {
        Map<String, AddedToken> roles = new LinkedHashMap<>();
        roles.put("eos_token", AddedToken.ofSpecial(eos));
        roles.put("unk_token", AddedToken.ofSpecial(unknown));
        roles.put("pad_token", AddedToken.ofSpecial(pad));
        if (bos != null) {
            roles.put("bos_token", AddedToken.ofSpecial(bos));
        }
        config.specials().forEach((role, token) -> {
            if (roles.containsKey(role) || config.node(role) != null) {
                roles.put(role, token);
            }
        });
        return roles;
    }

    /** Pieces by vocab.json; behind them added tokens with their ids, or numbered on from the largest. */
    private Vocabulary vocabulary(Map<String, AddedToken> roles) {
        Map<String, Integer> ids = new HashMap<>(ids(VOCABULARY));
        Map<String, Integer> listed = new LinkedHashMap<>(files.containsKey("added_tokens.json") ? ids("added_tokens.json") : Map.of());
        listed.putAll(config.decoderIds());
        Set<AddedToken> tokens = new LinkedHashSet<>(config.decoder());
        roles.values().forEach(tokens::add);
        tokens.addAll(config.additional());
        listed.keySet().stream().filter(token -> tokens.stream().noneMatch(known -> known.content().equals(token)))
                .map(AddedToken::ofSpecial).toList().forEach(tokens::add);
        int next = ids.size();
        for (AddedToken token : tokens) {
            Integer id = listed.get(token.content());
            if (id != null) {
                ids.put(token.content(), id);
            } else if (!ids.containsKey(token.content())) {
                ids.put(token.content(), next);
            }
            next = Math.max(next, ids.get(token.content()) + 1);
        }
        return new Vocabulary(ids, new ArrayList<>(tokens));
    }

    private Map<String, Integer> ids(String file) {
        ObjectNode node = SafeJson.object(files.get(file), name + ": " + file);
        Map<String, Integer> ids = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            JsonNode id = entry.getValue();
            if (!id.isInt() || id.intValue() < 0 || id.intValue() > Vocabulary.MAX_ID) {
                throw new ModelFormatException(name + ": " + file + ": expected ids from 0 to " + Vocabulary.MAX_ID + ", found "
                        + SafeJson.kind(id) + "; get the file again");
            }
            ids.put(entry.getKey(), id.intValue());
        });
        return ids;
    }

    private int required(Vocabulary vocabulary, String role, String otherwise) {
        AddedToken token = config.specials().get(role);
        Integer id = vocabulary.idOf(token == null ? otherwise : token.content());
        if (id == null) {
            throw new ModelFormatException(name + ": " + VOCABULARY + ": expected the " + role + " in it, found it missing; get the"
                    + " files again");
        }
        return id;
    }
}
