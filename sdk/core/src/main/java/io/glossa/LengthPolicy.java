package io.glossa;

import io.glossa.internal.pipeline.Checks;
import org.apiguardian.api.API;

/**
 * What happens to a text with more tokens than the model takes. Immutable.
 *
 * <ul>
 *   <li>{@link #truncate()}, the default: the end is dropped, and the result's {@link TokenUsage} says so.
 *   <li>{@link #window(int)}: the text is read in overlapping windows and nothing is dropped. How the windows become one
 *       result is said by each task: classification and embedding take the mean over windows weighted by their tokens,
 *       token classification joins the entities, reranking takes the best window.
 *   <li>{@link #fail()}: an {@link io.glossa.error.InvalidInputException}.
 * </ul>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public sealed interface LengthPolicy {
    /** Drops the end of what does not fit and says so in the result. */
    static LengthPolicy truncate() {
        return Truncate.INSTANCE;
    }

    /**
     * Reads a long text in windows as long as the model takes.
     *
     * @param stride how many tokens neighbouring windows share, at least 0 and less than the window's text tokens
     * @throws IllegalArgumentException if negative
     */
    static LengthPolicy window(int stride) {
        return new Window(stride);
    }

    /** Refuses a text that does not fit. */
    static LengthPolicy fail() {
        return Fail.INSTANCE;
    }

    /** See {@link LengthPolicy#truncate()}. */
    enum Truncate implements LengthPolicy {
        /** The only one. */
        INSTANCE
    }

    /**
     * See {@link LengthPolicy#window(int)}.
     *
     * @param stride how many tokens neighbouring windows share
     */
    record Window(int stride) implements LengthPolicy {
        /** Checks the stride. */
        public Window {
            Checks.atLeast(stride, 0, "stride");
        }
    }

    /** See {@link LengthPolicy#fail()}. */
    enum Fail implements LengthPolicy {
        /** The only one. */
        INSTANCE
    }
}
