package io.glossa.training.internal.tuning;

import io.glossa.models.format.DType;
import io.glossa.models.format.SafeTensorsWriter;
import io.glossa.training.internal.engine.LoraSpec;
import io.glossa.training.internal.engine.ParameterState;
import io.glossa.training.internal.engine.TrainableModel;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The weights that training ends with, as they are written: factors merged, and what logits are multiplied by and moved by folded into
 * the last layer.
 */
final class FinalWeights {
    private final StartWeights start;
    private final TrainableModel model;
    private final Set<String> trained;
    private final Scaling scaling;

    FinalWeights(StartWeights start, TrainableModel model, Scaling scaling) {
        this.start = start;
        this.model = model;
        this.trained = new HashSet<>(model.trainable());
        this.scaling = scaling;
    }

    /** All parameters of the classifier, in 32 bits. */
    SafeTensorsWriter full() {
        return writer(start.originals());
    }

    /** What an adapter is: the factors and the head. The metadata are those that loading asks for. */
    SafeTensorsWriter adapter(Names.Family family) {
        LoraSpec lora = Objects.requireNonNull(start.lora());
        return writer(model.trainable()).metadata("prefix", family.prefix()).metadata("rank", String.valueOf(lora.rank()))
                .metadata("alpha", String.valueOf(lora.alpha()));
    }

    private SafeTensorsWriter writer(List<String> names) {
        SafeTensorsWriter writer = new SafeTensorsWriter();
        for (String name : names) {
            List<Long> shape = Arrays.stream(start.shape(name)).mapToObj(axis -> (long) axis).toList();
            writer.add(name, DType.F32, shape, sink -> sink.floats(FloatBuffer.wrap(floats(name))));
        }
        return writer;
    }

    private float[] floats(String name) {
        float[] values = raw(name);
        LoraSpec lora = start.lora();
        if (lora != null && !Names.lora(name) && trained.contains(Names.loraA(name))) {
            merge(values, start.shape(name), raw(Names.loraA(name)), raw(Names.loraB(name)), lora);
        }
        String last = Names.stem(start.classifier());
        if (name.equals(last + ".weight") || name.equals(last + ".bias")) {
            scaling.fold(values, name.endsWith(".bias"));
        }
        return values;
    }

    private float[] raw(String name) {
        if (!trained.contains(name)) {
            return start.floats(name);
        }
        float[] values = new float[Arrays.stream(start.shape(name)).reduce(1, Math::multiplyExact)];
        model.read(name, ParameterState.VALUE, FloatBuffer.wrap(values));
        return values;
    }

    /** W + (alpha / rank) · B · A, with sums in 64 bits. */
    private static void merge(float[] weight, int[] shape, float[] a, float[] b, LoraSpec lora) {
        int rank = lora.rank();
        double factor = lora.alpha() / rank;
        double[] row = new double[shape[1]];
        for (int o = 0; o < shape[0]; o++) {
            Arrays.fill(row, 0);
            for (int r = 0; r < rank; r++) {
                double left = b[o * rank + r];
                for (int i = 0; i < row.length; i++) {
                    row[i] += left * a[r * row.length + i];
                }
            }
            for (int i = 0; i < row.length; i++) {
                weight[o * row.length + i] += (float) (factor * row[i]);
            }
        }
    }
}
