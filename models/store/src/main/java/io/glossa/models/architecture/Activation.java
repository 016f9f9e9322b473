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
    /** GELU, no less than −10 and no more than 10. */
    GELU_CLIPPED,
    /** max(x, 0). */
    RELU,
    /** max(x, 0), no more than 6. */
    RELU6,
    /** max(x, 0)². */
    RELU_SQUARED,
    /** x, and a hundredth of it below 0. */
    LEAKY_RELU,
    /** x · σ(x). */
    SILU,
    /** x · tanh(ln(1 + e^x)). */
    MISH,
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
            case "gelu_new", "gelu_fast", "gelu_pytorch_tanh", "gelu_python_tanh", "gelu_accurate" -> GELU_TANH;
            case "quick_gelu" -> QUICK_GELU;
            case "gelu_10" -> GELU_CLIPPED;
            case "relu" -> RELU;
            case "relu6" -> RELU6;
            case "relu2" -> RELU_SQUARED;
            case "leaky_relu" -> LEAKY_RELU;
            case "mish" -> MISH;
            case "silu", "swish" -> SILU;
            case "tanh" -> TANH;
            case "sigmoid" -> SIGMOID;
            case "linear" -> IDENTITY;
            default -> throw new ModelFormatException(where + ": expected an activation among gelu, gelu_new, gelu_fast,"
                    + " gelu_pytorch_tanh, gelu_accurate, gelu_10, quick_gelu, relu, relu2, relu6, leaky_relu, silu, swish, mish,"
                    + " tanh, sigmoid and linear, found '" + name
                    + "'; use an ONNX export of this model");
        };
    }
}
