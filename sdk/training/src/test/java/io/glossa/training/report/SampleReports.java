package io.glossa.training.report;

import io.glossa.evaluation.Interval;
import io.glossa.training.report.DataSummary.Bin;
import io.glossa.training.report.DataSummary.DataSet;
import io.glossa.training.report.DataSummary.Finding;
import io.glossa.training.report.DataSummary.LabelCount;
import io.glossa.training.report.DataSummary.Lengths;
import io.glossa.training.report.DataSummary.Severity;
import io.glossa.training.report.QualityReport.Calibration;
import io.glossa.training.report.QualityReport.Confusion;
import io.glossa.training.report.QualityReport.LabelQuality;
import io.glossa.training.report.QualityReport.Metric;
import io.glossa.training.report.QualityReport.Point;
import io.glossa.training.report.QualityReport.ReliabilityBin;
import io.glossa.training.report.QualityReport.SeedRun;
import io.glossa.training.report.QualityReport.Slice;
import io.glossa.training.report.QualityReport.Threshold;
import io.glossa.training.report.QualityReport.WorstError;
import io.glossa.training.report.ReportData.FileSize;
import io.glossa.training.report.ReportData.Parity;
import io.glossa.training.report.ReportData.Task;
import io.glossa.training.report.TrainingHistory.Epoch;
import io.glossa.training.report.TrainingHistory.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Reports of runs that never were, to look at. Numbers are drawn with fixed seeds and hang
 * together roughly as those of real runs do.
 */
final class SampleReports {
    private static final List<String> BANKING = List.of("card_arrival", "lost_or_stolen_card", "exchange_rate", "top_up_failed",
            "pending_cash_withdrawal", "transfer_not_received_by_recipient", "request_refund", "why_verify_identity", "age_limit",
            "beneficiary_not_allowed", "wrong_amount_of_cash_received", "card_payment_fee_charged");
    private static final List<String> EMOTIONS = List.of("admiration", "amusement", "anger", "annoyance", "approval", "caring", "confusion",
            "curiosity", "desire", "disappointment", "disapproval", "disgust", "embarrassment", "excitement", "fear", "gratitude", "grief",
            "joy", "love", "nervousness", "optimism", "pride", "realization", "relief", "remorse", "sadness", "surprise", "neutral");

    private SampleReports() {}

    /** All samples by name. */
    static Map<String, ReportData> all() {
        Map<String, ReportData> all = new LinkedHashMap<>();
        all.put("small", classes(2, 3));
        all.put("few", classes(6, 5));
        all.put("twenty", classes(20, 8));
        all.put("banking", classes(77, 30));
        all.put("large", classes(150, 30));
        all.put("emotions", multiLabel());
        all.put("regression", regression());
        all.put("hostile", hostile());
        all.put("bare", ReportData.builder("bare", Task.SINGLE_LABEL).build());
        return all;
    }

