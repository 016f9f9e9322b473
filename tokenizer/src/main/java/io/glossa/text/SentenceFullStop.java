package io.glossa.text;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a sentence ends at a single full stop: the mark of abbreviations, initials and ordinal numbers, too. */
final class SentenceFullStop {
    private static final int REACH = 40;
    private static final Pattern ACRONYM = Pattern.compile("\\p{L}(\\.-?\\p{L})+");
    private static final Pattern ROMAN = Pattern.compile("[IVXLCDM]+");
    private static final Pattern DIGITS = Pattern.compile("\\p{Nd}{1,4}");

    private final SentenceRules rules;
    private final String text;
    private final int start;
    private final SentenceStop stop;
    private final int first;
    private final String word;

    SentenceFullStop(SentenceRules rules, String text, int start, SentenceStop stop, int first) {
        this.rules = rules;
        this.text = text;
        this.start = start;
        this.stop = stop;
        this.first = first;
        this.word = SentenceWords.before(text, stop.at(), start);
    }

    boolean decide() {
        int point = text.codePointAt(first);
        if (!stop.gap() && stop.bare()) {
            return glued(point);
        }
        if (SentenceCharacters.isLower(point)) {
            return isItem();
        }
        if (rules.goesOn(word, SentenceWords.after(text, first))) {
            return false;
        }
        if (Character.isDigit(point) || "$€£¥#".indexOf(point) >= 0) {
            return beforeNumber();
        }
        boolean capital = SentenceCharacters.isUpper(point);
        if (DIGITS.matcher(word).matches()) {
            return afterNumber(capital);
        }
        SentenceRules.Kind kind = kind();
        if (!capital) {
            return kind == null && !isInitial() && ("@#".indexOf(point) >= 0 || !goesOnSmall());
        }
        String next = SentenceWords.after(text, first);
        if (kind != null) {
            switch (kind) {
                case NEVER:
                    return false;
                case STARTER:
                    return starts(next);
                case UPPER:
                    return starts(next) || !rules.has("names", next) && !isShouted(next);
                default:
                    if (next.length() > 1 && ROMAN.matcher(next).matches()) {
                        return false;
                    }
            }
        }
        if (ACRONYM.matcher(word).matches()) {
            return starts(next);
        }
        if (isInitial()) {
            return starts(next) || isPronoun();
        }
        if (rules.language().equals("de") && ROMAN.matcher(word).matches()) {
            return starts(next);
        }
        return true;
    }

    /** Without a space: a forgotten one, or part of an address, a version, a name. */
    private boolean glued(int point) {
        int before = text.codePointBefore(stop.at() == 0 ? 1 : stop.at());
        if (SentenceCharacters.isCjk(point)) {
            return SentenceCharacters.isCjk(before);
        }
        if (!SentenceCharacters.isUpper(point) || word.length() < 2 || !word.chars().allMatch(Character::isLetter)) {
            return false;
        }
        String next = SentenceWords.after(text, first);
        int after = first + next.length();
        if (after < text.length() && (text.charAt(after) == '(' || text.charAt(after) == '@'
                || text.charAt(after) == '.' && isPartOfName(after + 1))) {
            return false;
        }
        int left = stop.at() - word.length() - 1;
        if (left >= start && "@/\\_#.".indexOf(text.charAt(left)) >= 0 || isShouted(next) && next.length() > 1) {
            return false;
        }
        return word.equals(word.toLowerCase(Locale.ROOT)) ? kind() == null : starts(next);
    }

    /** Whether a letter stands at an index that can follow a full stop in a name: no sentence begins with it. */
    private boolean isPartOfName(int index) {
        return index < text.length() && Character.isLetter(text.charAt(index))
                && !SentenceCharacters.isCjk(text.codePointAt(index));
    }

    private boolean beforeNumber() {
        if (kind() != null || isMarker()) {
            return false;
        }
        if (DIGITS.matcher(word).matches()) {
            return !rules.language().equals("de") || word.length() > 2;
        }
        return word.codePointCount(0, word.length()) > 2 ||  Character.isDigit(lastOf(word));
    }

