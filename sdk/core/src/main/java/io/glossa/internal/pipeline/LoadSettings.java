package io.glossa.internal.pipeline;

import io.glossa.Device;
import io.glossa.models.ModelStore;
import io.glossa.models.Precision;
import io.glossa.text.TextCleaner;

/**
 * How a model is loaded.
 *
 * @param store where models are looked up
 * @param device where it runs
 * @param threads most threads of one call
 * @param precision which graph when there are several
 * @param batchTokens most tokens of one run
 * @param cleaner what happens to texts before they are encoded
 */
public record LoadSettings(ModelStore store, Device device, int threads, Precision precision, int batchTokens,
        TextCleaner cleaner) {}