    static ReportData classes(int n, int epochs) {
        List<String> labels = n == 2 ? List.of("negative", "positive") : IntStream.range(0, n)
                .mapToObj(i -> BANKING.get(i % BANKING.size()) + (i < BANKING.size() ? "" : "_" + (i / BANKING.size() + 1))).toList();
        Random random = new Random(n);
        List<List<Long>> counts = new ArrayList<>();
        for (int row = 0; row < n; row++) {
            Long[] line = new Long[n];
            Arrays.fill(line, 0L);
            long total = n == 2 ? 436 : 40;
            long wrong = Math.round(total * (0.02 + 0.22 * random.nextDouble() * random.nextDouble()));
            line[row] = total - wrong;
            for (int i = 0; i < wrong; i++) {
                int other = n == 2 ? 1 - row : (row + (random.nextBoolean() ? 1 : 1 + random.nextInt(n - 1))) % n;
                line[other]++;
            }
            counts.add(List.of(line));
        }
        Confusion confusion = new Confusion(labels, counts);
        List<LabelQuality> quality = quality(confusion);
        double f1 = quality.stream().mapToDouble(LabelQuality::f1).average().orElse(0);
        long examples = n == 2 ? 872 : 40L * n;
        QualityReport report = QualityReport.builder("dev").examples(examples)
                .metrics(List.of(metric("accuracy", f1 + 0.001), metric("macro_f1", f1), metric("micro_f1", f1 + 0.001),
                        metric("weighted_f1", f1 + 0.0005), metric("mcc", f1 - 0.01), metric("roc_auc", 0.985), Metric.of("ece", 0.021)))
                .labels(quality).confusion(confusion).calibration(calibration(random))
                .slices("accuracy", slices(random)).errors(errors(labels, random))
                .seeds(n == 150 ? List.of() : IntStream.of(13, 14, 15).mapToObj(seed -> new SeedRun(seed, List.of(
                        Metric.of("accuracy", f1 + (seed - 14) * 0.004), Metric.of("macro_f1", f1 + (seed - 14) * 0.003)))).toList())
                .build();
        int perEpoch = n == 2 ? 216 : 313;
        return base(n == 2 ? "reviews-en" : n == 77 ? "banking-intents" : "intents-" + n, Task.SINGLE_LABEL)
                .data(new DataSummary(List.of(set("train", labels, 40 * n * 3L, random), set("dev", labels, examples, random)), findings(n == 2), true))
                .history(history(epochs, perEpoch, Math.log(n), List.of("accuracy", "macro_f1"), f1, random))
                .quality(report).build();
    }

    private static List<LabelQuality> quality(Confusion confusion) {
        List<LabelQuality> all = new ArrayList<>();
        int n = confusion.labels().size();
        for (int i = 0; i < n; i++) {
            int label = i;
            double hits = confusion.counts().get(i).get(i);
            double support = confusion.counts().get(i).stream().mapToLong(Long::longValue).sum();
            double predicted = confusion.counts().stream().mapToLong(row -> row.get(label)).sum();
            double f1 = 2 * hits / (support + predicted);
            double half = 1.96 * Math.sqrt(f1 * (1 - f1) / support);
            all.add(new LabelQuality(confusion.labels().get(i), hits / predicted, hits / support, f1, (long) support,
                    Optional.of(new Interval(Math.max(0, f1 - half), Math.min(1, f1 + half)))));
        }
        return all;
    }

    private static Metric metric(String name, double value) {
        return new Metric(name, value, Optional.of(new Interval(value - 0.021, Math.min(1, value + 0.018))));
    }

