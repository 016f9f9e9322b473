package io.glossa.tokenizer;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a tokenizer class of transformers does on top of tokenizer.json.
 *
 * @param name the class in lower case, without what all names share
 * @param rules which settings of tokenizer_config.json override the file
 * @param typeIds whether the class returns token_type_ids
 * @param spaceBeforeWords whether the class refuses words that were split before, unless it puts a space before each
 * @param specials the class's own special tokens by role, such as {@code pad_token}
 */
record ClassTraits(String name, Rules rules, boolean typeIds, boolean spaceBeforeWords, Map<String, String> specials) {
    /** Families of classes with the same overrides. */
    enum Rules {
        /** BertNormalizer: do_lower_case, strip_accents, tokenize_chinese_chars. */
        BERT,
        /** BertNormalizer: do_lower_case and strip_accents only. */
        MPNET,
        /** ByteLevel and the post-processor: add_prefix_space, trim_offsets. */
        ROBERTA,
        /** Nothing beyond what all fast classes do. */
        PLAIN
    }

    private static final Set<String> BERT_LIKE = Set.of("bert", "distilbert", "electra", "mobilebert", "funnel", "convbert",
            "lxmert", "squeezebert", "retribert", "layoutlm", "splinter", "realm", "dpr", "dprquestionencoder",
            "dprcontextencoder", "dprreader");
    private static final Set<String> ROBERTA_LIKE = Set.of("roberta", "longformer", "led", "bart", "mvp");
    private static final Set<String> SPACE_BEFORE_WORDS = Set.of("roberta", "longformer", "led", "bart", "mvp", "blenderbot",
            "bloom", "codegen", "cohere", "deberta", "gpt2", "whisper");
    private static final Set<String> WITHOUT_TYPE_IDS = Set.of("distilbert", "roberta", "longformer", "led", "bart", "mvp",
            "xlmroberta", "camembert", "mpnet", "barthez", "bartpho", "mbart", "mbart50", "t5", "mt5", "gpt2", "gptneox",
            "marian", "nllb", "m2m100", "pegasus", "bigbird", "blenderbot", "blenderbotsmall", "llama", "gemma", "qwen2",
            "bloom", "clip", "codegen", "whisper", "esm", "plbart", "xglm", "cohere", "udop", "seamlessm4t", "speech2text",
            "retribert", "dprreader");
    private static final Set<String> PAIRED_BRACKETS = Set.of("albert", "debertav2", "deberta", "rembert");

    private static final Map<String, String> BRACKETS = Map.of("unk_token", "[UNK]", "sep_token", "[SEP]", "pad_token",
            "[PAD]", "cls_token", "[CLS]", "mask_token", "[MASK]");
    private static final Map<String, String> ANGLES = Map.of("bos_token", "<s>", "eos_token", "</s>", "unk_token", "<unk>",
            "sep_token", "</s>", "pad_token", "<pad>", "cls_token", "<s>", "mask_token", "<mask>");
    private static final Map<String, String> MPNET_TOKENS = Map.of("bos_token", "<s>", "eos_token", "</s>", "unk_token",
            "[UNK]", "sep_token", "</s>", "pad_token", "<pad>", "cls_token", "<s>", "mask_token", "<mask>");
    private static final Map<String, String> FUNNEL_TOKENS = Map.of("bos_token", "<s>", "eos_token", "</s>", "unk_token",
            "<unk>", "sep_token", "<sep>", "pad_token", "<pad>", "cls_token", "<cls>", "mask_token", "<mask>");
    private static final Map<String, String> T5_TOKENS = Map.of("eos_token", "</s>", "unk_token", "<unk>", "pad_token",
            "<pad>");
    private static final Map<String, String> ALBERT_TOKENS = Map.of("bos_token", "[CLS]", "eos_token", "[SEP]", "unk_token",
            "<unk>", "sep_token", "[SEP]", "pad_token", "<pad>", "cls_token", "[CLS]", "mask_token", "[MASK]");
    private static final Set<String> ANGLED = Set.of("roberta", "longformer", "led", "bart", "mvp", "xlmroberta",
            "camembert", "barthez", "mbart", "mbart50", "nllb", "m2m100");

    /** Model types whose tokenizer class has another name. */
    private static final Map<String, String> ALIASES = Map.ofEntries(Map.entry("ernie", "bert"), Map.entry("nezha", "bert"),
            Map.entry("megatronbert", "bert"), Map.entry("qdqbert", "bert"), Map.entry("visualbert", "bert"),
            Map.entry("data2vectext", "roberta"), Map.entry("ibert", "roberta"), Map.entry("mra", "roberta"),
            Map.entry("xlmrobertaxl", "xlmroberta"), Map.entry("xmod", "xlmroberta"), Map.entry("yoso", "albert"),
            Map.entry("nystromformer", "albert"), Map.entry("opt", "gpt2"), Map.entry("nllbmoe", "nllb"));

    /**
     * Traits of a class.
     *
     * @param tokenizerClass value of {@code tokenizer_class}, or null
     * @param modelType value of {@code model_type} in config.json, used where there is no class, or null
     */
    static ClassTraits of(@Nullable String tokenizerClass, @Nullable String modelType) {
        String given = normal(tokenizerClass != null ? tokenizerClass : modelType == null ? "" : modelType);
        String name = tokenizerClass != null ? given : ALIASES.getOrDefault(given, given);
        Rules rules = BERT_LIKE.contains(name) ? Rules.BERT
                : name.equals("mpnet") ? Rules.MPNET
                : ROBERTA_LIKE.contains(name) ? Rules.ROBERTA : Rules.PLAIN;
        return new ClassTraits(name, rules, !WITHOUT_TYPE_IDS.contains(name), SPACE_BEFORE_WORDS.contains(name), specials(name));
    }

    /** Whether a vocab.txt alone is enough for the class. */
    boolean readsVocabularyText() {
        return rules == Rules.BERT || rules == Rules.MPNET;
    }

    private static Map<String, String> specials(String name) {
        if (name.equals("funnel")) {
            return FUNNEL_TOKENS;
        }
        if (name.equals("albert")) {
            return ALBERT_TOKENS;
        }
        if (BERT_LIKE.contains(name) || PAIRED_BRACKETS.contains(name)) {
            return BRACKETS;
        }
        if (name.equals("mpnet")) {
            return MPNET_TOKENS;
        }
        if (name.equals("t5") || name.equals("mt5")) {
            return T5_TOKENS;
        }
        return ANGLED.contains(name) ? ANGLES : Map.of();
    }

    private static String normal(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
        if (lower.endsWith("fast")) {
            lower = lower.substring(0, lower.length() - 4);
        }
        return lower.endsWith("tokenizer") ? lower.substring(0, lower.length() - 9) : lower;
    }
}
