package io.glossa.training.internal.tuning;

import io.glossa.internal.pipeline.LoadedModel;
import io.glossa.internal.pipeline.Pooler;
import io.glossa.models.ModelDirectory;
import io.glossa.models.format.SafeTensors;
import java.util.ArrayList;
import java.util.List;

/** Logits of a head that lies in a folder, on its base: what is served, to compare with. */
record HeadLogits(LoadedModel base, float[] weight, float[] bias) {
    static HeadLogits of(LoadedModel base, ModelDirectory head, String file) {
        SafeTensors tensors = SafeTensors.read(head.read(file), file);
        return new HeadLogits(base, tensors.floats("classifier.weight"), tensors.floats("classifier.bias"));
    }

    List<float[]> of(List<LoadedModel.TokenRow> rows) {
        Pooler pooler = Pooler.of(base.encoderDirectory());
        String output = base.hiddenStates();
        List<float[]> logits = new ArrayList<>();
        for (float[] pooled : base.runRows(rows, output, (hidden, row, length) -> pooler.pool(hidden, row, length, 0))) {
            float[] vector = pooler.finish(pooled);
            float[] each = new float[bias.length];
            for (int l = 0; l < each.length; l++) {
                double sum = bias[l];
                for (int d = 0; d < vector.length; d++) {
                    sum += (double) weight[l * vector.length + d] * vector[d];
                }
                each[l] = (float) sum;
            }
            logits.add(each);
        }
        return logits;
    }
}
