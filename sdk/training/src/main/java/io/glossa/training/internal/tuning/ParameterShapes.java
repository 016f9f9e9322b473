package io.glossa.training.internal.tuning;

import io.glossa.models.architecture.Encoder;
import io.glossa.models.architecture.EncoderInputs;
import io.glossa.models.architecture.TensorOps;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which parameters a classifier has: the forward pass is read once by a vocabulary that writes down what is asked for and computes
 * nothing. It claims that every parameter is there, so names are those that {@code transformers} gives them today.
 */
final class ParameterShapes {
    private static final Object TENSOR = new Object();

    private ParameterShapes() {}

    /** Names and shapes in the order in which the forward pass reads them, those of the head last. */
    static Map<String, int[]> of(Encoder encoder) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        TensorOps<Object> ops = recorder(shapes);
        EncoderInputs<Object> inputs = new EncoderInputs<>(TENSOR, TENSOR, TENSOR);
        encoder.sequenceLogits(ops, encoder.hiddenState(ops, inputs, encoder.sequenceRows()), inputs);
        return shapes;
    }

    @SuppressWarnings("unchecked")
    private static TensorOps<Object> recorder(Map<String, int[]> shapes) {
        return (TensorOps<Object>) Proxy.newProxyInstance(TensorOps.class.getClassLoader(), new Class<?>[] {TensorOps.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "hasParameter" -> true;
                    case "parameter" -> {
                        shapes.putIfAbsent((String) arguments[0], ((int[]) arguments[1]).clone());
                        yield TENSOR;
                    }
                    case "toString" -> "recorder";
                    default -> TENSOR;
                });
    }
}