    private static Calibration calibration(Random random) {
        List<ReliabilityBin> before = new ArrayList<>();
        List<ReliabilityBin> after = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            double confidence = (i + 0.5) / 15;
            long count = i < 3 ? 0 : Math.round(Math.exp(i * 0.42));
            before.add(new ReliabilityBin(confidence, Math.max(0, confidence - 0.14 * Math.sin(confidence * 3) + 0.04 * random.nextGaussian()), count));
            after.add(new ReliabilityBin(confidence, Math.min(1, Math.max(0, confidence + 0.03 * random.nextGaussian())), Math.round(count * 0.9)));
        }
        return new Calibration(0.062, before, OptionalDouble.of(1.37), OptionalDouble.of(0.014), after);
    }

    private static List<Slice> slices(Random random) {
        List<Slice> all = new ArrayList<>();
        for (String part : List.of("1 to 8 tokens", "9 to 16 tokens", "17 to 32 tokens", "33 to 64 tokens", "more than 64 tokens")) {
            double score = 0.95 - 0.12 * random.nextDouble();
            all.add(new Slice("length", part, 20 + random.nextInt(300), score, Optional.of(new Interval(score - 0.05, Math.min(1, score + 0.04)))));
        }
        all.add(new Slice("source", "web form", 512, 0.93, Optional.of(new Interval(0.906, 0.95))));
        all.add(new Slice("source", "telephone, transcribed", 41, 0.78, Optional.of(new Interval(0.631, 0.88))));
        return all;
    }

    private static List<WorstError> errors(List<String> labels, Random random) {
        List<String> texts = List.of("I was told my new card would be here by Monday and it is Thursday now.",
                "Not that I was expecting much, but the second half turns a tired premise into something that almost works; pity about the "
                        + "last ten minutes, in which everything is explained twice.",
                "Why did the machine keep my card?", "Can my daughter have an account, she is 15?",
                "the rate you gave me is not the rate on your own page", "ok");
        List<WorstError> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int right = random.nextInt(labels.size());
            all.add(new WorstError(1 + random.nextInt(240), texts.get(i % texts.size()), labels.get(right),
                    labels.get((right + 1) % labels.size()), 0.995 - i * 0.017));
        }
        return all;
    }

    private static DataSet set(String name, List<String> labels, long rows, Random random) {
        List<LabelCount> counts = new ArrayList<>();
        long left = rows;
        for (int i = 0; i < labels.size(); i++) {
            long count = i == labels.size() - 1 ? Math.max(1, left) : Math.max(1, Math.round((double) rows / labels.size() * (0.5 + random.nextDouble())));
            counts.add(new LabelCount(labels.get(i), count));
            left -= count;
        }
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            bins.add(new Bin(i * 4, (i + 1) * 4, Math.round(rows * 0.16 * Math.exp(-Math.pow(i - 4.5, 2) / (i < 4.5 ? 8 : 40)))));
        }
        return new DataSet(name, rows, counts, Optional.of(new Lengths("tokens", 23.4, 21, 52, 79, OptionalLong.of(64), 18, bins)));
    }

    private static List<Finding> findings(boolean clean) {
        if (clean) {
            return List.of(new Finding(Severity.NOTE, "Texts that occur twice", 3, "They count twice in training; drop them if that is not meant.",
                    List.of(17L, 92L, 211L)));
        }
        return List.of(
                new Finding(Severity.ERROR, "Texts that are in both train and dev", 12,
                        "The figures of dev are too good by as much as the model remembers them. Drop them from train.",
                        List.of(4L, 71L, 83L, 102L, 177L, 201L, 220L, 298L, 301L, 333L, 440L, 610L)),
                new Finding(Severity.WARNING, "Equal texts with different labels", 31,
                        "The model can't learn both. Decide for one, or use several labels a text.", List.of(5L, 6L, 88L, 90L)),
                new Finding(Severity.WARNING, "Labels that are likely wrong", 64, "Look at these rows first: a model that did not see them says otherwise.",
                        IntStream.range(0, 64).mapToObj(i -> 31L + 9L * i).toList()),
                new Finding(Severity.NOTE, "Texts longer than 64 tokens", 18, "Their end is cut. Raise the length if it matters what stands there.", List.of()));
    }

    private static TrainingHistory history(int epochs, int perEpoch, double start, List<String> names, double best, Random random) {
        List<Step> steps = new ArrayList<>();
        List<Epoch> all = new ArrayList<>();
        long total = (long) epochs * perEpoch;
        int bestEpoch = Math.max(1, (int) Math.round(epochs * 0.8));
        for (int e = 1; e <= epochs; e++) {
            double sum = 0;
            int windows = 0;
            for (int s = 10; s <= perEpoch; s += 10) {
                long step = (long) (e - 1) * perEpoch + s;
                double done = (double) step / total;
                double loss = start * (0.05 + 0.95 * Math.exp(-6 * done)) * (1 + 0.16 * random.nextGaussian());
                double rate = 5e-5 * (done < 0.1 ? done / 0.1 : (1 - done) / 0.9);
                steps.add(new Step(step, (double) step / perEpoch, Math.max(0.001, loss), rate, 1.2 + Math.abs(random.nextGaussian()) * 2,
                        1800 + 60 * random.nextGaussian(), step * 0.31));
                sum += loss;
                windows++;
            }
            double near = 1 - Math.exp(-2.2 * e / bestEpoch);
            double value = best * (e <= bestEpoch ? 0.55 + 0.45 * near / (1 - Math.exp(-2.2)) : 0.995);
            Map<String, Double> metrics = new LinkedHashMap<>();
            names.forEach(name -> metrics.put(name, value - 0.008 * metrics.size()));
            all.add(new Epoch(e, (long) e * perEpoch, sum / windows, OptionalDouble.of(start * (0.12 + 0.6 * Math.exp(-4.0 * e / epochs))), metrics,
                    e <= bestEpoch, e * perEpoch * 0.31));
        }
        return new TrainingHistory(steps, all);
    }

    private static ReportData.Builder base(String model, Task task) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("epochs", "3");
        options.put("batch size", "32");
        options.put("learning rate", "5e-5");
        options.put("schedule", "linear, warm-up 10 %");
        options.put("optimizer", "AdamW, β 0.9 and 0.999, ε 1e-8");
        options.put("weight decay", "0.01, not on biases and layer norms");
        options.put("dropout", "0.1");
        options.put("gradient clip", "1.0");
        options.put("max length", "64 tokens");
        options.put("seed", "13");
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("processor", "x86-64, 8 cores");
        environment.put("device", "cpu, 4 threads");
        environment.put("operating system", "Linux 6.1");
        environment.put("JVM", "OpenJDK 17.0.12");
        environment.put("Glossa", "0.1.0");
        environment.put("PyTorch", "2.7.1 by way of DJL 0.36.0");
        environment.put("time", "18 min 41 s");
        environment.put("peak memory", "2.2 GB");
        return ReportData.builder(model, task).base("sentence-transformers/all-MiniLM-L6-v2").method("full").options(options).environment(environment)
                .command("glossa train classify --base base-en --train train.csv --dev dev.csv --method full --epochs 3 --learning-rate 5e-5 --batch-size 32 "
                        + "--max-length 64 --seed 13 --out " + model)
                .parity(new Parity(7.4e-6, 1e-4, 872, 1))
                .files(List.of(new FileSize("config.json", 1234), new FileSize("model.safetensors", 90_868_376), new FileSize("onnx/model.onnx", 90_900_112),
                        new FileSize("tokenizer.json", 711_661), new FileSize("glossa.json", 2210), new FileSize("history.jsonl", 21_800)));
    }

    static ReportData multiLabel() {
        Random random = new Random(28);
        List<LabelQuality> quality = new ArrayList<>();
        List<Threshold> thresholds = new ArrayList<>();
        for (String label : EMOTIONS) {
            double f1 = 0.15 + 0.75 * random.nextDouble();
            long support = 5 + random.nextInt(600);
            quality.add(new LabelQuality(label, Math.min(1, f1 + 0.06), Math.max(0, f1 - 0.05), f1, support,
                    Optional.of(new Interval(Math.max(0, f1 - 1 / Math.sqrt(support)), Math.min(1, f1 + 1 / Math.sqrt(support))))));
            thresholds.add(new Threshold(label, 0.1 + 0.5 * random.nextDouble(), f1, f1 - 0.1 * random.nextDouble() + 0.01));
        }
        QualityReport report = QualityReport.builder("dev").examples(5426)
                .metrics(List.of(metric("macro F1", 0.482), metric("micro F1", 0.571), metric("subset accuracy", 0.441), metric("ranking precision", 0.61)))
                .labels(quality).thresholds(thresholds).slices("micro F1", slices(random)).errors(errors(EMOTIONS, random)).build();
        return base("emotions", Task.MULTI_LABEL).method("lora")
                .data(new DataSummary(List.of(set("train", EMOTIONS, 43_410, random), set("dev", EMOTIONS, 5426, random)), findings(false), true))
                .history(history(4, 1357, 0.3, List.of("macro F1", "micro F1", "subset accuracy"), 0.48, random)).quality(report).build();
    }

    static ReportData regression() {
        Random random = new Random(5);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            double right = Math.round(random.nextDouble() * 20) / 4.0;
            points.add(new Point(right, Math.max(-0.2, Math.min(5.3, right * 0.9 + 0.25 + 0.45 * random.nextGaussian()))));
        }
        QualityReport report = QualityReport.builder("dev").examples(4000)
                .metrics(List.of(metric("Pearson", 0.951), metric("Spearman", 0.949), Metric.of("rmse", 0.47), Metric.of("mae", 0.37)))
                .points(points).slices("Pearson", slices(random)).build();
        return base("similarity", Task.REGRESSION)
                .data(new DataSummary(List.of(set("train", List.of(), 5749, random), set("dev", List.of(), 1500, random)), List.of(), true))
                .history(history(4, 180, 2.1, List.of("Pearson", "Spearman"), 0.95, random)).quality(report).build();
    }

    /** Names and texts that try to break the page. */
    static ReportData hostile() {
        List<String> labels = hostileTexts();
        Random random = new Random(3);
        List<LabelQuality> quality = labels.stream().map(l -> new LabelQuality(l, 0.5, 0.5, 0.5, 10, Optional.empty())).toList();
        List<List<Long>> counts = IntStream.range(0, labels.size()).mapToObj(row -> IntStream.range(0, labels.size())
                .mapToObj(column -> row == column ? 8L : (long) random.nextInt(2)).toList()).toList();
        String evil = labels.get(0);
        Map<String, String> options = new LinkedHashMap<>();
        labels.forEach(label -> options.put(label, label));
        List<Step> steps = List.of(new Step(1, 0.5, Double.NaN, 1e-5, Double.POSITIVE_INFINITY, 0, 1), new Step(2, 1, 3, 1e-5, 1, 0, 1));
        List<Epoch> epochs = List.of(new Epoch(1, 2, Double.NaN, OptionalDouble.of(Double.NaN), Map.of(evil, Double.NaN), false, 2),
                new Epoch(2, 4, 1, OptionalDouble.of(1), Map.of(evil, 0.5), true, 2));
        return ReportData.builder(evil, Task.SINGLE_LABEL).base(evil).method(evil).command(String.join("\n", labels)).options(options).environment(options)
                .data(new DataSummary(labels.stream().map(l -> set(l, labels, 100, random)).toList(),
                        labels.stream().map(l -> new Finding(Severity.ERROR, l, 1, l, List.of(1L))).toList(), true))
                .history(new TrainingHistory(steps, epochs))
                .quality(QualityReport.builder(evil).examples(1).metrics(labels.stream().map(l -> Metric.of(l, Double.NaN)).toList())
                        .labels(quality).confusion(new Confusion(labels, counts)).calibration(calibration(random))
                        .thresholds(labels.stream().map(l -> new Threshold(l, 0.5, 0, 0)).toList())
                        .slices(evil, labels.stream().map(l -> new Slice(l, l, 1, Double.NaN, Optional.empty())).toList())
                        .errors(labels.stream().map(l -> new WorstError(0, l, l, l, Double.NaN)).toList())
                        .seeds(labels.stream().map(l -> new SeedRun(1, List.of(Metric.of(l, 1)))).toList()).build())
                .parity(new Parity(0.5, 1e-4, 3, Double.NaN)).files(labels.stream().map(l -> new FileSize(l, 1)).toList()).build();
    }

    static List<String> hostileTexts() {
        return List.of("</title></style></script><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
                "]]><!--", "&lt;&#0;&amp", "\u202Etxet desrever\u2066", "שלום עולם", "العربية نص طويل جدا هنا", "👩‍👩‍👧‍👦👍🏽🇩🇪",
                "a\u0000b\u0007c\u001Bd\u007Fe\u0085f", "\uD800 alone \uDFFF", "\uFFFE\uFFFF", "中文标签：非常长的标签名称需要截断显示处理",
                "javascript:alert(1)", "e" + "\u0301".repeat(300), "| a | `b` | *c* | [d](http://e) |", "---\nkey: value\n---", "line\nbreak\ttab", "",
                "x".repeat(5000));
    }
}
