package io.glossa.models.architecture;

import io.glossa.error.ModelFormatException;
import org.apiguardian.api.API;

/** Functions of one number that architectures use between layers. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public enum Activation {
    /** x · Φ(x), with the exact normal distribution. */
    GELU,
    /** GELU by the tanh approximation (Hendrycks and Gimpel 2016). */
    GELU_TANH,
    /** x · σ(1.702 x). */
    QUICK_GELU,
    /** max(x, 0). */
    RELU,
    /** x · σ(x). */
    SILU,
    /** Hyperbolic tangent. */
    TANH,
    /** 1 / (1 + e^−x). */
    SIGMOID,
    /** x itself. */
    IDENTITY;

    /**
     * The function behind a name in {@code config.json}.
     *
     * @param name such as {@code gelu_new}
     * @param where what to call the file in messages
     * @throws ModelFormatException if it is none of the known ones
     */
    public static Activation named(String name, String where) {
        return switch (name) {
            case "gelu", "gelu_python" -> GELU;
            case "gelu_new", "gelu_fast", "gelu_pytorch_tanh", "gelu_python_tanh" -> GELU_TANH;
            case "quick_gelu" -> QUICK_GELU;
            case "relu" -> RELU;
            case "silu", "swish" -> SILU;
            case "tanh" -> TANH;
            case "sigmoid" -> SIGMOID;
            case "linear" -> IDENTITY;
            default -> throw new ModelFormatException(where + ": expected an activation among gelu, gelu_new, gelu_fast,"
                    + " gelu_pytorch_tanh, quick_gelu, relu, silu, swish, tanh, sigmoid and linear, found '" + name
                    + "'; use an ONNX export of this model");
        };
    }
}
