package io.glossa.evaluation;

import java.util.Arrays;
import java.util.List;
import org.apiguardian.api.API;

/**
 * A text that was answered wrong.
 *
 * @param row where it stands in its source
 * @param index its place among the texts that were added, from 0
 * @param right the right labels, in the model's order
 * @param predicted the labels that were answered, in the model's order
 * @param loss its part of the log loss: single-label, −ln of the right label's score; multi-label, mean binary cross entropy
 * @param score single-label: score of the answer; multi-label: the highest score
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record WorstError(long row, int index, List<String> right, List<String> predicted, double loss, double score) {
    /** Copies the lists. */
    public WorstError {
        right = List.copyOf(right);
        predicted = List.copyOf(predicted);
    }

    static WorstError of(Answers answers, int text) {
        return new WorstError(answers.rows()[text], text, names(answers, answers.gold()[text]),
                names(answers, answers.predicted()[text]), TextLosses.logLoss(answers, text),
                answers.scores()[text][answers.best(text)]);
    }

    private static List<String> names(Answers answers, int[] labels) {
        return Arrays.stream(labels).mapToObj(answers.labels()::get).toList();
    }
}
