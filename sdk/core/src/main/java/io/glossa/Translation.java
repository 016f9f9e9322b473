package io.glossa;

import java.util.List;
import org.apiguardian.api.API;

/**
 * A text in another language. Immutable.
 *
 * @param alternatives translations, best first; one at least
 * @param usage what of the text the model read
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record Translation(List<Candidate> alternatives, TokenUsage usage) {
    /** Why a translation ends where it does. */
    public enum End {
        /** The model ended it. */
        COMPLETE,
        /** It reached the most tokens allowed; something may be missing. */
        LENGTH,
        /** The time was over; something may be missing. */
        TIMEOUT,
        /** Nearly every token was forbidden, and the search gave out. */
        UNFINISHED
    }

    /**
     * One translation of a text.
     *
     * @param text the translation
     * @param score sum of the tokens' log-probabilities, as changed by penalties, divided by their number to the power of the length penalty;
     *     higher is better. As {@code sequences_scores} of transformers
     * @param tokenIds what the model wrote, with the token that its decoder begins with and the one that ends the text
     * @param end why it ends
     */
    public record Candidate(String text, float score, List<Integer> tokenIds, End end) {
        /** A candidate. */
        public Candidate {
            tokenIds = List.copyOf(tokenIds);
        }
    }

    /** A translation. */
    public Translation {
        alternatives = List.copyOf(alternatives);
    }

    /** The best translation. */
    public String text() {
        return alternatives.get(0).text();
    }

    /** Whether the model read the whole text and ended the best translation itself. */
    public boolean complete() {
        return !usage.truncated() && alternatives.get(0).end() == End.COMPLETE;
    }
}
