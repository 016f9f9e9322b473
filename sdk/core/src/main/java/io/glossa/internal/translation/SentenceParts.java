package io.glossa.internal.translation;

import io.glossa.ProtectedText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence as words to translate with protected groups between them: {@code words(0) group(0) words(1) … words(n)}. Spans
 * that touch are one group, so that the model has fewer marks to copy. Tags around the whole sentence are taken off first.
 *
 * @param before taken off at the beginning
 * @param words one more than groups; may be empty
 * @param groups protected, in order
 * @param after taken off at the end
 * @param order pairs of groups whose first must stay before the second: opening and closing tags, placeholders without name
 */
record SentenceParts(String before, List<String> words, List<Group> groups, String after, List<int[]> order) {
    private static final Pattern TAG = Pattern.compile("<(/?)([A-Za-z][A-Za-z0-9:_.-]*)[^>]*?(/?)>");
    private static final Pattern NAMELESS = Pattern.compile("\\{}|%[-+0#,]*[0-9]*(?:\\.[0-9]+)?l*[a-zA-Z@]");

    /**
     * Spans without anything between them.
     *
     * @param spans in order, at least one
     */
    record Group(List<ProtectedSpan> spans) {
        String text() {
            StringBuilder text = new StringBuilder();
            spans.forEach(span -> text.append(span.text()));
            return text.toString();
        }

        String replacement() {
            StringBuilder replacement = new StringBuilder();
            spans.forEach(span -> replacement.append(span.replacement()));
            return replacement.toString();
        }

        boolean isMarkup() {
            return spans.stream().allMatch(span -> span.kind() == ProtectedText.MARKUP);
        }
    }

    static SentenceParts of(SourceText source, int start, int end) {
        List<String> words = new ArrayList<>();
        List<Group> groups = new ArrayList<>();
        int at = start;
        for (ProtectedSpan span : source.spans(start, end)) {
            words.add(source.plain(at, span.start()));
            groups.add(new Group(List.of(span)));
            at = span.end();
        }
        words.add(source.plain(at, end));
        return bare(words, groups);
    }

    /** Takes off the tags at both ends that have no partner within. */
    private static SentenceParts bare(List<String> words, List<Group> groups) {
        List<int[]> order = tags(groups);
        int from = 0;
        int to = groups.size();
        boolean more = true;
        while (more) {
            more = false;
            if (from < to && words.get(from).isBlank() && groups.get(from).isMarkup() && isFree(from, from + 1, to, order)) {
                from++;
                more = true;
            } else if (from < to && words.get(to).isBlank() && groups.get(to - 1).isMarkup()
                    && isFree(to - 1, from, to - 1, order)) {
                to--;
                more = true;
            } else if (to - from >= 2 && words.get(from).isBlank() && words.get(to).isBlank()
                    && groups.get(from).isMarkup() && groups.get(to - 1).isMarkup()
                    && isFree(from, from + 1, to - 1, order) && isFree(to - 1, from + 1, to - 1, order)) {
                from++;
                to--;
                more = true;
            }
        }
        StringBuilder before = new StringBuilder();
        for (int i = 0; i < from; i++) {
            before.append(words.get(i)).append(groups.get(i).replacement());
        }
        StringBuilder after = new StringBuilder();
        for (int i = to; i < groups.size(); i++) {
            after.append(groups.get(i).replacement()).append(words.get(i + 1));
        }
        List<String> rest = new ArrayList<>(words.subList(from, to + 1));
        if (from > 0) {
            String first = rest.get(0);
            int space = Characters.skipSpaces(first, 0, first.length());
            before.append(first, 0, space);
            rest.set(0, first.substring(space));
        }
        if (to < groups.size()) {
            String last = rest.get(to - from);
            int space = Characters.trimEnd(last, 0, last.length());
            after.insert(0, last.substring(space));
            rest.set(to - from, last.substring(0, space));
        }
        return grouped(before.toString(), rest, groups.subList(from, to), after.toString());
    }

    private static SentenceParts grouped(String before, List<String> words, List<Group> spans, String after) {
        List<String> between = new ArrayList<>(List.of(words.get(0)));
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            int last = groups.size() - 1;
            if (last >= 0 && between.get(last + 1).isEmpty()) {
                List<ProtectedSpan> both = new ArrayList<>(groups.get(last).spans());
                both.addAll(spans.get(i).spans());
                groups.set(last, new Group(both));
                between.set(last + 1, words.get(i + 1));
            } else {
                groups.add(spans.get(i));
                between.add(words.get(i + 1));
            }
        }
        List<int[]> order = tags(groups);
        order.addAll(nameless(groups));
        return new SentenceParts(before, List.copyOf(between), List.copyOf(groups), after, order);
    }

    /** Whether a group is paired with none of a range. */
    private static boolean isFree(int group, int from, int to, List<int[]> order) {
        return order.stream().noneMatch(pair -> pair[0] == group && pair[1] >= from && pair[1] < to
                || pair[1] == group && pair[0] >= from && pair[0] < to);
    }

    private static List<int[]> tags(List<Group> groups) {
        List<int[]> pairs = new ArrayList<>();
        Deque<String> names = new ArrayDeque<>();
        Deque<Integer> places = new ArrayDeque<>();
        for (int i = 0; i < groups.size(); i++) {
            for (ProtectedSpan span : groups.get(i).spans()) {
                Matcher tag = TAG.matcher(span.replacement());
                if (span.kind() != ProtectedText.MARKUP || !tag.matches() || !tag.group(3).isEmpty()) {
                    continue;
                }
                if (tag.group(1).isEmpty()) {
                    names.push(tag.group(2));
                    places.push(i);
                } else if (names.contains(tag.group(2))) {
                    while (!names.peek().equals(tag.group(2))) {
                        names.pop();
                        places.pop();
                    }
                    names.pop();
                    int open = places.pop();
                    if (open < i) {
                        pairs.add(new int[] {open, i});
                    }
                }
            }
        }
        return pairs;
    }

    /** Values are put into placeholders without a name or number in order. */
    private static List<int[]> nameless(List<Group> groups) {
        List<int[]> pairs = new ArrayList<>();
        int last = -1;
        for (int i = 0; i < groups.size(); i++) {
            boolean nameless = groups.get(i).spans().stream().anyMatch(span -> span.kind() == ProtectedText.PLACEHOLDER
                    && NAMELESS.matcher(span.replacement()).matches());
            if (nameless && last >= 0) {
                pairs.add(new int[] {last, i});
            }
            last = nameless ? i : last;
        }
        return pairs;
    }

    /** Whether anything is left that a model can translate. */
    boolean hasWords() {
        return words.stream().anyMatch(Characters::hasLetter);
    }

    /** What is left of the sentence without tags at its ends, as the source has it. */
    String text() {
        StringBuilder text = new StringBuilder(words.get(0));
        for (int i = 0; i < groups.size(); i++) {
            text.append(groups.get(i).text()).append(words.get(i + 1));
        }
        return text.toString();
    }

    /** All with other words in the place of its own, at both sides of the replacements. */
    String with(List<String> others) {
        StringBuilder all = new StringBuilder(before).append(others.get(0));
        for (int i = 0; i < groups.size(); i++) {
            all.append(groups.get(i).replacement()).append(others.get(i + 1));
        }
        return all.append(after).toString();
    }
}