    /** Whether the next letter is a small one, with no stop before it (rule SB8 of UAX 29, within reach). */
    private boolean goesOnSmall() {
        int i = first;
        while (i < text.length() && i < first + REACH) {
            int point = text.codePointAt(i);
            if (SentenceCharacters.isStop(text.charAt(i)) || SentenceCharacters.isForeignStop(point)) {
                return false;
            }
            if (Character.isLetter(point)) {
                return SentenceCharacters.isLower(point);
            }
            i += Character.charCount(point);
        }
        return false;
    }

    private static int lastOf(String word) {
        return word.isEmpty() ? ' ' : word.codePointBefore(word.length());
    }

    private boolean afterNumber(boolean capital) {
        if (isMarker()) {
            return false;
        }
        String next = SentenceWords.after(text, first);
        if (!capital) {
            return !goesOnSmall();
        }
        if (!rules.language().equals("de") || word.length() > 3) {
            return true;
        }
        if (rules.has("names", next)) {
            return false;
        }
        return starts(next) || !rules.has("ordinal", previous().toLowerCase(Locale.ROOT));
    }

    /** Whether the word is a number at the start of the sentence, the marker of a list. */
    private boolean isMarker() {
        return stop.at() - word.length() == start && word.length() <= 3 && DIGITS.matcher(word).matches();
    }

    /** Whether a marker such as b) follows. */
    private boolean isItem() {
        return first + 2 < text.length() && text.charAt(first + 1) == ')'
                && SentenceCharacters.isSpace(text.charAt(first + 2)) && kind() == null && word.length() > 1;
    }

    /** The kind of the longest abbreviation that ends here; parts may have spaces between them. */
    private SentenceRules.@Nullable Kind kind() {
        SentenceRules.Kind kind = rules.kind(word);
        String joined = word;
        int from = stop.at() - word.length();
        for (int part = 0; part < 3 && !joined.isEmpty(); part++) {
            int end = from;
            while (end > start && SentenceCharacters.isSpace(text.charAt(end - 1))) {
                end--;
            }
            if (end == from || end <= start || text.charAt(end - 1) != '.') {
                break;
            }
            String before = SentenceWords.before(text, end - 1, start);
            if (before.isEmpty()) {
                break;
            }
            joined = before + "." + joined;
            from = end - 1 - before.length();
            SentenceRules.Kind longer = rules.kind(joined);
            kind = longer != null ? longer : kind;
        }
        return kind;
    }

    /** The word before the one at the stop. */
    private String previous() {
        int end = stop.at() - word.length();
        while (end > start && SentenceCharacters.isSpace(text.charAt(end - 1))) {
            end--;
        }
        return SentenceWords.before(text, end, start);
    }

    private boolean starts(String next) {
        return rules.has("starters", next) || rules.has("starters", SentenceWords.elidedAfter(text, first));
    }

    /** Whether the word, or its part after a hyphen, is a single capital; in German a small letter, too ("i. A."). */
    private boolean isInitial() {
        String last = word.substring(word.lastIndexOf('-') + 1);
        if (last.isEmpty() || last.codePointCount(0, last.length()) > 1) {
            return false;
        }
        int point = last.codePointAt(0);
        return SentenceCharacters.isUpper(point)
                || rules.language().equals("de") && last.length() == word.length() && SentenceCharacters.isLower(point);
    }

    /** The English pronoun I at the end of a sentence, and no initial. */
    private boolean isPronoun() {
        String previous = previous();
        return word.equals("I") && rules.language().equals("en") && !previous.isEmpty()
                && SentenceCharacters.isLower(previous.codePointAt(0));
    }

    private static boolean isShouted(String word) {
        return word.length() > 1 && word.length() < 5 && word.equals(word.toUpperCase(Locale.ROOT));
    }
}
