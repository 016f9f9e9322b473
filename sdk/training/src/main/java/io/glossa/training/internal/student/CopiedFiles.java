package io.glossa.training.internal.student;

import java.util.Locale;
import java.util.Set;

/** Files of a base that go into every model made from it. */
public final class CopiedFiles {
    private static final Set<String> TOKENIZER = Set.of("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json",
            "added_tokens.json", "vocab.txt", "vocab.json", "merges.txt", "sentencepiece.bpe.model", "spiece.model", "spm.model",
            "bpe.codes");

    private CopiedFiles() {}

    /** Whether the tokenizer needs it. */
    public static boolean tokenizer(String path) {
        return TOKENIZER.contains(path);
    }

    /** Whether it is licence or notice. */
    public static boolean legal(String path) {
        return !path.contains("/") && path.toLowerCase(Locale.ROOT).matches("(license|notice).*");
    }
}
