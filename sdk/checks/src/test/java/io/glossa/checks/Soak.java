package io.glossa.checks;

import io.glossa.TextClassifier;
import io.glossa.TextEmbedder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Many calls on few handles, and what the process weighs meanwhile: Java heap after a collection, and resident memory, which
 * holds what is native. Ends with 1 if the resident memory still grows after a fifth of the calls.
 */
final class Soak {
    private static final int CALLS = 200_000;
    private static final int STEP = 10_000;
    private static final int THREADS = 8;
    private static final String[] WORDS =
            "the food was cold but staff were lovely and nobody ever told us why it took two hours to find a table".split(" ");

    private Soak() {}

    /** Runs it. */
    public static void main(String[] args) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        ResidentMemory memory = new ResidentMemory(CALLS);
        try (TextClassifier wordPiece = TextClassifier.load(Repository.model("bert-uncased-sst2"));
                TextClassifier nativeTokenizer = TextClassifier.load(Repository.model("roberta-sentiment"));
                TextEmbedder embedder = TextEmbedder.load()) {
            System.out.println("calls    resident MB  heap MB   (" + CALLS + " calls from " + THREADS + " threads: 78 % pure Java"
                    + " tokenizer, 20 % native tokenizer, 2 % base-en; lists of 1 to 8 texts of 1 to 200 words)");
            for (int done = 0; done < CALLS; done += STEP) {
                List<Future<?>> parts = new ArrayList<>();
                for (int t = 0; t < THREADS; t++) {
                    long seed = 31L * done + t;
                    parts.add(threads.submit(() -> work(wordPiece, nativeTokenizer, embedder, new Random(seed))));
                }
                for (Future<?> part : parts) {
                    part.get();
                }
                memory.after(done + STEP);
            }
        } finally {
            threads.shutdown();
        }
        System.exit(memory.isFlat() ? 0 : 1);
    }

    private static void work(TextClassifier wordPiece, TextClassifier nativeTokenizer, TextEmbedder embedder, Random random) {
        for (int i = 0; i < STEP / THREADS; i++) {
            int kind = random.nextInt(100);
            if (kind < 2) {
                embedder.embed(text(random, 40));
            } else {
                List<String> texts = new ArrayList<>();
                for (int n = 1 + random.nextInt(8); n > 0; n--) {
                    texts.add(text(random, 200));
                }
                (kind < 22 ? nativeTokenizer : wordPiece).classify(texts);
            }
        }
    }

    private static String text(Random random, int mostWords) {
        StringBuilder text = new StringBuilder();
        for (int n = 1 + random.nextInt(mostWords); n > 0; n--) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return text.toString();
    }
}
