package io.glossa.text;

import java.util.Locale;
import java.util.Set;

/**
 * HTML to text: tags, comments and the content of scripts and style sheets go, character references become characters.
 * Block tags become a line feed, table cells and {@code br} too; inline tags become nothing.
 *
 * <p>Made for text that may hold markup, not for documents: what is no construct of HTML stays as it stands. A less-than sign
 * begins a tag only before the name of an HTML element, or a name with a hyphen or colon, and where a greater-than sign
 * comes before the next less-than sign; so {@code a < b}, {@code List<String>} and {@code <3} survive.
 *
 * <p>Linear: tags are looked for between two less-than signs, and where the search for any other end fails once, it is not
 * made again.
 */
final class HtmlStep implements CleaningStep {
    private static final Set<String> INLINE = Set.of("a", "abbr", "acronym", "applet", "area", "audio", "b", "base", "basefont",
            "bdi", "bdo", "bgsound", "big", "blink", "button", "canvas", "cite", "code", "col", "colgroup", "data", "datalist",
            "del", "dfn", "em", "embed", "font", "frame", "frameset", "i", "iframe", "image", "img", "input", "ins", "kbd",
            "keygen", "label", "link", "map", "mark", "marquee", "math", "meta", "meter", "nobr", "noembed", "noframes",
            "noscript", "object", "output", "param", "picture", "progress", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp",
            "script", "select", "slot", "small", "source", "span", "strike", "strong", "style", "sub", "sup", "svg",
            "template", "textarea", "time", "track", "tt", "u", "var", "video", "wbr");
    private static final Set<String> BLOCK = Set.of("address", "article", "aside", "blockquote", "body", "br", "caption",
            "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
            "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "legend", "li", "listing", "main",
            "menu", "menuitem", "nav", "ol", "optgroup", "option", "p", "plaintext", "pre", "search", "section", "summary",
            "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul", "xmp");
    private static final int LONGEST_NAME = 64;

    @Override
    public void rewrite(String text, Rewriter to) {
        new Reader(text, to).read();
    }

    /** One pass over one text. */
    private static final class Reader {
        private final String text;
        private final Rewriter to;
        private final HtmlEntities entities = HtmlEntities.table();
        private final int lastGreater;
        private boolean commentsEnd = true;
        private boolean dataEnds = true;
        private boolean scriptsEnd = true;
        private boolean stylesEnd = true;

        Reader(String text, Rewriter to) {
            this.text = text;
            this.to = to;
            this.lastGreater = text.lastIndexOf('>');
        }

        void read() {
            int at = 0;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '&') {
                    HtmlEntities.Found found = entities.find(text, at);
                    if (found != null) {
                        to.replace(at, found.end(), found.text());
                        at = found.end();
                        continue;
                    }
                } else if (c == '<' && at < lastGreater) {
                    int end = markup(at);
                    if (end > at) {
                        at = end;
                        continue;
                    }
                }
                at++;
            }
        }

        /** Writes what the less-than sign at a place begins, and gives its end; the place itself if it is only a sign. */
        private int markup(int at) {
            char next = text.charAt(at + 1);
            if (next == '!') {
                return declaration(at);
            }
            if (next == '?' && isLetter(text.charAt(at + 2))) {
                int end = text.indexOf('>', at) + 1;
                to.drop(at, end);
                return end;
            }
            return tag(at, next == '/');
        }

        private int declaration(int at) {
            if (text.startsWith("--", at + 2)) {
                int end = commentsEnd ? text.indexOf("-->", at + 2) : -1;
                if (end < 0) {
                    commentsEnd = false;
                    return at;
                }
                to.drop(at, end + 3);
                return end + 3;
            }
            if (text.startsWith("[CDATA[", at + 2)) {
                int end = dataEnds ? text.indexOf("]]>", at + 9) : -1;
                if (end < 0) {
                    dataEnds = false;
                    return at;
                }
                to.drop(at, at + 9);
                to.drop(end, end + 3);
                return end + 3;
            }
            if (!isLetter(text.charAt(at + 2))) {
                return at;
            }
            int end = text.indexOf('>', at) + 1;
            to.drop(at, end);
            return end;
        }

        private int tag(int at, boolean closing) {
            int nameStart = at + (closing ? 2 : 1);
            int nameEnd = nameStart;
            while (nameEnd < text.length() && nameEnd - nameStart < LONGEST_NAME && isName(text.charAt(nameEnd))) {
                nameEnd++;
            }
            if (nameEnd == nameStart || nameEnd == text.length() || !isLetter(text.charAt(nameStart))
                    || !endsName(text.charAt(nameEnd))) {
                return at;
            }
            String name = text.substring(nameStart, nameEnd).toLowerCase(Locale.ROOT);
            boolean block = BLOCK.contains(name);
            if (!block && !INLINE.contains(name) && name.indexOf('-') < 0 && name.indexOf(':') < 0) {
                return at;
            }
            int end = endOfTag(nameEnd);
            if (end < 0) {
                return at;
            }
            if (!closing && (name.equals("script") || name.equals("style"))) {
                end = endOfRawText(name, end);
            }
            to.replace(at, end, block ? "\n" : "");
            return end;
        }

        /**
         * The place after the tag's greater-than sign, one between quotes not counted; −1 if another less-than sign comes
         * first, or the end.
         */
        private int endOfTag(int from) {
            int less = text.indexOf('<', from);
            int limit = less < 0 ? text.length() : less;
            String inside = text.substring(from, limit);
            int lastQuote = inside.lastIndexOf('"');
            int lastApostrophe = inside.lastIndexOf('\'');
            int i = 0;
            while (i < inside.length()) {
                char c = inside.charAt(i);
                if (c == '>') {
                    return from + i + 1;
                }
                boolean value = ((c == '"' && i < lastQuote) || (c == '\'' && i < lastApostrophe)) && follows(from + i, '=');
                i = value ? inside.indexOf(c, i + 1) + 1 : i + 1;
            }
            // Quotes that do not match: the first sign will do.
            int greater = inside.indexOf('>');
            return greater < 0 ? -1 : from + greater + 1;
        }

        /** Whether a character stands before a place, white space left out. */
        private boolean follows(int at, char wanted) {
            int i = at - 1;
            while (i > 0 && at - i < LONGEST_NAME && text.charAt(i) <= ' ') {
                i--;
            }
            return text.charAt(i) == wanted;
        }

        /** The place after the end tag of a script or style sheet; if there is none, the place given. */
        private int endOfRawText(String name, int from) {
            boolean script = name.equals("script");
            if (script ? scriptsEnd : stylesEnd) {
                for (int i = text.indexOf("</", from); i >= 0; i = text.indexOf("</", i + 2)) {
                    int nameEnd = i + 2 + name.length();
                    if (text.regionMatches(true, i + 2, name, 0, name.length()) && nameEnd <= lastGreater
                            && endsName(text.charAt(nameEnd))) {
                        return text.indexOf('>', nameEnd) + 1;
                    }
                }
            }
            scriptsEnd &= !script;
            stylesEnd &= script;
            return from;
        }

        private static boolean isLetter(char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        }

        private static boolean isName(char c) {
            return isLetter(c) || (c >= '0' && c <= '9') || c == '-' || c == ':' || c == '_' || c == '.';
        }

        private static boolean endsName(char c) {
            return c == '>' || c == '/' || c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
        }
    }
}
