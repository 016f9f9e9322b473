package io.glossa.models.architecture;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * What an encoder reads, all integers [b,s].
 *
 * @param ids token ids
 * @param typeIds segment of each token; null where there is one segment, or the architecture knows none
 * @param mask 1 for a token, 0 for padding; null if nothing is padded
 * @param <T> a tensor
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record EncoderInputs<T>(T ids, @Nullable T typeIds, @Nullable T mask) {}
