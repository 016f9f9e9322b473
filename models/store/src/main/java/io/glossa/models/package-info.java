/**
 * Which files make a model, where they are, and whether they can be trusted.
 *
 * <p>A model is a directory in the layout of the Hugging Face hub, on disk or inside a jar. {@link ModelStore} finds it by its
 * {@link ModelId} and hands out a {@link ModelDirectory}; from there come the files, the parsed configuration and the checked
 * ONNX graph. Nothing here knows of tasks, tokenizers or engines, and only a {@code hub:} identifier leads to the network.
 */
@NullMarked
package io.glossa.models;

import org.jspecify.annotations.NullMarked;
