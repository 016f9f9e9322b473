package io.glossa.tokenizer;

/**
 * Takes white space that a byte-level token holds out of its offsets, after the cutting and in code points, as the library's ByteLevel and
 * RobertaProcessing do.
 *
 * @param prefixSpace whether a space was put before each text: the first token's first space is then none of the text's
 */
record OffsetTrimmer(boolean prefixSpace) {
    /** How byte-level vocabularies write a space. */
    private static final char SPACE = '\u0120';

    /** Trims {@code length} tokens from {@code at}: one text's part of an encoding. */
    void trim(Encoding.Columns columns, int at, int length) {
        int[] starts = columns.starts();
        int[] ends = columns.ends();
        for (int i = at; i < at + length; i++) {
            String token = columns.tokens()[i];
            int leading = leading(token);
            int trailing = trailing(token);
            if (leading > 0) {
                if (prefixSpace && (i == at || starts[i] == 0)) {
                    leading--;
                }
                starts[i] = Math.min(starts[i] + leading, ends[i]);
            }
            if (trailing > 0 && ends[i] >= trailing) {
                ends[i] = Math.max(ends[i] - trailing, starts[i]);
            }
        }
    }

    private static int leading(String token) {
        int count = 0;
        while (count < token.length() && isSpace(token.charAt(count))) {
            count++;
        }
        return count;
    }

    private static int trailing(String token) {
        int count = 0;
        while (count < token.length() && isSpace(token.charAt(token.length() - 1 - count))) {
            count++;
        }
        return count;
    }

    /** The library's white space is Unicode's, all of it in the basic plane. */
    private static boolean isSpace(char c) {
        return c == SPACE || (c >= 0x09 && c <= 0x0d) || c == 0x20 || c == 0x85 || c == 0xa0 || c == 0x1680
                || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
    }
}
