package io.glossa.training.internal.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What scikit-learn makes of the same problems; see src/test/tools/linear_golden.py. */
final class LinearGoldenTest {
    @TestFactory
    List<DynamicTest> problems() throws IOException {
        JsonNode golden;
        try (InputStream in = Objects.requireNonNull(LinearGoldenTest.class.getResourceAsStream("/linear/golden.json"))) {
            golden = new ObjectMapper().readTree(in);
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode problem : golden.get("problems")) {
            tests.add(DynamicTest.dynamicTest(problem.get("name").asText(), () -> check(problem)));
        }
        assertThat(tests).hasSize(13);
        return tests;
    }

    private static void check(JsonNode problem) {
        float[][] x = matrix(problem.get("x"));
        Features features = problem.get("sparse").asBoolean() ? sparse(x) : DenseFeatures.of(List.of(x));
        Targets targets = targets(problem);
        double[] weights = problem.get("labelWeights").isNull() ? null : doubles(problem.get("labelWeights"));
        LinearOptions options = LinearOptions.defaults().withLambda(problem.get("lambda").asDouble()).withLabelWeights(weights)
                .withStandardize(false).withEnd(5000, 1e-8);

        LinearModel model = LinearTrainer.fit(features, targets, options);

        JsonNode predictions = problem.get("predictions");
        for (int row = 0; row < x.length; row++) {
            assertThat(model.predict(features, row)).as("predictions of example " + row)
                    .containsExactly(doubles(predictions.get(row)), within(5e-4));
        }
        assertThat(model.bias()).as("biases").containsExactly(row(problem.get("bias")), within(2e-3f));
        float[] found = model.weights();
        for (int l = 0; l < targets.outputs(); l++) {
            for (int c = 0; c < features.columns(); c++) {
                assertThat((double) found[l * features.columns() + c]).as("weight " + l + ", " + c)
                        .isCloseTo(problem.get("weights").get(l).get(c).asDouble(), within(2e-3));
            }
        }
    }

    private static Targets targets(JsonNode problem) {
        JsonNode y = problem.get("y");
        return switch (Targets.Kind.valueOf(problem.get("kind").asText())) {
            case SINGLE_LABEL -> {
                int[] classes = new int[y.size()];
                for (int i = 0; i < classes.length; i++) {
                    classes[i] = y.get(i).asInt();
                }
                yield Targets.singleLabel(classes, problem.get("outputs").asInt());
            }
            case MULTI_LABEL -> {
                boolean[][] applies = new boolean[y.size()][problem.get("outputs").asInt()];
                for (int i = 0; i < applies.length; i++) {
                    for (int l = 0; l < applies[i].length; l++) {
                        applies[i][l] = y.get(i).get(l).asInt() == 1;
                    }
                }
                yield Targets.multiLabel(applies);
            }
            case NUMBERS -> Targets.numbers(matrix(y));
        };
    }

    static SparseFeatures sparse(float[][] x) {
        SparseFeatures.Builder builder = SparseFeatures.builder(x[0].length);
        for (float[] row : x) {
            int entries = 0;
            int[] indices = new int[row.length];
            float[] values = new float[row.length];
            for (int c = 0; c < row.length; c++) {
                if (row[c] != 0) {
                    indices[entries] = c;
                    values[entries++] = row[c];
                }
            }
            builder.add(Arrays.copyOf(indices, entries), Arrays.copyOf(values, entries));
        }
        return builder.build();
    }

    private static float[][] matrix(JsonNode rows) {
        float[][] values = new float[rows.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = row(rows.get(i));
        }
        return values;
    }

    private static float[] row(JsonNode row) {
        float[] values = new float[row.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) row.get(i).asDouble();
        }
        return values;
    }

    private static double[] doubles(JsonNode row) {
        double[] values = new double[row.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(i).asDouble();
        }
        return values;
    }
}
