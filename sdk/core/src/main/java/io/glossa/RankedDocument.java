package io.glossa;

import org.apiguardian.api.API;

/**
 * A document as a {@link Reranker} ranks it.
 *
 * @param index its place in the list that was ranked
 * @param score how well it answers the query, after the model's activation; higher is better
 * @param logit the model's raw number
 * @param usage what was read of query and document
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record RankedDocument(int index, float score, float logit, TokenUsage usage) {}
