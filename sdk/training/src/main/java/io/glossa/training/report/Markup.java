package io.glossa.training.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Writes HTML that is XML as well. Whatever comes from outside goes through {@link #text} or an attribute and is escaped there; names of
 * elements and attributes are constants of the code. Not thread-safe.
 */
final class Markup {
    /** What HTML lets stand without an end: its own elements without content, and those of SVG. */
    private static final Set<String> EMPTY = Set.of("meta", "wbr", "line", "path", "rect", "circle");

    private final StringBuilder out = new StringBuilder(1 << 14);
    private final Deque<String> open = new ArrayDeque<>();
    private int ids;

    /**
     * Starts an element.
     *
     * @param attributes names and values in turn
     */
    Markup open(String element, String... attributes) {
        tag(element, attributes).append('>');
        open.push(element);
        return this;
    }

    /** Ends the innermost element. */
    Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Ends the innermost element and the line of the file. */
    Markup closeLine() {
        close();
        out.append('\n');
        return this;
    }

    /** An element without content, such as {@code meta} or {@code rect}. */
    Markup empty(String element, String... attributes) {
        if (!EMPTY.contains(element)) {
            throw new IllegalArgumentException("element " + element + " needs an end");
        }
        tag(element, attributes).append("/>");
        return this;
    }

    /** An element with a text. */
    Markup element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /** A text. */
    Markup text(String text) {
        out.append(Escape.markup(text));
        return this;
    }

    /** A text of the user: it can't change the direction of what is around it, is cut at a length, and may break after an underscore. */
    Markup user(String text, int most) {
        open("bdi");
        String[] parts = Escape.shorten(text.isBlank() ? "(empty)" : text, most).split("(?<=[_/.])(?=\\p{L})");
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                empty("wbr");
            }
            text(parts[i]);
        }
        return close();
    }

    /** What is HTML already: style sheet and script, constants of the code. */
    Markup constant(String html) {
        out.append(html);
        return this;
    }

    /** A name no other element of the file has. */
    String id(String prefix) {
        ids++;
        return prefix + ids;
    }

    /** All of it. */
    String finish() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("element " + open.peek() + " was not closed");
        }
        return out.toString();
    }

    private StringBuilder tag(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"").append(Escape.markup(attributes[i + 1])).append('"');
        }
        return out;
    }
}
