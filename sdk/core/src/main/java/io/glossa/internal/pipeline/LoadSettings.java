package io.glossa.internal.pipeline;

import io.glossa.Device;
import io.glossa.models.ModelFormat;
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
 * @param format whether a graph that the model brings is run, or one written from its weights
 * @param batchTokens most tokens of one run
 * @param cleaner what happens to texts before they are encoded
 */
public record LoadSettings(ModelStore store, Device device, int threads, Precision precision, ModelFormat format,
        int batchTokens, TextCleaner cleaner) {}
