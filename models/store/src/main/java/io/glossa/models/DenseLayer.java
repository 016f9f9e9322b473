package io.glossa.models;

import io.glossa.error.ModelFormatException;
import io.glossa.models.format.SafeTensors;
import io.glossa.models.format.internal.torch.TorchCheckpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The Dense module of a sentence-transformers model: a linear layer and an activation, applied to the pooled vector. Immutable
 * and thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class DenseLayer {
    private static final int LARGEST = 1 << 16;

    private enum Activation {
        IDENTITY,
        TANH,
        RELU,
        SIGMOID;

        double of(double x) {
            return switch (this) {
                case IDENTITY -> x;
                case TANH -> Math.tanh(x);
                case RELU -> Math.max(0, x);
                case SIGMOID -> 1 / (1 + Math.exp(-x));
            };
        }
    }

    private final int inputSize;
    private final int outputSize;
    private final float[] weight;
    private final float @Nullable [] bias;
    private final Activation activation;

    private DenseLayer(int inputSize, int outputSize, float[] weight, float @Nullable [] bias, Activation activation) {
        this.inputSize = inputSize;
        this.outputSize = outputSize;
        this.weight = weight;
        this.bias = bias;
        this.activation = activation;
    }

    static DenseLayer read(ModelFiles files, String folder) {
        String name = SentenceTransformersReader.inside(folder, "config.json");
        JsonFields fields = JsonFields.parse(files.readSettings(name), files.describe(name));
        int inputs = size(fields, "in_features");
        int outputs = size(fields, "out_features");
        boolean bias = fields.bool("bias", true);
        for (String key : List.of("module_input_name", "module_output_name")) {
            String value = fields.text(key).orElse("sentence_embedding");
            if (!value.equals("sentence_embedding")) {
                throw new ModelFormatException(fields.where() + ": expected " + Messages.quote(key)
                        + " to be sentence_embedding, found " + Messages.quote(value)
                        + "; this version of Glossa applies Dense to the text's vector only");
            }
        }
        Activation activation = activation(fields);
        String weights = SentenceTransformersReader.inside(folder, WeightFiles.SAFETENSORS);
        if (!files.has(weights)) {
            weights = SentenceTransformersReader.inside(folder, WeightFiles.TORCH);
        }
        SafeTensors tensors = weights(files, folder, weights);
        return new DenseLayer(inputs, outputs,
                tensor(tensors, "linear.weight", List.of((long) outputs, (long) inputs), files.describe(weights)),
                bias ? tensor(tensors, "linear.bias", List.of((long) outputs), files.describe(weights)) : null,
                activation);
    }

    private static SafeTensors weights(ModelFiles files, String folder, String path) {
        String where = files.describe(path);
        if (!files.has(path)) {
            throw new ModelFormatException(where + ": expected the weights of the Dense module here or in "
                    + WeightFiles.SAFETENSORS + ", found neither; the folder " + folder + " is incomplete, get all of its files");
        }
        byte[] content = files.read(path);
        if (path.endsWith(WeightFiles.SAFETENSORS)) {
            return SafeTensors.read(content, where);
        }
        ByteArrayOutputStream converted = new ByteArrayOutputStream();
        try {
            TorchCheckpoint.read(content, where).write(converted);
        } catch (IOException e) {
            throw new ModelFormatException(where + ": could not be read; check that the file is complete", e);
        }
        return SafeTensors.read(converted.toByteArray(), where);
    }

    /**
     * Length of the vector that goes in.
     *
     * @return the number of dimensions
     */
    public int inputSize() {
        return inputSize;
    }

    /**
     * Length of the vector that comes out.
     *
     * @return the number of dimensions
     */
    public int outputSize() {
        return outputSize;
    }

    /**
     * Applies the layer.
     *
     * @param vector a pooled vector of {@link #inputSize()} numbers; left as it is
     * @return a new vector of {@link #outputSize()} numbers
     * @throws IllegalArgumentException if the vector has another length
     */
    public float[] apply(float[] vector) {
        Objects.requireNonNull(vector, "vector");
        if (vector.length != inputSize) {
            throw new IllegalArgumentException("vector: expected " + inputSize + " numbers, found " + vector.length);
        }
        float[] out = new float[outputSize];
        for (int row = 0; row < outputSize; row++) {
            double sum = bias == null ? 0 : bias[row];
            int at = row * inputSize;
            for (int column = 0; column < inputSize; column++) {
                sum += (double) weight[at + column] * vector[column];
            }
            out[row] = (float) activation.of(sum);
        }
        return out;
    }

    private static int size(JsonFields fields, String key) {
        int size = fields.integer(key).orElse(0);
        if (size < 1 || size > LARGEST) {
            throw new ModelFormatException(fields.where() + ": expected " + Messages.quote(key) + " to be from 1 to " + LARGEST
                    + ", found " + (fields.has(key) ? size : "nothing") + "; correct the file or get the original");
        }
        return size;
    }

    private static Activation activation(JsonFields fields) {
        String name = fields.text("activation_function").orElse("torch.nn.modules.activation.Tanh");
        String simple = name.substring(name.lastIndexOf('.') + 1);
        if (name.startsWith("torch.nn.")) {
            switch (simple) {
                case "Identity":
                    return Activation.IDENTITY;
                case "Tanh":
                    return Activation.TANH;
                case "ReLU":
                    return Activation.RELU;
                case "Sigmoid":
                    return Activation.SIGMOID;
                default:
                    break;
            }
        }
        throw new ModelFormatException(fields.where() + ": expected \"activation_function\" to be Identity, Tanh, ReLU or Sigmoid"
                + " of torch.nn, found " + Messages.quote(name) + "; this version of Glossa cannot run this model");
    }

    private static float[] tensor(SafeTensors tensors, String name, List<Long> shape, String where) {
        if (!tensors.shape(name).equals(shape)) {
            throw new ModelFormatException(where + ": expected " + name + " of shape " + shape + ", found "
                    + tensors.shape(name) + "; the weights don't belong to the configuration beside them");
        }
        return tensors.floats(name);
    }
}
