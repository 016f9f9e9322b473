package io.glossa.text;

/** Writes a changed copy of a text from left to right and keeps what came from where. Copies nothing until something changes. */
final class Rewriter {
    private final String source;
    private final OffsetMap.Builder edits = new OffsetMap.Builder();
    private final StringBuilder target = new StringBuilder();
    /** Up to where the source is written. */
    private int done;
    private boolean changed;

    Rewriter(String source) {
        this.source = source;
    }

    /**
     * What stands between two places becomes something else; all before that is not yet written stays.
     *
     * @param start not before the end of the last replacement
     * @param end where the source goes on
     */
    void replace(int start, int end, String by) {
        if (!changed) {
            changed = true;
            target.ensureCapacity(source.length());
        }
        target.append(source, done, start);
        edits.add(start, end, target.length(), target.length() + by.length());
        target.append(by);
        done = end;
    }

    /** What stands between two places is left out. */
    void drop(int start, int end) {
        replace(start, end, "");
    }

    /** The text with what remains. */
    Draft finish(Draft of) {
        if (!changed) {
            return of;
        }
        target.append(source, done, source.length());
        String text = target.toString();
        return new Draft(text, of.map().then(edits.build(source.length(), text.length())));
    }
}
