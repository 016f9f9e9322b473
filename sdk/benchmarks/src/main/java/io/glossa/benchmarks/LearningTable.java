package io.glossa.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The learning table as Markdown. */
final class LearningTable {
    /** From the cheapest to the dearest: each has to be better than the one before. */
    private static final List<String> METHODS = List.of("linear", "head", "lora", "full");
    private static final List<Long> SEEDS = List.of(1L, 2L, 3L);
    /** What takes longer is run once: three runs would take 20 minutes or more. */
    private static final double SEVERAL_SEEDS_UNDER_SECONDS = 20 * 60 / 3.0;
    private static final String HEADER = """
            # How well each method learns

            Written by

                mvn -q -Plearning -pl sdk/benchmarks -am -Dmaven.test.skip=true verify

            which runs what is missing in [learning.jsonl](learning.jsonl), one line a run, and prints it here; `-Dlearning.mode=table`
            prints alone, `-Dlearning.sets`, `-Dlearning.methods` and `-Dlearning.seeds` choose, `-Dlearning.data` is the folder of the
            data, `-Dlearning.threads` (1) the threads. The options are the defaults, with `-Dlearning.precision=bf16` matrix products of
            full and LoRA in bfloat16, which is about half the time on a CPU with AVX512-BF16 (*bf16* in the table); the base is `base-en`, for Chinese `base-zh`; each
            figure is the mean ± standard deviation (n − 1) of the runs, which differ in their seed; where three would take 20 minutes of CPU or more, there is one.

            Measured on the development sets, on which the weights of the best epoch are chosen, too. *CPU* is user and system time of the
            training with its measurements and files, without the start of the JVM, in which the first of several runs takes longest; *wall*
            is how long that took on a machine that other programs used as well. *MB* is the model directory without and with its ONNX graph; a head needs its base besides.
            *ONNX* is the largest difference of a logit between the trainer and the model as it is served, in any run; linear models are served
            without a graph. Bold is what a method has to be better in.

            """;

    private LearningTable() {}

    /** The whole document. */
    static String of(List<LearningResult> results) {
        StringBuilder text = new StringBuilder(HEADER);
        text.append("""
                | data | method | precision | runs | accuracy | macro-F1 | CPU s | wall s | MB | with ONNX | ONNX |
                | --- | --- | --- | ---: | --- | --- | ---: | ---: | ---: | ---: | ---: |
                """);
        for (LearningSet set : LearningSet.ALL) {
            METHODS.forEach(method -> text.append(row(set, method, runs(results, set, method))));
        }
        text.append("""

                `sst2` are its sentences; `clinc150` learns its texts out of scope as one more label, `clinc150-rejection` learns without them and
                is measured on texts in scope; `tnews_zh` learns a stratified 10,000 of its rows. Accuracy of `goemotions` is that of whole sets of
                labels.

                ## Out of scope

                CLINC150 learned without its texts out of scope: texts whose best label scores below a threshold are rejected. Thresholds are
                fitted on a tenth of the training data in scope, held out with a seed and not learned from, and the 100 training texts out of scope:
                *balanced* has the highest mean of in-scope accuracy and out-of-scope recall there, *accurate* the most texts treated right. Of
                the 3,087 texts that they are measured on, 100 are out of scope. *Accepted* is the share of texts in scope that are
                answered right and not rejected; recall and precision are those of rejecting what is out of scope.

                | method | runs | AUROC | none rejected | balanced: accepted | recall | precision | accurate: accepted | recall | precision |
                | --- | ---: | --- | --- | --- | --- | --- | --- | --- | --- |
                """);
        LearningSet rejection = LearningSet.ALL.stream().filter(set -> set.kind() == LearningSet.Kind.REJECTION).findFirst().orElseThrow();
        for (String method : METHODS) {
            text.append(scopeRow(method, runs(results, rejection, method)));
        }
        list(text, "Where a method is not better than the one before", notBetter(results));
        list(text, "Missing runs", missing(results));
        return text.toString();
    }

    private static String row(LearningSet set, String method, List<LearningResult> runs) {
        if (runs.isEmpty()) {
            return "";
        }
        String accuracy = share(runs, "accuracy");
        String macro = share(runs, "macro_f1");
        boolean byAccuracy = set.metric().equals("accuracy");
        return String.format(Locale.ROOT, "| %s | %s | %s | %d | %s | %s | %s | %s | %.1f | %.1f | %s |%n", set.name(), method,
                runs.stream().map(LearningResult::precision).distinct().sorted().collect(Collectors.joining(", ")), runs.size(),
                byAccuracy ? bold(accuracy) : accuracy, byAccuracy ? macro : bold(macro),
                spread(runs, LearningResult::cpuSeconds, "%,.0f"), spread(runs, LearningResult::wallSeconds, "%,.0f"),
                mean(runs, LearningResult::bytes) / 1e6, mean(runs, LearningResult::shippedBytes) / 1e6, difference(runs));
    }

