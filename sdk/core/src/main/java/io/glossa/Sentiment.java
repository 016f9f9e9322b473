package io.glossa;

import org.apiguardian.api.API;

/**
 * The sentiment of one text. Immutable.
 *
 * @param polarity which way it goes: the polarity with the highest probability
 * @param score from −1 to 1: the probability of positive labels minus that of negative ones; for graded labels, such as one
 *     to five stars, the expectation of their values
 * @param confidence from 0 to 1: the probability of {@code polarity}
 * @param classification all labels of the model with their scores, and what was read of the text
 * @param foreignScript whether most of the text is in a script that no language of the model is written in, so that the rest
 *     means little; never, if the model does not say what languages it is made for
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Sentiment(Polarity polarity, float score, float confidence, Classification classification,
        boolean foreignScript) {}
