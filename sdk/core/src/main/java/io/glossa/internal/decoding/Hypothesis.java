package io.glossa.internal.decoding;

/**
 * A sequence that was generated. The array is not copied and must not change.
 *
 * @param ids all ids, prompt first, end token last if there is one, no padding
 * @param promptLength how many of them are the prompt
 * @param score of beam search {@code sequences_scores} of {@code transformers}: the sum of the tokens' log-probabilities, as
 *     changed by penalties, divided by the generated length to the power of the length penalty. Of greedy search and sampling
 *     the same quotient of the sum of {@code compute_transition_scores(…, normalize_logits=True)}
 * @param ended why it ends
 */
public record Hypothesis(int[] ids, int promptLength, float score, Ended ended) {
    /** How many ids were generated. */
    public int generated() {
        return ids.length - promptLength;
    }
}