    private static String scopeRow(String method, List<LearningResult> runs) {
        if (runs.isEmpty()) {
            return "";
        }
        StringBuilder row = new StringBuilder("| " + method + " | " + runs.size() + " | ");
        row.append(share(runs, "out_of_scope_auroc")).append(" | ").append(share(runs, "accuracy")).append(" |");
        for (String threshold : List.of("most_balanced", "most_accurate")) {
            for (String metric : List.of("in_scope_accuracy", "out_of_scope_recall", "out_of_scope_precision")) {
                row.append(' ').append(share(runs, threshold + "_" + metric)).append(" |");
            }
        }
        return row.append('\n').toString();
    }

    private static String difference(List<LearningResult> runs) {
        double most = runs.stream().mapToDouble(LearningResult::onnxDifference).max().orElseThrow();
        return most == 0 ? "–" : String.format(Locale.ROOT, "%.0e", most);
    }

    private static List<String> notBetter(List<LearningResult> results) {
        List<String> lines = new ArrayList<>();
        for (LearningSet set : LearningSet.ALL) {
            for (int i = 1; i < METHODS.size(); i++) {
                List<LearningResult> below = runs(results, set, METHODS.get(i - 1));
                List<LearningResult> above = runs(results, set, METHODS.get(i));
                if (!below.isEmpty() && !above.isEmpty() && metric(above, set.metric()) <= metric(below, set.metric())) {
                    lines.add(String.format(Locale.ROOT, "`%s`: %s %.4f, %s %.4f", set.name(), METHODS.get(i), metric(above, set.metric()),
                            METHODS.get(i - 1), metric(below, set.metric())));
                }
            }
        }
        return lines;
    }

    private static List<String> missing(List<LearningResult> results) {
        List<String> lines = new ArrayList<>();
        for (String method : METHODS) {
            List<String> sets = new ArrayList<>();
            for (LearningSet set : LearningSet.ALL) {
                List<Long> seeds = SEEDS.stream().filter(seed -> results.stream().noneMatch(r -> r.is(set.name(), method, seed))).toList();
                List<LearningResult> runs = runs(results, set, method);
                boolean once = !runs.isEmpty() && mean(runs, LearningResult::cpuSeconds) >= SEVERAL_SEEDS_UNDER_SECONDS;
                if (!seeds.isEmpty() && !once) {
                    sets.add("`" + set.name() + "`" + (seeds.size() < SEEDS.size() ? " seeds " + seeds : ""));
                }
            }
            if (!sets.isEmpty()) {
                lines.add(method + ": " + String.join(", ", sets));
            }
        }
        return lines;
    }

    private static void list(StringBuilder text, String title, List<String> lines) {
        text.append("\n## ").append(title).append("\n\n");
        text.append(lines.isEmpty() ? "None.\n" : "");
        lines.forEach(line -> text.append("- ").append(line).append('\n'));
    }

    private static List<LearningResult> runs(List<LearningResult> results, LearningSet set, String method) {
        return results.stream().filter(result -> SEEDS.stream().anyMatch(seed -> result.is(set.name(), method, seed))).toList();
    }

    private static double metric(List<LearningResult> runs, String name) {
        return mean(runs, run -> run.metrics().get(name));
    }

    private static String share(List<LearningResult> runs, String name) {
        return spread(runs, run -> run.metrics().get(name), "%.4f");
    }

    private static String bold(String text) {
        return "**" + text + "**";
    }

    private static double mean(List<LearningResult> runs, ToDoubleFunction<LearningResult> value) {
        return runs.stream().mapToDouble(value).average().orElseThrow();
    }

    /** Mean ± standard deviation; of one run the value alone. */
    private static String spread(List<LearningResult> runs, ToDoubleFunction<LearningResult> value, String format) {
        double mean = mean(runs, value);
        if (runs.size() == 1) {
            return String.format(Locale.ROOT, format, mean);
        }
        double squares = runs.stream().mapToDouble(run -> Math.pow(value.applyAsDouble(run) - mean, 2)).sum();
        return String.format(Locale.ROOT, format + " ± " + format, mean, Math.sqrt(squares / (runs.size() - 1)));
    }
}
