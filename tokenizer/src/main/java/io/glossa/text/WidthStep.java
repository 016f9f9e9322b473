package io.glossa.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;

/**
 * Full-width letters, digits and signs become the common ones, half-width katakana and hangul the common ones too: what
 * Unicode's compatibility decomposition does to characters marked as wide or narrow, and nothing else. A voicing mark is
 * joined to the kana before it. Idempotent.
 */
final class WidthStep implements CleaningStep {
    private static final int IDEOGRAPHIC_SPACE = 0x3000;

    @Override
    public void rewrite(String text, Rewriter to) {
        Normalizer2 canonical = Normalizer2.getNFCInstance();
        int at = 0;
        while (at < text.length()) {
            int c = text.charAt(at);
            int folded = fold(c);
            if (folded == c) {
                at++;
                continue;
            }
            int end = at + 1;
            if (end < text.length()) {
                int mark = fold(text.charAt(end));
                int joined = mark == text.charAt(end) ? -1 : canonical.composePair(folded, mark);
                if (joined >= 0) {
                    folded = joined;
                    end++;
                }
            }
            to.replace(at, end, Character.toString(folded));
            at = end;
        }
    }

    /** The common form of one character; itself if it is one. All characters concerned are single UTF-16 units. */
    static int fold(int c) {
        if (c != IDEOGRAPHIC_SPACE && (c < 0xFF01 || c > 0xFFEE)) {
            return c;
        }
        int type = UCharacter.getIntPropertyValue(c, UProperty.DECOMPOSITION_TYPE);
        if (type != UCharacter.DecompositionType.WIDE && type != UCharacter.DecompositionType.NARROW) {
            return c;
        }
        String raw = Normalizer2.getNFKCInstance().getRawDecomposition(c);
        return raw == null ? c : raw.codePointAt(0);
    }
}
