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
 * Tokenizers from the original SentencePiece files, as the classes of transformers read them: MarianTokenizer and M2M100Tokenizer, which have no
 * fast twin, and where there is no tokenizer.json T5Tokenizer (also of mT5), MBartTokenizer, MBart50Tokenizer and NllbTokenizer.
 */
final class SentencePieceAssembly {
    private static final String SOURCE = "source.spm";
    private static final String TARGET = "target.spm";
    private static final String MODEL = "sentencepiece.bpe.model";
    private static final String PIECES = "spiece.model";
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
        return List.of(SOURCE, TARGET, MODEL, PIECES, VOCABULARY, TARGET_VOCABULARY, "added_tokens.json");
    }

    /**
     * The tokenizer of a class that reads SentencePiece files.
     *
     * @param files the content of those of {@link #files()} that are there
     * @param converted whether there is a tokenizer.json, which a class with a fast twin reads instead
     * @return null if the class reads others, or the files are not there
     */
    static @Nullable TokenizerAssembly of(String name, TokenizerConfig config, Map<String, byte[]> files, boolean converted) {
        SentencePieceAssembly assembly = new SentencePieceAssembly(name, config, files);
        return switch (config.traits().name()) {
            case "marian" -> files.containsKey(SOURCE) && files.containsKey(VOCABULARY) ? assembly.marian() : null;
            case "m2m100" -> files.containsKey(MODEL) && files.containsKey(VOCABULARY) ? assembly.m2m100() : null;
            case "mbart", "mbart50", "nllb" -> files.containsKey(MODEL) && !converted ? assembly.fairseq() : null;
            case "t5", "mt5" -> files.containsKey(PIECES) && !converted ? assembly.t5() : null;
            default -> null;
        };
    }

    private TokenizerAssembly marian() {
        boolean separate = config.flag("separate_vocabs", false);
        if (separate && !files.containsKey(TARGET_VOCABULARY)) {
            throw new ModelFormatException(name + ": tokenizer_config.json: expected " + TARGET_VOCABULARY + " beside it, since separate_vocabs is true,"
                    + " found none; get that file of the model");
        }
        SentencePiece source = model(SOURCE, false);
        SentencePiece target = files.containsKey(TARGET) ? model(TARGET, false) : source;
        Map<String, AddedToken> roles = roles("</s>", "<unk>", "<pad>", null);
        Vocabulary vocabulary = vocabulary(roles);
        int unknown = required(vocabulary, "unk_token", "<unk>");
        Vocabulary written = vocabulary;
        int unknownThere = unknown;
        if (separate) {
            Map<String, Integer> ids = ids(TARGET_VOCABULARY);
            unknownThere = ids.getOrDefault(vocabulary.tokenOf(unknown), unknown);
            // As in the class, tokens that are added have the same ids on both sides, whatever this file says.
            vocabulary.addedTokens().forEach(token -> ids.put(token.content(), vocabulary.idOf(token.content())));
            written = new Vocabulary(ids, vocabulary.addedTokens());
        }
        SentencePieceEngine engine = new SentencePieceEngine(source, target, vocabulary, written, unknown, SentencePieceEngine.Joining.MARIAN);
        SentencePieceEngine other = new SentencePieceEngine(target, target, written, written, unknownThere, SentencePieceEngine.Joining.MARIAN);
        Map<String, Integer> languages = new TreeMap<>();
        vocabulary.model().forEach((token, id) -> {
            if (token.startsWith(">>") && token.endsWith("<<") && token.length() > 4) {
                languages.put(token.substring(2, token.length() - 2), id);
            }
        });
        Set<Integer> special = special(vocabulary);
        special.remove(unknown);
        return assemble(engine, vocabulary, unknown, new TranslationSides(TranslationSides.Place.TARGET_FIRST, languages, null, null,
                required(vocabulary, "eos_token", "</s>"), Set.copyOf(special), other, written));
    }

    private TokenizerAssembly m2m100() {
        SentencePiece model = model(MODEL, true);
        Vocabulary vocabulary = vocabulary(roles("</s>", "<unk>", "<pad>", "<s>"));
        int unknown = required(vocabulary, "unk_token", "<unk>");
        SentencePieceEngine engine = new SentencePieceEngine(model, model, vocabulary, vocabulary, unknown, SentencePieceEngine.Joining.STRIPPED);
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
                config.text("tgt_lang"), required(vocabulary, "eos_token", "</s>"), special, engine, vocabulary));
    }

    /** mBART and NLLB: the ids of fairseq, one more than those of the file behind four of its own; then the languages, then the mask. */
    private TokenizerAssembly fairseq() {
        SentencePieceFile file = SentencePieceFile.read(files.get(MODEL), name + ": " + MODEL);
        Map<String, Integer> ids = new HashMap<>();
        for (int i = 3; i < file.pieces().size(); i++) {
            ids.putIfAbsent(file.pieces().get(i).text(), i + 1);
        }
        List<String> own = List.of("<s>", "<pad>", "</s>", "<unk>");
        own.forEach(token -> ids.put(token, own.indexOf(token)));
        Map<String, AddedToken> roles = roles("</s>", "<unk>", "<pad>", "<s>");
        AddedToken mask = config.specials().getOrDefault("mask_token", AddedToken.ofSpecial("<mask>"));
        Set<AddedToken> tokens = new LinkedHashSet<>(roles.values());
        tokens.remove(mask);
        tokens.addAll(config.additional());
        tokens.add(mask);
        Vocabulary vocabulary = numbered(ids, tokens, file.pieces().size() + 1);
        if (config.additional().isEmpty() && config.decoderIds().isEmpty()) {
            throw new ModelFormatException(name + ": special_tokens_map.json: expected the languages under additional_special_tokens, in the order"
                    + " of their ids, found none; get that file of the model, or its tokenizer.json");
        }
        int unknown = required(vocabulary, "unk_token", "<unk>");
        SentencePiece model = new SentencePiece(file, true);
        SentencePieceEngine engine = new SentencePieceEngine(model, model, vocabulary, vocabulary, unknown, SentencePieceEngine.Joining.STRIPPED);
        TranslationSides sides = TranslationSides.of(config, vocabulary, engine);
        if (sides == null) {
            throw new ModelFormatException(name + ": special_tokens_map.json: expected codes of languages under additional_special_tokens, found"
                    + " others; get the files again");
        }
        return assemble(engine, vocabulary, unknown, sides);
    }

    /** T5: the ids of the file, then tokens for spans, the last of them first. */
    private TokenizerAssembly t5() {
        SentencePieceFile file = SentencePieceFile.read(files.get(PIECES), name + ": " + PIECES);
        Map<String, Integer> ids = new HashMap<>();
        for (int i = 0; i < file.pieces().size(); i++) {
            ids.putIfAbsent(file.pieces().get(i).text(), i);
        }
        Set<AddedToken> tokens = new LinkedHashSet<>(roles("</s>", "<unk>", "<pad>", null).values());
        int spans = config.integer("extra_ids", 100);
        for (int i = spans - 1; i >= 0; i--) {
            tokens.add(AddedToken.ofSpecial("<extra_id_" + i + ">"));
        }
        tokens.addAll(config.additional());
        Vocabulary vocabulary = numbered(ids, tokens, file.pieces().size());
        int unknown = required(vocabulary, "unk_token", "<unk>");
        int eos = required(vocabulary, "eos_token", "</s>");
        SentencePiece model = new SentencePiece(file, true);
        SentencePieceEngine engine = new SentencePieceEngine(model, model, vocabulary, vocabulary, unknown, SentencePieceEngine.Joining.STRIPPED);
        PostProcessor.Part end = PostProcessor.Part.special(0, eos, String.valueOf(vocabulary.tokenOf(eos)));
        PostProcessor processor = new PostProcessor(List.of(PostProcessor.Part.text(0, 0), end),
                List.of(PostProcessor.Part.text(0, 0), end, PostProcessor.Part.text(1, 0), end), false, List.of(), special(vocabulary));
        return assemble(engine, vocabulary, unknown, processor, null);
    }

    /** Ids of pieces, and of tokens that are none: as the configuration lists them, else numbered in their order. */
    private Vocabulary numbered(Map<String, Integer> ids, Set<AddedToken> tokens, int next) {
        Map<String, Integer> listed = new LinkedHashMap<>(files.containsKey("added_tokens.json") ? ids("added_tokens.json") : Map.of());
        listed.putAll(config.decoderIds());
        Set<AddedToken> all = new LinkedHashSet<>(config.decoder());
        tokens.stream().filter(token -> all.stream().noneMatch(known -> known.content().equals(token.content()))).toList().forEach(all::add);
        int free = next;
        for (AddedToken token : all) {
            Integer id = listed.get(token.content());
            if (id != null) {
                ids.put(token.content(), id);
                free = Math.max(free, id + 1);
            } else if (!ids.containsKey(token.content())) {
                ids.put(token.content(), free++);
            }
        }
        return new Vocabulary(ids, new ArrayList<>(all));
    }

    private TokenizerAssembly assemble(PieceEngine engine, Vocabulary vocabulary, int unknown, TranslationSides sides) {
        return assemble(engine, vocabulary, unknown, sides.source(sides.from(), sides.to(), vocabulary, name), sides);
    }

    private TokenizerAssembly assemble(PieceEngine engine, Vocabulary vocabulary, int unknown, PostProcessor processor,
            @Nullable TranslationSides sides) {
        String side = config.text("truncation_side");
        AddedToken pad = config.specials().get("pad_token");
        Integer padId = vocabulary.idOf(pad == null ? "<pad>" : pad.content());
        Padder padder = padId == null ? null : new Padder(padId, String.valueOf(vocabulary.tokenOf(padId)), 0,
                "left".equalsIgnoreCase(config.text("padding_side")) ? Side.LEFT : Side.RIGHT);
        return new TokenizerAssembly(engine, vocabulary, processor, padder,
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
