package io.glossa.tokenizer;

import io.glossa.error.ModelFormatException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Lets through the regular expressions that tokenizers are made of and refuses those that can run away: the native engine
 * ends the process when a match takes too many steps. Refused are back references, look-behind, atomic and named groups,
 * calls, conditions, a repetition inside a repetition, many unbounded repetitions in one alternative, and whatever else can
 * be matched in too many ways. What remains is safe on texts up to a length, which is the answer.
 */
final class RegexValidator {
    private static final int MAX_LENGTH = 5000;
    private static final int MAX_DEPTH = 20;
    private static final int MAX_REPEAT = 1000;
    private static final int MAX_UNBOUNDED = 3;
    /** An expression that is not safe on texts of this length is of no use. */
    private static final int SHORTEST_LIMIT = 1000;
    private static final String ESCAPES = "sSdDwWpPrntfvbBhH";
    private static final Set<String> GROUPS = Set.of("?:", "?=", "?!", "?i:", "?m:", "?s:");

    private final String regex;
    private final JsonCheck check;
    private final String where;
    private int at;
    /** Whether what was just repeated may be left out. */
    private boolean optional;
    /** Fewest and most repetitions of what was just read; negative for any number. */
    private int least;
    private int most;
    /** Whether what was just repeated is repeated again, any number of times. */
    private boolean loops;

    private RegexValidator(String regex, JsonCheck check, String where) {
        this.regex = regex;
        this.check = check;
        this.where = where;
    }

    /**
     * Checks an expression.
     *
     * @param replaces whether matches are replaced: then none may be empty, or the library loses count of the text's length
     * @return the longest text, in characters, that it may be searched in
     */
    static int validate(String regex, boolean replaces, JsonCheck check, String where) {
        if (regex.isEmpty() || regex.length() > MAX_LENGTH) {
            throw check.bad(where, "a regular expression of 1 to " + MAX_LENGTH + " characters",
                    "one of " + regex.length());
        }
        RegexValidator validator = new RegexValidator(regex, check, where);
        Group whole = validator.scan();
        if (whole.mayBeEmpty && replaces) {
            throw check.bad(where, "a regular expression that matches something", "one that matches the empty text");
        }
        int longest = RegexPart.longestText(whole.alternatives);
        if (longest < SHORTEST_LIMIT) {
            throw validator.refuse("too many ways to match");
        }
        return longest;
    }

    /** What is open at one level of parentheses. */
    private static final class Group {
        /** Unbounded repetitions in the alternative being read, and the most in any. */
        private int unbounded;
        private int most;
        /** Whether the alternative being read takes at least one character, and whether any ended without. */
        private boolean consumes;
        private boolean mayBeEmpty;
        private final boolean looksOnly;
        private final List<List<RegexPart>> alternatives = new ArrayList<>();
        private List<RegexPart> parts = new ArrayList<>();

        private Group(boolean looksOnly) {
            this.looksOnly = looksOnly;
        }

        private void endAlternative() {
            most = Math.max(most, unbounded);
            unbounded = 0;
            mayBeEmpty |= !consumes;
            consumes = false;
            alternatives.add(parts);
            parts = new ArrayList<>();
        }
    }

    /** Reads it all. */
    private Group scan() {
        Deque<Group> open = new ArrayDeque<>();
        open.push(new Group(false));
        while (at < regex.length()) {
            char c = regex.charAt(at);
            if (c == '(') {
                open.push(new Group(group()));
                if (open.size() > MAX_DEPTH) {
                    throw refuse("nested groups");
                }
            } else if (c == ')') {
                close(open);
            } else if (c == '|') {
                open.peek().endAlternative();
                at++;
            } else {
                boolean consumes = atom(c);
                if (quantifier() && ++open.peek().unbounded > MAX_UNBOUNDED) {
                    throw refuse("so many unbounded repetitions in a row");
                }
                open.peek().consumes |= consumes && !optional;
                open.peek().parts.add(part(List.of(), false));
            }
        }
        if (open.size() != 1) {
            throw refuse("a group that is not closed");
        }
        open.peek().endAlternative();
        return open.peek();
    }

    private void close(Deque<Group> open) {
        Group inner = open.pop();
        if (open.isEmpty()) {
            throw refuse("a closing parenthesis too many");
        }
        inner.endAlternative();
        at++;
        int before = at;
        boolean unbounded = quantifier();
        if (unbounded || inner.most > 0 && at > before && regex.charAt(before) != '?') {
            throw refuse("a repeated group");
        }
        open.peek().consumes |= !inner.looksOnly && !inner.mayBeEmpty && !optional;
        open.peek().parts.add(part(inner.alternatives, inner.looksOnly));
        open.peek().unbounded += inner.most;
        if (open.peek().unbounded > MAX_UNBOUNDED) {
            throw refuse("so many unbounded repetitions in a row");
        }
    }

