package io.glossa.models.architecture;

import org.apiguardian.api.API;

/**
 * What an attention layer looks up, with heads apart.
 *
 * @param key floats [b,n,k,d]
 * @param value floats [b,n,k,d]
 * @param <T> a tensor
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record KeyValue<T>(T key, T value) {}
