package io.glossa.export;

import io.glossa.Activation;
import io.glossa.Classification;
import io.glossa.LabelScore;
import io.glossa.evaluation.ClassificationEvaluation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares classifications of texts: labels, and with the right ones where those are known. */
final class TextTally implements Tally<Classification> {
    private final Activation activation;
    private final boolean multiLabel;
    private final ClassificationEvaluation.Collector before;
    private final ClassificationEvaluation.Collector after;
    private long texts;
    private long labelled;
    private long agreed;
    private double difference;

    TextTally(List<String> labels, Activation activation) {
        this.activation = activation;
        this.multiLabel = activation == Activation.SIGMOID;
        this.before = ClassificationEvaluation.collector(labels, multiLabel);
        this.after = ClassificationEvaluation.collector(labels, multiLabel);
    }

    @Override
    public void add(LabelledText text, Classification was, Classification is) {
        texts++;
        difference = Tally.difference(difference, was.logits(), is.logits());
        if (activation == Activation.NONE) {
            return;
        }
        agreed += chosen(was).equals(chosen(is)) ? 1 : 0;
        if (text.labels().isPresent()) {
            labelled++;
            before.add(text.labels().get(), was);
            after.add(text.labels().get(), is);
        }
    }

    private Set<String> chosen(Classification classification) {
        return multiLabel
                ? classification.selected().stream().map(LabelScore::label).collect(Collectors.toUnmodifiableSet())
                : Set.of(classification.best().label());
    }

    @Override
    public ExportMeasures measures(double speedRatio) {
        OptionalDouble agreement = activation == Activation.NONE || texts == 0
                ? OptionalDouble.empty() : OptionalDouble.of((double) agreed / texts);
        return new ExportMeasures(texts, difference, agreement, OptionalDouble.empty(), OptionalDouble.empty(),
                Optional.of(before).filter(b -> labelled > 0).map(ClassificationEvaluation.Collector::evaluate),
                Optional.of(after).filter(a -> labelled > 0).map(ClassificationEvaluation.Collector::evaluate), speedRatio);
    }
}
