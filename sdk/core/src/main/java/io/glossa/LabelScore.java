package io.glossa;

import org.apiguardian.api.API;

/**
 * A label and how much speaks for it.
 *
 * @param label the label, as the model calls it
 * @param score its score: a probability from 0 to 1, or the raw value where no activation applies (regression)
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record LabelScore(String label, float score) {}
