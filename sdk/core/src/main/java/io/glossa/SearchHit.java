package io.glossa;

import org.apiguardian.api.API;

/**
 * A document found by {@link TextEmbedder#search}.
 *
 * @param index its place in the list that was searched
 * @param score cosine similarity to the query, −1 to 1
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record SearchHit(int index, double score) {}
