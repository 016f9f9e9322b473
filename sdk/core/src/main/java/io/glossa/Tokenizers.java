package io.glossa;

import io.glossa.error.GlossaException;
import io.glossa.internal.pipeline.LoadedModel;
import io.glossa.models.Manifest;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelStore;
import io.glossa.tokenizer.Tokenizer;
import java.util.Objects;
import org.apiguardian.api.API;

/** Loads the tokenizer of a model without the model. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Tokenizers {
    private Tokenizers() {}

    /**
     * Loads a model's tokenizer; for a head that has none of its own, that of its base.
     *
     * @param model a folder, the name of an embedded model, or {@code hub:org/name[@revision]}
     * @throws GlossaException if the model or its tokenizer files are missing or damaged
     */
    public static Tokenizer load(String model) {
        return load(model, ModelStore.defaults());
    }

    /**
     * Loads a model's tokenizer; for a head that has none of its own, that of its base.
     *
     * @param model a folder, the name of an embedded model, or {@code hub:org/name[@revision]}
     * @param store where models are looked up
     * @throws GlossaException if the model or its tokenizer files are missing or damaged
     */
    public static Tokenizer load(String model, ModelStore store) {
        ModelDirectory directory = store.open(Objects.requireNonNull(model, "model"));
        return LoadedModel.tokenizer(directory.manifest()
                .filter(manifest -> manifest.head().isPresent() && !directory.has("tokenizer.json") && !directory.has("vocab.txt"))
                .flatMap(Manifest::base)
                .map(store::open)
                .orElse(directory));
    }
}
