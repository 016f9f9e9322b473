package io.glossa.internal.pipeline;

import io.glossa.error.ModelFormatException;
import io.glossa.models.ModelDirectory;
import io.glossa.models.format.SafeTensors;

/** A linear classifier on an embedding: logits = W x + b. Weights [l, d] row-major, bias [l]. Thread-safe. */
final class LinearHead {
    private final float[] weight;
    private final float[] bias;
    private final int width;

    private LinearHead(float[] weight, float[] bias) {
        this.weight = weight;
        this.bias = bias;
        this.width = weight.length / bias.length;
    }

    /** Reads {@code classifier.weight} and {@code classifier.bias} from the head file that the manifest names. */
    static LinearHead read(ModelDirectory directory) {
        String file = directory.manifest().orElseThrow().head().orElseThrow();
        SafeTensors tensors = SafeTensors.read(directory.read(file), directory.name() + "/" + file);
        float[] weight = tensors.floats("classifier.weight");
        float[] bias = tensors.floats("classifier.bias");
        if (bias.length == 0 || weight.length == 0 || weight.length % bias.length != 0) {
            throw new ModelFormatException(directory.name() + "/" + file + ": expected classifier.weight [labels, size] and"
                    + " classifier.bias [labels], found " + weight.length + " and " + bias.length + " numbers");
        }
        return new LinearHead(weight, bias);
    }

    int labels() {
        return bias.length;
    }

    float[] logits(float[] vector) {
        if (vector.length != width) {
            throw new ModelFormatException("expected a base model with embeddings of " + width + " numbers, found "
                    + vector.length + "; the head was trained on another base");
        }
        float[] logits = new float[bias.length];
        for (int l = 0; l < logits.length; l++) {
            double sum = bias[l];
            for (int d = 0; d < width; d++) {
                sum += (double) weight[l * width + d] * vector[d];
            }
            logits[l] = (float) sum;
        }
        return logits;
    }
}
