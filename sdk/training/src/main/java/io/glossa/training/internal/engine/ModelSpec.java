package io.glossa.training.internal.engine;

import io.glossa.models.architecture.Encoder;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model to be trained.
 *
 * @param encoder the architecture, with its head for whole texts
 * @param parameters values by full name, the head's and, with LoRA, the factors' among them
 * @param rules what happens to each parameter, by full name
 * @param lora low-rank factors; null for none
 * @param objective the loss
 * @param optimizer how parameters change
 * @param dropout takes the place of all probabilities of dropout in the architecture; empty for those of its configuration
 * @param bfloat16 whether matrix products are in bfloat16, with parameters, gradients and sums in 32 bits
 * @param device {@code cpu} or {@code cuda:n}, known to exist
 * @param eager whether each operation is a call of its own, the reference; else the whole forward pass is one
 */
public record ModelSpec(Encoder encoder, ParameterValues parameters, Function<String, ParameterRule> rules, @Nullable LoraSpec lora,
        Objective objective, OptimizerSpec optimizer, OptionalDouble dropout, boolean bfloat16, String device, boolean eager) {}
