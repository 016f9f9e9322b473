package io.glossa.models;

import java.util.List;

/** Pieces of exception messages that come from files, made harmless and short. */
final class Messages {
    private static final int LONGEST = 120;
    private static final int MOST = 20;

    private Messages() {}

    /** A text in quotes, without control characters and cut at 120 characters. */
    static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        int end = Math.min(text.length(), LONGEST);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            out.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return out.append(text.length() > LONGEST ? "…\"" : "\"").toString();
    }

    /** File names, at most twenty of them. */
    static String list(List<String> names) {
        if (names.isEmpty()) {
            return "nothing";
        }
        StringBuilder out = new StringBuilder();
        for (String name : names.subList(0, Math.min(MOST, names.size()))) {
            String quoted = quote(name);
            out.append(out.isEmpty() ? "" : ", ").append(quoted, 1, quoted.length() - 1);
        }
        if (names.size() > MOST) {
            out.append(" and ").append(names.size() - MOST).append(" more");
        }
        return out.toString();
    }
}
