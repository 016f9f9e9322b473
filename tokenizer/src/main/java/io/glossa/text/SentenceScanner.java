package io.glossa.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;

/**
 * Walks once over a block and asks at every stop whether the sentence ends there. It keeps what the rules need to know of
 * the sentence so far: where it began, which brackets are open, which quotation was opened last. Nothing of that outlives
 * the end of a sentence, so a sentence alone is cut as it was within its text.
 *
 * <p>Stops that {@link SentenceCharacters} does not know (those of Devanagari, Arabic, Armenian and so on) end a sentence
 * where ICU says so. For one thread.
 */
final class SentenceScanner {
    /** How far ahead the end of a bracket is looked for, in UTF-16 units; keeps the time linear. */
    private static final int BRACKET_REACH = 300;
    private static final int MOST_BRACKETS = 32;

    private final SentenceRules rules;
    private final BreakIterator icu = BreakIterator.getSentenceInstance(ULocale.ROOT);
    private final int[] brackets = new int[MOST_BRACKETS];

    private String text = "";
    private int icuNext;
    private int start;
    private int openBrackets;
    private int quote;

    SentenceScanner(SentenceRules rules) {
        this.rules = rules;
    }

    /** The sentences of a block; it has no white space at its ends and no line breaks. */
    void scan(String block, SentenceBlocks.Range sentences) {
        text = block;
        icu.setText(block);
        icuNext = icu.first();
        begin(0);
        int i = 0;
        while (i < text.length()) {
            int end = -1;
            int after;
            char c = text.charAt(i);
            if (SentenceCharacters.isStop(c)) {
                SentenceStop stop = SentenceStop.at(text, i, start);
                after = stop.tail();
                if (after < text.length() && ends(stop)) {
                    end = after;
                } else {
                    track(i, after);
                }
            } else if (i > start && isIcuBoundary(i) && endsWithForeignStop(i)) {
                end = i;
                after = i;
            } else {
                after = SentenceEmoji.end(text, i);
                if (after > i && endsAfterEmoji(i, after)) {
                    end = after;
                } else {
                    after = Math.max(after, i + 1);
                    track(i, after);
                }
            }
            if (end > 0) {
                int trimmed = end;
                while (SentenceCharacters.isSpace(text.charAt(trimmed - 1))) {
                    trimmed--;
                }
                sentences.accept(start, trimmed);
                after = SentenceStop.skipSpaces(text, end);
                begin(after);
            }
            i = after;
        }
        if (start < text.length()) {
            sentences.accept(start, text.length());
        }
    }

    private void begin(int at) {
        start = at;
        openBrackets = 0;
        quote = -1;
    }

    /** Keeps account of brackets and quotation marks between two indices. */
    private void track(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (SentenceCharacters.openingBracket(c) >= 0) {
                boolean sad = i > 0 && ":;-=".indexOf(text.charAt(i - 1)) >= 0;
                if (!sad && openBrackets < MOST_BRACKETS) {
                    brackets[openBrackets++] = i;
                }
            } else if (SentenceCharacters.closingBracket(c) >= 0) {
                openBrackets -= openBrackets > 0 ? 1 : 0;
            } else if ("“「『".indexOf(c) >= 0) {
                quote = i;
            } else if ("”」』".indexOf(c) >= 0) {
                quote = -1;
            }
        }
    }

    private boolean ends(SentenceStop stop) {
        if (openBrackets > 0 && isWithin(brackets[openBrackets - 1])) {
            int close = closing(brackets[openBrackets - 1], stop.at());
            if (close >= stop.tail() || close >= 0 && !isStopBetween(close, stop.tail())) {
                return false;
            }
        }
        return new SentenceEnd(rules, text, start, quote, stop, isIcuBoundary(stop.next())).decide();
    }

    private boolean isStopBetween(int from, int to) {
        for (int i = from; i < to; i++) {
            if (SentenceCharacters.isStop(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a bracket opens within the sentence and not with it; one around a title always does. */
    private boolean isWithin(int index) {
        for (int i = start; i < index; i++) {
            char c = text.charAt(i);
            if (!SentenceCharacters.isOpeningQuote(c) && SentenceCharacters.openingBracket(c) < 0
                    && !SentenceCharacters.isSpace(c)) {
                return true;
            }
        }
        return SentenceCharacters.isTitleBracket(SentenceCharacters.openingBracket(text.charAt(index)));
    }

    /** Where a bracket is closed, or -1 if that is not within reach of an index. */
    private int closing(int open, int from) {
        int place = SentenceCharacters.openingBracket(text.charAt(open));
        int depth = 1;
        int limit = Math.min(text.length(), from + BRACKET_REACH);
        for (int i = from; i < limit; i++) {
            char c = text.charAt(i);
            if (SentenceCharacters.openingBracket(c) == place) {
                depth++;
            } else if (SentenceCharacters.closingBracket(c) == place && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private boolean isIcuBoundary(int index) {
        while (icuNext != BreakIterator.DONE && icuNext < index) {
            icuNext = icu.next();
        }
        return icuNext == index;
    }

    private boolean endsWithForeignStop(int index) {
        int i = index;
        while (i > start && (SentenceCharacters.isSpace(text.charAt(i - 1))
                || SentenceCharacters.isClosingQuote(text.charAt(i - 1))
                || SentenceCharacters.closingBracket(text.charAt(i - 1)) >= 0)) {
            i--;
        }
        return i > start && !SentenceCharacters.isStop(text.charAt(i - 1))
                && UCharacter.hasBinaryProperty(text.codePointBefore(i), UProperty.S_TERM);
    }

    /** A face at the end of words without a stop: a capital after it begins a sentence. */
    private boolean endsAfterEmoji(int from, int after) {
        int next = SentenceStop.skipSpaces(text, after);
        if (next >= text.length()) {
            return false;
        }
        int point = text.codePointAt(next);
        if (SentenceCharacters.isCjk(point)) {
            return from > start && SentenceCharacters.isCjk(text.codePointBefore(from));
        }
        return next > after && SentenceCharacters.isUpper(point)
                && (!rules.language().equals("de") || rules.has("starters", SentenceWords.after(text, next)));
    }
}
