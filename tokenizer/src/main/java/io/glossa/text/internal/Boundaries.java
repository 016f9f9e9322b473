package io.glossa.text.internal;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.BitSet;

/**
 * The boundaries of Unicode (UAX 29) in a text, as ICU finds them: a bit is set for each UTF-16 index that is one, 0 and the
 * length among them. Found in one pass, in time that grows with the length of the text.
 */
public final class Boundaries {
    private Boundaries() {}

    /** Where one character, as people see them, ends and the next begins: never within a surrogate pair or an emoji. */
    public static BitSet characters(String text) {
        return all(BreakIterator.getCharacterInstance(ULocale.ROOT), text);
    }

    /** Where words begin and end; those of scripts without spaces are looked up in the dictionaries of ICU. */
    public static BitSet words(String text) {
        return all(BreakIterator.getWordInstance(ULocale.ROOT), text);
    }

    private static BitSet all(BreakIterator iterator, String text) {
        BitSet boundaries = new BitSet(text.length() + 1);
        iterator.setText(text);
        for (int i = iterator.first(); i != BreakIterator.DONE; i = iterator.next()) {
            boundaries.set(i);
        }
        return boundaries;
    }
}
