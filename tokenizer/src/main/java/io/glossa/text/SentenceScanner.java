package io.glossa.text;

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
    private final SentenceRules rules;
    private final BreakIterator icu = BreakIterator.getSentenceInstance(ULocale.ROOT);

    private String text = "";
    private SentenceBrackets brackets = new SentenceBrackets("");
    private int icuNext;
    private int start;
    private int quote;
    private boolean bracketed;

    SentenceScanner(SentenceRules rules) {
        this.rules = rules;
    }

    /** The sentences of a block; it has no white space at its ends and no line breaks. */
    void scan(String block, SentenceBlocks.Range sentences) {
        text = block;
        brackets = new SentenceBrackets(block);
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
            } else if (i > start && isIcuBoundary(i) && endsWithForeignStop(i) && !isWithin(i, i)) {
                end = i;
                after = i;
            } else {
                after = SentenceEmoji.end(text, i);
                if (after > i && endsAfterEmoji(i, after) && !isWithin(i, after)) {
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
        quote = -1;
        bracketed = false;
        brackets.begin();
    }

    /** Whether a bracket kept the sentence together; for the sentence that is being handed over. */
    boolean isBracketed() {
        return bracketed;
    }

    private boolean isWithin(int at, int tail) {
        boolean within = brackets.isWithin(at, tail);
        bracketed |= within;
        return within;
    }

    /** Keeps account of brackets and quotation marks between two indices. */
    private void track(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            brackets.pass(i);
            if ("“「『".indexOf(c) >= 0) {
                quote = i;
            } else if ("”」』".indexOf(c) >= 0) {
                quote = -1;
            }
        }
    }

    private boolean ends(SentenceStop stop) {
        return !isWithin(stop.at(), stop.tail())
                && new SentenceEnd(rules, text, start, quote, stop).decide();
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
                && SentenceCharacters.isForeignStop(text.codePointBefore(i));
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
