/**
 * How models come from the Hugging Face hub: where it is, where copies are kept, and who is told about progress.
 *
 * <p>Only {@code hub:} identifiers lead here. The cache is that of Python's {@code huggingface_hub}, so both share what either
 * has fetched. {@link io.glossa.models.hub.HubOptions} has the settings, each with the default that {@code huggingface_hub}
 * takes from the same environment variable.
 */
@NullMarked
package io.glossa.models.hub;

import org.jspecify.annotations.NullMarked;
