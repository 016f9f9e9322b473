package io.glossa.text;

/**
 * A run of white space, as Unicode has it, becomes one space, or one line feed where lines are kept and the run breaks the
 * line; at both ends of the text it goes. Idempotent.
 */
final class WhitespaceStep implements CleaningStep {
    private final boolean keepLines;

    WhitespaceStep(boolean keepLines) {
        this.keepLines = keepLines;
    }

    @Override
    public void rewrite(String text, Rewriter to) {
        int at = 0;
        while (at < text.length()) {
            // All white space is in the basic plane.
            if (!InvisibleStep.isSpace(text.charAt(at))) {
                at++;
                continue;
            }
            int start = at;
            boolean breaks = false;
            while (at < text.length() && InvisibleStep.isSpace(text.charAt(at))) {
                breaks |= breaksLine(text.charAt(at));
                at++;
            }
            String one = start == 0 || at == text.length() ? "" : keepLines && breaks ? "\n" : " ";
            if (at - start != one.length() || !text.startsWith(one, start)) {
                to.replace(start, at, one);
            }
        }
    }

    private static boolean breaksLine(char c) {
        return (c >= '\n' && c <= '\r') || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }
}
