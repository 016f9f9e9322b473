package io.glossa.export;

import io.glossa.Classification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Compares models with one score by the order into which they put texts. */
final class ScoreTally implements Tally<Classification> {
    /** Every two of them are compared. */
    private static final int MOST = 4000;

    private final List<float[]> scores = new ArrayList<>();
    private long texts;
    private double difference;

    @Override
    public void add(LabelledText text, Classification before, Classification after) {
        texts++;
        difference = Tally.difference(difference, before.logits(), after.logits());
        if (scores.size() < MOST) {
            scores.add(new float[] {before.logits()[0], after.logits()[0]});
        }
    }

    @Override
    public ExportMeasures measures(double speedRatio) {
        return new ExportMeasures(texts, difference, agreement(), OptionalDouble.empty(), OptionalDouble.empty(),
                Optional.empty(), Optional.empty(), speedRatio);
    }

    /** Kendall's count of pairs in the same order, as a share of those that are not equal before. */
    private OptionalDouble agreement() {
        long pairs = 0;
        long same = 0;
        for (int i = 0; i < scores.size(); i++) {
            for (int j = 0; j < i; j++) {
                int before = Float.compare(scores.get(i)[0], scores.get(j)[0]);
                if (before != 0) {
                    pairs++;
                    same += before == Float.compare(scores.get(i)[1], scores.get(j)[1]) ? 1 : 0;
                }
            }
        }
        return pairs == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) same / pairs);
    }
}
