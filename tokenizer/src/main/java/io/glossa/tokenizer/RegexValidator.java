package io.glossa.tokenizer;

import io.glossa.error.ModelFormatException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Lets through the regular expressions that tokenizers are made of and refuses those that can run away: the native engine
 * ends the process when a match takes too many steps. Refused are back references, look-behind, atomic and named groups,
 * calls, conditions, a repetition inside a repetition, and many unbounded repetitions in one alternative.
 */
final class RegexValidator {
    private static final int MAX_LENGTH = 5000;
    private static final int MAX_DEPTH = 20;
    private static final int MAX_REPEAT = 1000;
    private static final int MAX_UNBOUNDED = 4;
    private static final String ESCAPES = "sSdDwWpPrntfvbBhH";
    private static final Set<String> GROUPS = Set.of("?:", "?=", "?!", "?i:", "?m:", "?s:");

    private final String regex;
    private final JsonCheck check;
    private final String where;
    private int at;

    private RegexValidator(String regex, JsonCheck check, String where) {
        this.regex = regex;
        this.check = check;
        this.where = where;
    }

    static void validate(String regex, JsonCheck check, String where) {
        if (regex.isEmpty() || regex.length() > MAX_LENGTH) {
            throw check.bad(where, "a regular expression of 1 to " + MAX_LENGTH + " characters",
                    "one of " + regex.length());
        }
        new RegexValidator(regex, check, where).scan();
    }

    /** What is open at one level of parentheses. */
    private static final class Group {
        /** Unbounded repetitions in the alternative being read, and the most in any. */
        private int unbounded;
        private int most;

        private void endAlternative() {
            most = Math.max(most, unbounded);
            unbounded = 0;
        }
    }

    private void scan() {
        Deque<Group> open = new ArrayDeque<>();
        open.push(new Group());
        while (at < regex.length()) {
            char c = regex.charAt(at);
            if (c == '(') {
                group();
                open.push(new Group());
                if (open.size() > MAX_DEPTH) {
                    throw refuse("nested groups");
                }
            } else if (c == ')') {
                close(open);
            } else if (c == '|') {
                open.peek().endAlternative();
                at++;
            } else {
                atom(c);
                if (quantifier() && ++open.peek().unbounded > MAX_UNBOUNDED) {
                    throw refuse("so many unbounded repetitions in a row");
                }
            }
        }
        if (open.size() != 1) {
            throw refuse("a group that is not closed");
        }
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
        open.peek().unbounded += inner.most;
        if (open.peek().unbounded > MAX_UNBOUNDED) {
            throw refuse("so many unbounded repetitions in a row");
        }
    }

    private void group() {
        at++;
        if (at < regex.length() && regex.charAt(at) == '?') {
            for (String kind : GROUPS) {
                if (regex.startsWith(kind, at)) {
                    at += kind.length();
                    return;
                }
            }
            throw refuse("a special group");
        }
    }

    private void atom(char c) {
        if (c == '[') {
            set();
        } else if (c == '\\') {
            escape();
        } else if (c == '*' || c == '+' || c == '?') {
            throw refuse("a repetition of nothing");
        } else {
            at += Character.charCount(regex.codePointAt(at));
        }
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
        boolean unbounded = false;
        boolean again = false;
        while (at < regex.length()) {
            char c = regex.charAt(at);
            if (c == '*' || c == '+') {
                // A plus after a quantifier makes it possessive, which only helps; a star would repeat the repetition.
                if (again && c == '*') {
                    throw refuse("a repeated repetition");
                }
                unbounded = true;
                at++;
            } else if (c == '?') {
                at++;
            } else if (c == '{' && at + 1 < regex.length() && isDigitOrComma(regex.charAt(at + 1))) {
                if (again) {
                    throw refuse("a repeated repetition");
                }
                unbounded = braces();
            } else {
                return unbounded;
            }
            again = true;
        }
        return unbounded;
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
        return bounds.length == 2 && bounds[1].isEmpty();
    }

    private static boolean isDigitOrComma(char c) {
        return c >= '0' && c <= '9' || c == ',';
    }

    private ModelFormatException refuse(String what) {
        return check.bad(where, "a regular expression as tokenizers use them", what + " at character " + at);
    }
}
