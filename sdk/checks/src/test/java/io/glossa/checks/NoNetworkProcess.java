package io.glossa.checks;

import io.glossa.LengthPolicy;
import io.glossa.RawModel;
import io.glossa.Reranker;
import io.glossa.SentimentAnalyzer;
import io.glossa.TextClassifier;
import io.glossa.TextEmbedder;
import io.glossa.TokenClassifier;
import io.glossa.ZeroShotClassifier;
import io.glossa.models.ModelStore;
import io.glossa.models.ModelSummary;
import io.glossa.tokenizer.TextPair;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Every task once, guarded by a {@link Sentry}; ends with 0 only if nothing was tried that is not allowed. */
final class NoNetworkProcess {
    private NoNetworkProcess() {}

    /**
     * Runs everything.
     *
     * @param args folders that may be written to
     */
    @SuppressWarnings("removal")
    public static void main(String[] args) throws Exception {
        Sentry probe = new Sentry();
        System.setSecurityManager(probe);
        try {
            new Socket("localhost", 9).close();
        } catch (SecurityException e) {
            // What the sentry is for.
        }
        try {
            Files.createFile(Path.of("must-not-appear"));
        } catch (SecurityException e) {
            // What the sentry is for.
        }
        if (probe.attempts().size() != 2) {
            throw new IllegalStateException("the sentry sleeps: " + probe.attempts());
        }
        Sentry sentry = new Sentry(java.util.Arrays.stream(args).map(Path::of).toArray(Path[]::new));
        System.setSecurityManager(sentry);

        classify("bert-uncased-sst2");
        classify("roberta-sentiment");
        classify("deberta-v2-nli");
        try (SentimentAnalyzer task = SentimentAnalyzer.load(Repository.model("bert-cased-stars"))) {
            task.classify("fine");
        }
        try (TokenClassifier task = TokenClassifier.load(Repository.model("xlm-roberta-ner"))) {
            task.recognize("Ada lives in Lyon");
        }
        try (TextEmbedder task = TextEmbedder.load(Repository.model("mpnet-embed-max"))) {
            task.embed(List.of("a", "b"));
        }
        try (Reranker task = Reranker.load(Repository.model("bert-reranker"))) {
            task.rank("a", List.of("b", "c"));
        }
        try (ZeroShotClassifier task = ZeroShotClassifier.load(Repository.model("roberta-nli"))) {
            task.classify("a", List.of("b", "c"));
        }
        int embedded = 0;
        for (ModelSummary model : ModelStore.defaults().embedded()) {
            if (model.name().startsWith("sentiment")) {
                try (SentimentAnalyzer task = SentimentAnalyzer.load(model.name())) {
                    task.classify("I loved every minute of it");
                }
            } else {
                try (RawModel task = RawModel.load(model.name())) {
                    task.forward(TextPair.of("a text"));
                }
            }
            embedded++;
        }
        System.out.println("embedded models: " + embedded);
        System.out.println("attempts: " + sentry.attempts());
        System.out.println("DJL before its switches: " + (sentry.early() || sentry.djl() == 0));
        System.exit(sentry.attempts().isEmpty() && !sentry.early() && sentry.djl() > 0 && embedded > 0 ? 0 : 1);
    }

    private static void classify(String fixture) {
        try (TextClassifier task = TextClassifier.builder(Repository.model(fixture)).length(LengthPolicy.window(8)).build()) {
            task.classify(List.of("a text", "a long text ".repeat(60)));
            task.classifyAsync("a text").join();
        }
    }
}
