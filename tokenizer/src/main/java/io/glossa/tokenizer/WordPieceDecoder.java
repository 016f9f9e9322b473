package io.glossa.tokenizer;

import java.util.List;

/**
 * Joins word pieces to words.
 *
 * @param prefix what a continuing piece begins with
 * @param cleanup whether spaces before punctuation and in English contractions go, token by token
 */
record WordPieceDecoder(String prefix, boolean cleanup) {
    String decode(List<String> tokens) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (i > 0) {
                token = token.startsWith(prefix) ? token.substring(prefix.length()) : " " + token;
            }
            text.append(cleanup ? CleanUp.token(token) : token);
        }
        return text.toString();
    }
}
