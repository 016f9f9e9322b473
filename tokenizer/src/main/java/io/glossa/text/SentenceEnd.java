package io.glossa.text;

import java.util.Locale;

/** Whether a sentence ends at a stop; one object decides one stop. Looks at a bounded piece of text around it. */
final class SentenceEnd {
    private static final int REACH = 40;

    private final SentenceRules rules;
    private final String text;
    private final int start;
    private final int quote;
    private final SentenceStop stop;
    /** The first letter, digit or symbol after the stop, behind opening marks and dashes. */
    private final int first;
    private final boolean dash;

    /**
     * @param start where the sentence begins
     * @param quote where a quotation was opened that is not closed before the stop, or -1
     */
    SentenceEnd(SentenceRules rules, String text, int start, int quote, SentenceStop stop) {
        this.rules = rules;
        this.text = text;
        this.start = start;
        this.quote = quote;
        this.stop = stop;
        int i = stop.next();
        boolean dashed = false;
        while (i < text.length() && i < stop.next() + REACH) {
            char c = text.charAt(i);
            dashed |= SentenceCharacters.isDash(c);
            if (!SentenceCharacters.isOpeningQuote(c) && SentenceCharacters.openingBracket(c) < 0
                    && !SentenceCharacters.isDash(c) && !SentenceCharacters.isSpace(c) && c != '*' && c != '_') {
                break;
            }
            i++;
        }
        this.first = Math.min(i, text.length());
        this.dash = dashed;
    }

    boolean decide() {
        if (first == text.length()) {
            return false;
        }
        char next = text.charAt(stop.next());
        if (",;:，、；：%‰&=".indexOf(next) >= 0 || SentenceCharacters.closingBracket(next) >= 0 && stop.gap()) {
            return false;
        }
        if (dash && (!stop.gap() || !isCapital(first))) {
            return false;
        }
        int marks = 0;
        int cjk = 0;
        int dots = 0;
        int ellipses = 0;
        for (int i = stop.at(); i < stop.tail(); i++) {
            char c = text.charAt(i);
            marks += SentenceCharacters.isMark(c) ? 1 : 0;
            cjk += SentenceCharacters.isCjkMark(c) ? 1 : 0;
            dots += c == '.' && i < stop.run() ? 1 : 0;
            ellipses += (c == '…' || c == '‥') && i < stop.run() ? 1 : 0;
        }
        boolean beforeCjk = SentenceCharacters.isCjk(text.codePointAt(first));
        if (cjk > 0 || marks > 0 && beforeCjk) {
            return afterCjkMark();
        }
        if (marks > 0) {
            return afterMark();
        }
        if (ellipses > 0 || dots > 1) {
            return beforeCjk ? afterCjkEllipsis() : afterEllipsis();
        }
        return new SentenceFullStop(rules, text, start, stop, first).decide();
    }

    /** After a question or exclamation mark of an alphabet. */
    private boolean afterMark() {
        int point = text.codePointAt(first);
        if (!stop.gap() && stop.bare()) {
            return !isAddress() && (SentenceCharacters.isUpper(point)
                    || Character.isLetter(point) && !SentenceCharacters.isLower(point));
        }
        if (SentenceCharacters.isLower(point) && !isItem(first)) {
            return !stop.quoted() && beginsLower();
        }
        return !(stop.quoted() && saysWho());
    }

    /** After an ellipsis of an alphabet: where a word with a capital follows, but for German nouns after a spaced one. */
    private boolean afterEllipsis() {
        int point = text.codePointAt(first);
        if (SentenceCharacters.isLower(point) && !isItem(first) || stop.at() == start) {
            return false;
        }
        if (!stop.gap() && stop.bare()) {
            return SentenceCharacters.isUpper(point) && SentenceCharacters.isLower(text.codePointBefore(stop.at()))
                    && !isAddress();
        }
        if (SentenceCharacters.isSpace(text.charAt(stop.at() - 1)) && !stop.quoted()) {
            return rules.has("starters", SentenceWords.after(text, first));
        }
        return !(stop.quoted() && saysWho());
    }

