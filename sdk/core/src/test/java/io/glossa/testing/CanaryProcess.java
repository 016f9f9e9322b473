package io.glossa.testing;

import io.glossa.EntityOptions;
import io.glossa.LengthPolicy;
import io.glossa.RawModel;
import io.glossa.Reranker;
import io.glossa.SentimentAnalyzer;
import io.glossa.TextClassifier;
import io.glossa.TextEmbedder;
import io.glossa.TextOptions;
import io.glossa.TokenClassifier;
import io.glossa.ZeroShotClassifier;
import io.glossa.ZeroShotOptions;
import io.glossa.tokenizer.TextPair;
import io.glossa.tokenizer.Truncation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Sends texts with a canary through every task, in success and failure, and prints everything that a log could see:
 * results as strings, exceptions with all their causes. Runs with logging at its finest.
 */
public final class CanaryProcess {
    /** A word that no model file has and that must not turn up. */
    public static final String CANARY = "Xq7canaryZz";
    private static final String TEXT = "the " + CANARY + " and the dog";
    private static final String LONG = (TEXT + " ").repeat(60);
    private static final String BROKEN = TEXT + "\ud800";

    private CanaryProcess() {}

    /** Prints "failures: n" at the end. */
    public static void main(String[] args) throws Exception {
        Path temporary = Path.of(args[0]);
        int failures = 0;
        for (String fixture : List.of("bert-uncased-sst2", "roberta-sentiment")) {
            try (TextClassifier task = TextClassifier.load(Fixtures.model(fixture))) {
                TextClassifier strict = task.with(TextOptions.builder().length(LengthPolicy.fail()).build());
                TextClassifier off = task.with(TextOptions.builder().truncation(Truncation.OFF).build());
                TextClassifier tiny = task.with(TextOptions.builder().maxLength(1).build());
                TextClassifier second = task.with(TextOptions.builder().maxLength(8).truncation(Truncation.ONLY_SECOND).build());
                TextClassifier wide = task.with(TextOptions.builder().length(LengthPolicy.window(62)).build());
                failures += show(() -> task.classify(TEXT)) + show(() -> task.classify(List.of(TEXT, LONG)))
                        + show(() -> task.classify(BROKEN)) + show(() -> task.classify(List.of(TEXT, BROKEN)))
                        + show(() -> task.classifyAsync(List.of(TEXT, BROKEN)).get())
                        + show(() -> strict.classify(LONG)) + show(() -> strict.classify(List.of(LONG).stream()).toList())
                        + show(() -> off.classify(LONG)) + show(() -> tiny.classify(TEXT))
                        + show(() -> second.classify(new TextPair(LONG, CANARY))) + show(() -> wide.classify(LONG))
                        + show(() -> new TextPair(TEXT, TEXT)) + show(() -> task.classify(TEXT).score(CANARY));
                failures += show(() -> {
                    task.close();
                    return task.classify(TEXT);
                });
            }
        }
        try (SentimentAnalyzer task = SentimentAnalyzer.load(Fixtures.model("bert-cased-stars"))) {
            failures += show(() -> task.classify(TEXT)) + show(() -> task.classify(List.of(TEXT, BROKEN)));
        }
        try (TokenClassifier task = TokenClassifier.load(Fixtures.model("bert-ner"))) {
            failures += show(() -> task.recognize(TEXT, EntityOptions.defaults())) + show(() -> task.recognize(BROKEN));
        }
        try (TextEmbedder task = TextEmbedder.load(Fixtures.model("xlm-roberta-embed-mean"))) {
            failures += show(() -> task.embed(TEXT)) + show(() -> task.embed(BROKEN)) + show(() -> task.embed(TEXT, CANARY));
        }
        try (Reranker task = Reranker.load(Fixtures.model("bert-reranker"))) {
            failures += show(() -> task.rank(TEXT, List.of(TEXT, LONG))) + show(() -> task.rank(BROKEN, List.of(TEXT)))
                    + show(() -> task.rank(TEXT, List.of(BROKEN)));
        }
        try (ZeroShotClassifier task = ZeroShotClassifier.load(Fixtures.model("deberta-v2-nli"))) {
            ZeroShotClassifier tiny = task.with(TextOptions.builder().maxLength(6).build());
            failures += show(() -> task.classify(BROKEN, List.of("a")))
                    + show(() -> task.classify(TEXT, List.of(CANARY, CANARY)))
                    + show(() -> task.classify(TEXT, List.of(BROKEN)))
                    + show(() -> ZeroShotOptions.defaults().withTemplate(TEXT))
                    + show(() -> tiny.classify(TEXT, List.of("a rather long label " + CANARY)));
        }
        // The tokenizer knows more ids than the graph: the engine itself fails on the text.
        ModelCopy copy = ModelCopy.of("xlm-roberta-sentiment", temporary);
        copy.write("onnx/model.onnx", Files.readAllBytes(Fixtures.folder("bert-reranker").resolve("onnx/model.onnx")));
        try (RawModel task = RawModel.load(copy.model())) {
            failures += show(() -> task.forward(TextPair.of("\u6211 \u5f88 \u597d " + CANARY + " \u20ac \u00fc \u017e zz qq")));
            failures += show(() -> task.forwardIds(new int[] {0, 1080, 2}));
        }
        System.out.println("failures: " + failures);
    }

    private static int show(Callable<?> call) {
        try {
            System.out.println(call.call());
            return 0;
        } catch (Exception e) {
            e.printStackTrace(System.out);
            return 1;
        }
    }
}
