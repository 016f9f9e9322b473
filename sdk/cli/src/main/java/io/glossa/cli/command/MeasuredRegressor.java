package io.glossa.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.Classification;
import io.glossa.cli.input.Line;
import io.glossa.error.InvalidInputException;
import io.glossa.evaluation.Comparison;
import io.glossa.evaluation.Metric;
import io.glossa.evaluation.RegressionEvaluation;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the numbers of a regression model, and of a second one beside it. */
final class MeasuredRegressor implements Measured {
    private final @Nullable String compare;
    private final SliceGroups groups;
    private final int errors;
    private final ErrorTexts texts;
    private final RegressionEvaluation.Collector first = RegressionEvaluation.collector();
    private final RegressionEvaluation.Collector second = RegressionEvaluation.collector();

    MeasuredRegressor(@Nullable String compare, SliceGroups groups, int errors, boolean showTexts) {
        this.compare = compare;
        this.groups = groups;
        this.errors = errors;
        this.texts = new ErrorTexts(showTexts);
    }

    @Override
    public Row read(Line line, LabelledLines reader) throws IOException {
        LabelledLines.Numbered numbered = reader.readNumbered(line);
        return new Row(line, numbered.text(), Set.of(), numbered.value());
    }

    @Override
    public void add(Row row, Classification answer, @Nullable Classification other) {
        first.add(row.value(), answer.best().score(), row.line().number());
        if (other != null) {
            second.add(row.value(), other.best().score(), row.line().number());
        }
        groups.add(row);
        texts.add(row);
    }

    @Override
    public ObjectNode fields() {
        RegressionEvaluation evaluation = first.evaluate();
        if (evaluation.examples() == 0) {
            throw new InvalidInputException("--data: expected texts with numbers, found none");
        }
        ObjectNode node = EvaluationFields.of(evaluation);
        if (compare != null) {
            RegressionEvaluation other = second.evaluate();
            EvaluationFields.comparison(node.putObject("compare").put("model", compare), Comparison.of(evaluation, other),
                    evaluation::value, other::value);
        }
        EvaluationFields.slices(node, groups, (names, use) -> evaluation.slices(names).forEach((group, slice) -> use.put(group,
                slice.examples(), EnumSet.of(Metric.ROOT_MEAN_SQUARED_ERROR, Metric.PEARSON), slice::value, slice::intervals)));
        if (errors > 0) {
            ArrayNode list = node.putArray("errors");
            evaluation.worstErrors(errors).forEach(error -> texts.put(list.addObject().put("line", error.row())
                    .put("right", error.right()).put("predicted", error.predicted()), error.index()));
        }
        return node;
    }
}
