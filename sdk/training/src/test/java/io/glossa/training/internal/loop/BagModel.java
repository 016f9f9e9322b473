package io.glossa.training.internal.loop;

import io.glossa.training.internal.engine.Objective;
import io.glossa.training.internal.engine.ParameterState;
import io.glossa.training.internal.engine.TrainBatch;
import io.glossa.training.internal.engine.TrainableModel;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A small model in plain Java, to test the loop with: a linear layer on counts of token ids, dropout of whole tokens, cross entropy as
 * {@link Objective} has it, and Adam. Everything is in 32 bits with 64-bit sums, so that states that are written and read are exact.
 */
final class BagModel implements TrainableModel {
    private final int vocabulary;
    private final int labels;
    private final double dropout;
    private final float[][] values = new float[3][];
    private final double[] gradient;
    private final float[] frozen = {1, 2, 3};
    private double poison = Double.NaN;
    private long poisonedStep = -1;
    private long updates;
    private double logScale = 1;

    BagModel(int vocabulary, int labels, double dropout) {
        this.vocabulary = vocabulary;
        this.labels = labels;
        this.dropout = dropout;
        for (int i = 0; i < values.length; i++) {
            values[i] = new float[vocabulary * labels];
        }
        gradient = new double[vocabulary * labels];
    }

    /** The loss of this step will be this number. */
    BagModel poison(long step, double loss) {
        poisonedStep = step;
        poison = loss;
        return this;
    }

    float[] weights() {
        return values[0].clone();
    }

    double[] gradient() {
        return gradient.clone();
    }

    @Override
    public double accumulate(TrainBatch batch, double norm, long seed) {
        if (updates + 1 == poisonedStep) {
            return poison;
        }
        Random random = new Random(seed);
        double loss = 0;
        for (int b = 0; b < batch.size(); b++) {
            double[] counts = new double[vocabulary];
            for (int s = 0; s < batch.ids()[b].length; s++) {
                boolean real = batch.mask() == null || batch.mask()[b][s] == 1;
                boolean kept = dropout == 0 || random.nextDouble() >= dropout;
                counts[(int) batch.ids()[b][s]] += real && kept ? 1 / (1 - dropout) : 0;
            }
            double[] z = logits(counts);
            double sum = 0;
            double most = Arrays.stream(z).max().orElseThrow();
            for (double each : z) {
                sum += Math.exp(each - most);
            }
            double weighted = 0;
            for (int l = 0; l < labels; l++) {
                weighted += weight(batch, b, l) * batch.targets()[b][l];
            }
            for (int l = 0; l < labels; l++) {
                double p = Math.exp(z[l] - most) / sum;
                double term = weight(batch, b, l) * batch.targets()[b][l];
                loss -= term * (z[l] - most - Math.log(sum));
                double error = (p * weighted - term) / norm;
                for (int v = 0; v < vocabulary; v++) {
                    gradient[l * vocabulary + v] += error * counts[v] * logScale;
                }
            }
        }
        return loss / norm;
    }

    private static double weight(TrainBatch batch, int b, int l) {
        return batch.weights() == null ? 1 : batch.weights()[b][l];
    }

    private double[] logits(double[] counts) {
        double[] z = new double[labels];
        for (int l = 0; l < labels; l++) {
            for (int v = 0; v < vocabulary; v++) {
                z[l] += values[0][l * vocabulary + v] * counts[v];
            }
        }
        return z;
    }

    @Override
    public double update(double learningRate, long step, double clipNorm) {
        double norm = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
        double factor = norm > clipNorm ? clipNorm / norm : 1;
        for (int i = 0; i < gradient.length && Double.isFinite(norm); i++) {
            double g = gradient[i] * factor;
            values[1][i] = (float) (0.9 * values[1][i] + 0.1 * g);
            values[2][i] = (float) (0.999 * values[2][i] + 0.001 * g * g);
            double m = values[1][i] / (1 - Math.pow(0.9, step));
            double v = values[2][i] / (1 - Math.pow(0.999, step));
            values[0][i] -= (float) (learningRate * m / (Math.sqrt(v) + 1e-8));
        }
        Arrays.fill(gradient, 0);
        updates = step;
        return norm;
    }

    @Override
    public float[][] logits(TrainBatch batch) {
        float[][] rows = new float[batch.size()][labels];
        for (int b = 0; b < rows.length; b++) {
            double[] counts = new double[vocabulary];
            for (int s = 0; s < batch.ids()[b].length; s++) {
                counts[(int) batch.ids()[b][s]] += batch.mask() == null || batch.mask()[b][s] == 1 ? 1 : 0;
            }
            double[] z = logits(counts);
            for (int l = 0; l < labels; l++) {
                rows[b][l] = (float) z[l];
            }
        }
        return rows;
    }

    @Override
    public List<String> trainable() {
        return List.of("bag.weight");
    }

    @Override
    public int[] shape(String name) {
        return Map.of("bag.weight", new int[] {labels, vocabulary}, "bag.frozen", new int[] {3}).get(name);
    }

    @Override
    public Set<ParameterState> states() {
        return Set.of(ParameterState.values());
    }

    @Override
    public void read(String name, ParameterState state, FloatBuffer into) {
        into.put(name.equals("bag.frozen") ? frozen : values[state.ordinal()]);
    }

    @Override
    public void write(String name, ParameterState state, FloatBuffer from) {
        from.get(values[state.ordinal()]);
    }

    @Override
    public void close() {}
}