    /** Reads the start of a group; whether it only looks ahead. */
    private boolean group() {
        at++;
        if (at < regex.length() && regex.charAt(at) == '?') {
            for (String kind : GROUPS) {
                if (regex.startsWith(kind, at)) {
                    at += kind.length();
                    return kind.equals("?=") || kind.equals("?!");
                }
            }
            throw refuse("a special group");
        }
        return false;
    }

    /** Reads an atom; whether it takes a character. */
    private boolean atom(char c) {
        if (c == '[') {
            set();
        } else if (c == '\\') {
            escape();
            return "bB".indexOf(regex.charAt(at - 1)) < 0;
        } else if (c == '*' || c == '+' || c == '?') {
            throw refuse("a repetition of nothing");
        } else {
            at += Character.charCount(regex.codePointAt(at));
        }
        return c != '^' && c != '$';
    }

    private void escape() {
        at++;
        if (at >= regex.length()) {
            throw refuse("a backslash at the end");
        }
        char c = regex.charAt(at++);
        if (Character.isLetterOrDigit(c)) {
            if (c == 'u' || c == 'x') {
                return;
            }
            if (ESCAPES.indexOf(c) < 0) {
                throw refuse("a back reference or special escape");
            }
            if ((c == 'p' || c == 'P') && (at >= regex.length() || regex.charAt(at) != '{' || regex.indexOf('}', at) < 0)) {
                throw refuse("a property without braces");
            }
            if (c == 'p' || c == 'P') {
                at = regex.indexOf('}', at) + 1;
            }
        }
    }

    private void set() {
        int depth = 0;
        do {
            if (at >= regex.length()) {
                throw refuse("a set that is not closed");
            }
            char c = regex.charAt(at);
            if (c == '\\') {
                escape();
                continue;
            }
            if (c == '[') {
                depth++;
            } else if (c == ']') {
                depth--;
            }
            at++;
        } while (depth > 0);
    }

    /** Reads what repeats the atom before, if anything; whether it does so without bound. */
    private boolean quantifier() {
        optional = false;
        least = 1;
        most = 1;
        loops = false;
        boolean unbounded = false;
        if (at >= regex.length()) {
            return false;
        }
        char first = regex.charAt(at);
        boolean braces = first == '{' && at + 1 < regex.length() && isDigitOrComma(regex.charAt(at + 1));
        if (braces) {
            unbounded = braces();
        } else if (first == '*' || first == '+' || first == '?') {
            at++;
            unbounded = first != '?';
            optional = first != '+';
            least = optional ? 0 : 1;
            most = unbounded ? -1 : 1;
        } else {
            return false;
        }
        char second = at < regex.length() ? regex.charAt(at) : ' ';
        if (second == '?') {
            // As few as possible; after braces it may mean "not at all", and taking it for that is safe.
            at++;
            optional = true;
            least = 0;
        } else if (second == '+') {
            // Possessive, which only helps; but after braces it repeats the repetition.
            at++;
            loops = braces;
            unbounded |= braces;
        }
        char third = at < regex.length() ? regex.charAt(at) : ' ';
        boolean repeatedBraces = third == '{' && at + 1 < regex.length() && isDigitOrComma(regex.charAt(at + 1));
        if (third == '*' || third == '+' || third == '?' || repeatedBraces) {
            throw refuse("a repeated repetition");
        }
        return unbounded;
    }

    /** What was just read, with its repetition. */
    private RegexPart part(List<List<RegexPart>> alternatives, boolean looks) {
        RegexPart part = new RegexPart(alternatives, least, most, looks);
        return loops ? new RegexPart(List.of(List.of(part)), least > 0 ? 1 : 0, -1, false) : part;
    }

    private boolean braces() {
        int end = regex.indexOf('}', at);
        String[] bounds = end < 0 ? new String[0] : regex.substring(at + 1, end).split(",", -1);
        if (bounds.length < 1 || bounds.length > 2) {
            throw refuse("braces that are no repetition");
        }
        for (String bound : bounds) {
            if (!bound.matches("[0-9]{0,4}") || !bound.isEmpty() && Integer.parseInt(bound) > MAX_REPEAT) {
                throw refuse("a repetition of more than " + MAX_REPEAT);
            }
        }
        at = end + 1;
        least = bounds[0].isEmpty() ? 0 : Integer.parseInt(bounds[0]);
        most = bounds.length == 1 ? least : bounds[1].isEmpty() ? -1 : Integer.parseInt(bounds[1]);
        optional |= least == 0;
        if (most >= 0 && most < least) {
            throw refuse("a repetition from more to less");
        }
        return most < 0;
    }

    private static boolean isDigitOrComma(char c) {
        return c >= '0' && c <= '9' || c == ',';
    }

    private ModelFormatException refuse(String what) {
        return check.bad(where, "a regular expression as tokenizers use them", what + " at character " + at);
    }
}
