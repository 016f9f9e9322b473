package io.glossa.models.architecture;

import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * What a step of a decoder reads. Rows are what is being written; {@code r} is {@code b} texts times as many rows for each, those of a
 * text beside each other, so that rows of one text share what they see of the source.
 *
 * @param ids token ids [r,t]
 * @param single whether t is 1, so that no token needs hiding from one before it
 * @param offset how many tokens were given in the steps before, integers [1]
 * @param past keys and values of the steps before for each layer, [r,n,p,d], p equal to the offset; empty at the first step
 * @param memory keys and values of the source for each layer, [b,n,s,d]
 * @param mask 1 for a token of the source, 0 for padding, integers [b,s]; null if nothing is padded
 * @param <T> a tensor
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record DecoderInputs<T>(T ids, boolean single, T offset, List<KeyValue<T>> past, List<KeyValue<T>> memory, @Nullable T mask) {
    /** Inputs. */
    public DecoderInputs {
        past = List.copyOf(past);
        memory = List.copyOf(memory);
    }
}
