package io.glossa.models.architecture;

import java.util.List;
import org.apiguardian.api.API;

/**
 * What a step of a decoder gives.
 *
 * @param logits of the token after each of the given ones, floats [r,t,v]
 * @param present keys and values for each layer to be the past of the next step, [r,n,p+t,d]
 * @param <T> a tensor
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record DecoderStep<T>(T logits, List<KeyValue<T>> present) {
    /** A step. */
    public DecoderStep {
        present = List.copyOf(present);
    }
}
