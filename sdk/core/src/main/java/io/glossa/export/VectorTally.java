package io.glossa.export;

import io.glossa.Embedding;
import java.util.Optional;
import java.util.OptionalDouble;

/** Compares vectors by their angle. */
final class VectorTally implements Tally<Embedding> {
    private long texts;
    private double sum;
    private double least = Double.POSITIVE_INFINITY;
    private double difference;

    @Override
    public void add(LabelledText text, Embedding before, Embedding after) {
        texts++;
        difference = Tally.difference(difference, before.vector(), after.vector());
        double cosine = cosine(before.vector(), after.vector());
        sum += cosine;
        least = Math.min(least, cosine);
    }

    /** NaN where a number is none, unlike a similarity for users. */
    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            aa += (double) a[i] * a[i];
            bb += (double) b[i] * b[i];
        }
        return aa == 0 && bb == 0 ? 1 : dot / Math.sqrt(aa * bb);
    }

    @Override
    public ExportMeasures measures(double speedRatio) {
        return new ExportMeasures(texts, difference, OptionalDouble.empty(),
                texts == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / texts),
                texts == 0 ? OptionalDouble.empty() : OptionalDouble.of(least), Optional.empty(), Optional.empty(), speedRatio);
    }
}
