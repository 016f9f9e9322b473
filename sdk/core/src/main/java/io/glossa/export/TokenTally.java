package io.glossa.export;

import io.glossa.RawOutput;
import java.util.Optional;
import java.util.OptionalDouble;

/** Compares the labels that tokens are given. */
final class TokenTally implements Tally<RawOutput> {
    private long texts;
    private long tokens;
    private long agreed;
    private double difference;

    @Override
    public void add(LabelledText text, RawOutput before, RawOutput after) {
        texts++;
        for (int token = 0; token < before.rows(); token++) {
            float[] was = before.row(token);
            float[] is = after.row(token);
            difference = Tally.difference(difference, was, is);
            tokens++;
            agreed += best(was) == best(is) ? 1 : 0;
        }
    }

    private static int best(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }

    @Override
    public ExportMeasures measures(double speedRatio) {
        return new ExportMeasures(texts, difference,
                tokens == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) agreed / tokens), OptionalDouble.empty(),
                OptionalDouble.empty(), Optional.empty(), Optional.empty(), speedRatio);
    }
}
