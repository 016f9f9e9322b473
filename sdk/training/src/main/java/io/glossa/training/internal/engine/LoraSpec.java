package io.glossa.training.internal.engine;

import java.util.function.Predicate;

/**
 * Low-rank adaptation (Hu et al. 2022): a weight W [out,in] becomes W + (alpha / rank) · B · A with A [rank,in] and B [out,rank]. The
 * factors are parameters of their own, called as the weight with {@code .lora_A} and {@code .lora_B} in place of {@code .weight}.
 *
 * @param rank r
 * @param alpha numerator of the factor
 * @param dropout probability of dropping an input of A while training
 * @param targets which weights, by full name
 */
public record LoraSpec(int rank, double alpha, double dropout, Predicate<String> targets) {}
