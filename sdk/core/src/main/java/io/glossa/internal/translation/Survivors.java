package io.glossa.internal.translation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What of the protected parts is in a translation that was made without protection. */
final class Survivors {
    private Survivors() {}

    /**
     * What is missing. Of equal parts those that come last count as missing; what is no term counts as missing altogether if
     * it is there too often.
     */
    static List<ProtectedSpan> missing(SentenceParts parts, String translation) {
        List<ProtectedSpan> spans = new ArrayList<>();
        parts.groups().forEach(group -> spans.addAll(group.spans()));
        Map<String, Integer> wanted = new HashMap<>();
        spans.forEach(span -> wanted.merge(span.replacement(), 1, Integer::sum));
        Map<String, Integer> left = new HashMap<>();
        wanted.keySet().forEach(text -> left.put(text, count(translation, text)));
        List<ProtectedSpan> missing = new ArrayList<>();
        Map<String, Integer> found = new HashMap<>(left);
        for (ProtectedSpan span : spans) {
            String text = span.replacement();
            boolean tooMany = !span.isTerm() && found.get(text) > wanted.get(text);
            if (tooMany || left.merge(text, -1, Integer::sum) < 0) {
                missing.add(span);
            }
        }
        return missing;
    }

    /** How often a text stands in another, not as a part of a longer word. */
    static int count(String text, String part) {
        int count = 0;
        for (int i = text.indexOf(part); i >= 0; i = text.indexOf(part, i + part.length())) {
            int end = i + part.length();
            boolean within = i > 0 && Characters.wouldRunTogether(text.codePointBefore(i), text.codePointAt(i))
                    || end < text.length() && Characters.wouldRunTogether(text.codePointBefore(end), text.codePointAt(end));
            count += within ? 0 : 1;
        }
        return count;
    }
}
