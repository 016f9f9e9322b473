package io.glossa.models.architecture;

import io.glossa.error.ModelFormatException;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apiguardian.api.API;

/** The architectures that Glossa can read from a configuration. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class Architectures {
    private static final Map<String, Function<ArchitectureConfig, Encoder>> ENCODERS = new TreeMap<>(Map.ofEntries(
            entry("albert", AlbertEncoder::new),
            entry("bert", BertEncoder::new),
            entry("camembert", RobertaEncoder::new),
            entry("deberta-v2", DebertaV2Encoder::new),
            entry("distilbert", DistilBertEncoder::new),
            entry("electra", ElectraEncoder::new),
            entry("glossa-lstm", LstmEncoder::new),
            entry("modernbert", ModernBertEncoder::new),
            entry("mpnet", MpnetEncoder::new),
            entry("roberta", RobertaEncoder::new),
            entry("xlm-roberta", RobertaEncoder::new)));

    private static final Map<String, Function<ArchitectureConfig, EncoderDecoder>> ENCODER_DECODERS = new TreeMap<>(Map.of(
            "bart", MbartModel::bart,
            "m2m_100", M2m100Model::of,
            "marian", MarianModel::of,
            "mbart", MbartModel::of,
            "mt5", T5Model::new,
            "t5", T5Model::new));

    private Architectures() {}

    private static Map.Entry<String, Function<ArchitectureConfig, Encoder>> entry(String modelType,
            Function<ArchitectureConfig, Encoder> encoder) {
        return Map.entry(modelType, encoder);
    }

    /** The values of {@code model_type} that {@link #encoder} knows; unmodifiable. */
    public static SortedSet<String> encoders() {
        return java.util.Collections.unmodifiableSortedSet(new TreeSet<>(ENCODERS.keySet()));
    }

    /** Whether {@link #encoder} knows this {@code model_type}. */
    public static boolean knows(String modelType) {
        return ENCODERS.containsKey(modelType);
    }

    /**
     * The forward pass of an encoder.
     *
     * @throws ModelFormatException if the architecture is not among {@link #encoders()}, or its configuration asks for
     *     something that is not written yet
     */
    public static Encoder encoder(ArchitectureConfig config) {
        Function<ArchitectureConfig, Encoder> maker = ENCODERS.get(config.modelType());
        if (maker == null) {
            throw new ModelFormatException(config.where() + ": expected model_type to be one of "
                    + String.join(", ", ENCODERS.keySet()) + ", found '" + config.modelType()
                    + "'; use an ONNX export of this model (onnx/model.onnx)");
        }
        return maker.apply(config);
    }

    /** The values of {@code model_type} that {@link #encoderDecoder} knows; unmodifiable. */
    public static SortedSet<String> encoderDecoders() {
        return java.util.Collections.unmodifiableSortedSet(new TreeSet<>(ENCODER_DECODERS.keySet()));
    }

    /**
     * The forward pass of a model that writes texts.
     *
     * @throws ModelFormatException if the architecture is not among {@link #encoderDecoders()}, or its configuration asks for
     *     something that is not written yet
     */
    public static EncoderDecoder encoderDecoder(ArchitectureConfig config) {
        Function<ArchitectureConfig, EncoderDecoder> maker = ENCODER_DECODERS.get(config.modelType());
        if (maker == null) {
            throw new ModelFormatException(config.where() + ": expected model_type to be one of "
                    + String.join(", ", ENCODER_DECODERS.keySet()) + ", found '" + config.modelType()
                    + "'; use an ONNX export of this model (onnx/encoder_model.onnx and its decoders)");
        }
        return maker.apply(config);
    }
}
