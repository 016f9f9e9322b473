package io.glossa.tokenizer;

/** The English clean-up of decoded text, as the Hugging Face libraries do it. */
final class CleanUp {
    private CleanUp() {}

    /** {@code clean_up_tokenization} of transformers, for a whole text. */
    static String text(String decoded) {
        return contractions(punctuation(decoded).replace(" n't", "n't").replace(" 'm", "'m"));
    }

    /** The clean-up of the WordPiece decoder, for one token; it knows one contraction more. */
    static String token(String token) {
        if (token.indexOf(' ') < 0) {
            return token;
        }
        return contractions(punctuation(token).replace(" n't", "n't").replace(" 'm", "'m").replace(" do not", " don't"));
    }

    private static String punctuation(String text) {
        return text.replace(" .", ".").replace(" ?", "?").replace(" !", "!").replace(" ,", ",").replace(" ' ", "'");
    }

    private static String contractions(String text) {
        return text.replace(" 's", "'s").replace(" 've", "'ve").replace(" 're", "'re");
    }
}
