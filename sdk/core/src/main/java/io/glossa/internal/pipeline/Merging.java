package io.glossa.internal.pipeline;

import io.glossa.tokenizer.Encoding;
import java.util.List;

/** How the windows of one text become one vector: the mean weighted by how many text tokens each window has. */
public final class Merging {
    private Merging() {}

    /** The weighted mean; a single vector is returned as it is. */
    public static float[] mean(List<float[]> vectors, List<Encoding> windows) {
        if (vectors.size() == 1) {
            return vectors.get(0);
        }
        double[] sum = new double[vectors.get(0).length];
        double weights = 0;
        for (int w = 0; w < vectors.size(); w++) {
            double weight = Math.max(1, windows.get(w).textTokens());
            weights += weight;
            float[] vector = vectors.get(w);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weight * vector[i];
            }
        }
        float[] mean = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            mean[i] = (float) (sum[i] / weights);
        }
        return mean;
    }
}
