package io.glossa.internal.translation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * A sentence with a mark for each protected group, and the way back: the marks are found in the translation however the model
 * wrote them, and it counts only if each is there once and nothing like a mark is left. Immutable.
 */
final class MarkedSentence {
    private final SentenceParts parts;
    private final MarkStyle style;
    private final String text;
    private final boolean[] spaceBefore;
    private final boolean[] spaceAfter;

    private MarkedSentence(SentenceParts parts, MarkStyle style) {
        this.parts = parts;
        this.style = style;
        int size = parts.groups().size();
        this.spaceBefore = new boolean[size];
        this.spaceAfter = new boolean[size];
        StringBuilder marked = new StringBuilder(parts.words().get(0));
        for (int i = 0; i < size; i++) {
            String next = parts.words().get(i + 1);
            if (style.needsSpace()) {
                spaceBefore[i] = touches(marked.isEmpty() ? ' ' : marked.codePointBefore(marked.length()));
                spaceAfter[i] = touches(next.isEmpty() ? ' ' : next.codePointAt(0));
            }
            marked.append(spaceBefore[i] ? " " : "").append(style.mark(i + 1)).append(spaceAfter[i] ? " " : "").append(next);
        }
        this.text = marked.toString();
    }

    /** The sentence with marks of a style; empty if it has something already that looks like a mark. */
    static Optional<MarkedSentence> of(SentenceParts parts, MarkStyle style) {
        for (String words : parts.words()) {
            if (style.pattern().matcher(words).find()) {
                return Optional.empty();
            }
        }
        MarkedSentence marked = new MarkedSentence(parts, style);
        // Words around a mark can make it another: "X" before "X1" is not, "_" before "__1__" may be.
        return marked.marks(marked.text).filter(found -> found.size() == parts.groups().size()).map(found -> marked);
    }

    private static boolean touches(int c) {
        return Characters.isWordPart(c) && !Characters.isUnspaced(c);
    }

    String text() {
        return text;
    }

    /** The translation with the replacements in the place of the marks; empty if a mark is missing, double or spoilt. */
    Optional<String> restore(String translation) {
        return marks(translation).map(marks -> {
            StringBuilder result = new StringBuilder();
            int at = 0;
            for (int[] mark : marks) {
                int group = mark[0];
                int start = mark[1];
                int end = mark[2];
                if (spaceBefore[group] && start > at && translation.charAt(start - 1) == ' ') {
                    start--;
                }
                result.append(translation, at, start).append(parts.groups().get(group).replacement());
                at = spaceAfter[group] && translation.startsWith(" ", end) ? end + 1 : end;
            }
            return result.append(translation, at, translation.length()).toString();
        });
    }

    /** The words of a translation between its marks, if these are all there. */
    Optional<String> words(String translation) {
        return marks(translation).map(marks -> without(translation, marks));
    }

    private static String without(String translation, List<int[]> marks) {
        StringBuilder rest = new StringBuilder();
        int at = 0;
        for (int[] mark : marks) {
            rest.append(translation, at, mark[1]).append('\n');
            at = mark[2];
        }
        return rest.append(translation, at, translation.length()).toString();
    }

    /** Group, start and end of each mark in the order of the translation, if each is there once and no more than these. */
    private Optional<List<int[]>> marks(String translation) {
        int size = parts.groups().size();
        int[] place = new int[size];
        List<int[]> marks = new ArrayList<>();
        Matcher matcher = style.pattern().matcher(translation);
        while (matcher.find()) {
            int group = number(matcher.group(1)) - 1;
            if (group < 0 || group >= size || place[group] > 0) {
                return Optional.empty();
            }
            marks.add(new int[] {group, matcher.start(), matcher.end()});
            place[group] = marks.size();
        }
        boolean inOrder = parts.order().stream().allMatch(pair -> place[pair[0]] < place[pair[1]]);
        boolean clean = debris(without(translation, marks)) <= debris(String.join("\n", parts.words()));
        return marks.size() == size && inOrder && clean ? Optional.of(marks) : Optional.empty();
    }

    private int debris(String words) {
        return (int) style.debris().matcher(words).results().count();
    }

    private static int number(String digits) {
        int number = 0;
        for (int i = 0; i < digits.length(); ) {
            int c = digits.codePointAt(i);
            number = 10 * number + Character.digit(c, 10);
            i += Character.charCount(c);
        }
        return number;
    }
}
