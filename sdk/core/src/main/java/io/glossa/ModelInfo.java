package io.glossa;

import io.glossa.internal.pipeline.ModelHandle;
import io.glossa.models.Precision;
import java.util.Optional;
import java.util.OptionalInt;
import org.apiguardian.api.API;

/**
 * Facts about the model behind a handle.
 *
 * @param name what it was loaded by
 * @param precision the precision of the graph in use
 * @param device where it runs: {@code cpu} or {@code cuda:n}
 * @param commit the commit of a model of the hub, 40 hexadecimal digits; empty for others
 * @param maxLength most tokens of a text, special tokens included, before the length policy applies; empty if unlimited
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ModelInfo(String name, Precision precision, String device, Optional<String> commit, OptionalInt maxLength) {
    static ModelInfo of(ModelHandle model) {
        return new ModelInfo(model.directory().name(), model.precision(), model.device(),
                model.directory().commit(), model.defaultMaxLength());
    }
}
