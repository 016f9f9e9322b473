package io.glossa.text;

/** One change that {@link TextCleaner} makes. Implementations are immutable, take any UTF-16, and run in linear time. */
@FunctionalInterface
interface CleaningStep {
    /** Writes what is to change, from left to right; {@code to} was made for {@code text}. */
    void rewrite(String text, Rewriter to);

    /** The draft after this step. */
    default Draft apply(Draft draft) {
        Rewriter rewriter = new Rewriter(draft.text());
        rewrite(draft.text(), rewriter);
        return rewriter.finish(draft);
    }
}