    private boolean afterCjkMark() {
        if (dash) {
            return false;
        }
        if (!stop.quoted()) {
            return SentenceCharacters.isStop(text.charAt(stop.tail() - 1)) || !isTitleEnd();
        }
        int point = text.codePointAt(first);
        if (first == stop.next() && (point == 'と' || point == 'っ')) {
            return false;
        }
        if (first > stop.next()) {
            return true;
        }
        if (continues()) {
            return false;
        }
        if (quote > start) {
            char before = text.charAt(quote - 1);
            if (",:，：".indexOf(before) >= 0 || SentenceCharacters.isSpace(before)) {
                return true;
            }
            return text.charAt(stop.at()) == '。' && !saysWhoInCjk();
        }
        return !saysWhoInCjk();
    }

    private boolean isTitleEnd() {
        for (int i = stop.run(); i < stop.tail(); i++) {
            if (SentenceCharacters.isTitleBracket(SentenceCharacters.closingBracket(text.charAt(i)))) {
                return true;
            }
        }
        return false;
    }

    private boolean afterCjkEllipsis() {
        if (stop.quoted()) {
            return afterCjkMark();
        }
        if (first > stop.next() || stop.gap()) {
            return true;
        }
        if (continues()) {
            return false;
        }
        int letters = 0;
        for (int i = Math.max(start, stop.at() - REACH); i < stop.at(); i++) {
            letters += Character.isLetter(text.charAt(i)) ? 1 : 0;
        }
        return letters >= 4;
    }

    private boolean continues() {
        return rules.words("continuing").stream().anyMatch(word -> text.startsWith(word, first));
    }

    /** Whether the stop stands in an address of the net or in a path. */
    private boolean isAddress() {
        for (int i = stop.at() - 1; i >= Math.max(start, stop.at() - 2 * REACH); i--) {
            char c = text.charAt(i);
            if (SentenceCharacters.isSpace(c)) {
                return false;
            }
            if ("/\\@=".indexOf(c) >= 0 || c == '.' && text.startsWith("www", Math.max(0, i - 3))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the first letter of the sentence is a small one: then those of its neighbours may be, too. */
    private boolean beginsLower() {
        for (int i = start; i < Math.min(stop.at(), start + REACH); i++) {
            int point = text.codePointAt(i);
            if (Character.isLetter(point)) {
                return SentenceCharacters.isLower(point);
            }
        }
        return false;
    }

    private boolean isCapital(int index) {
        int point = text.codePointAt(index);
        return SentenceCharacters.isUpper(point);
    }

    /** Whether a marker such as a) stands at an index. */
    private boolean isItem(int index) {
        return index + 2 < text.length() && text.charAt(index + 1) == ')'
                && SentenceCharacters.isSpace(text.charAt(index + 2));
    }

    /** Whether a name and a word such as "said" come next. */
    private boolean saysWho() {
        int i = first;
        for (int words = 0; words < 4; words++) {
            String word = SentenceWords.after(text, i);
            if (word.isEmpty()) {
                return false;
            }
            if (rules.has("say", word.toLowerCase(Locale.ROOT))) {
                return true;
            }
            i += word.length() + 1;
            if (i >= text.length() || text.charAt(i - 1) != ' ') {
                return false;
            }
        }
        return false;
    }

    private boolean isAnyStop(int index) {
        return SentenceCharacters.isStop(text.charAt(index)) || SentenceCharacters.isForeignStop(text.codePointAt(index));
    }

    /**
     * Whether the next clause does no more than say who speaks: it ends with a word for that and then the sentence ends, or
     * the quotation goes on. One with a negation tells of silence.
     */
    private boolean saysWhoInCjk() {
        int end = first;
        while (end < text.length() && end < first + REACH && "，：；,:;“「『\"".indexOf(text.charAt(end)) < 0
                && !isAnyStop(end)) {
            end++;
        }
        String clause = text.substring(first, end);
        boolean over = end == text.length() || isAnyStop(end)
                || "，,".indexOf(text.charAt(end)) >= 0 && end + 1 < text.length()
                        && SentenceCharacters.isOpeningQuote(text.charAt(end + 1));
        return over && clause.chars().noneMatch(c -> "没沒不".indexOf(c) >= 0)
                && rules.words("say").stream().anyMatch(clause::endsWith);
    }
}
