package io.glossa.checks;

import io.glossa.TranslationOptions;
import io.glossa.Translator;
import io.glossa.models.ModelFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Many translations on few handles, in all the ways that they can go and end, and what the process weighs meanwhile. Ends with 1 if the
 * resident memory still grows after a fifth of the calls.
 */
final class TranslationSoak {
    private static final int CALLS = 20_000;
    private static final int STEP = 1_000;
    private static final int THREADS = 4;
    private static final String[] WORDS = "a woman and two dogs play on the street while an old man in a blue shirt reads <b>42</b> books".split(" ");
    private static final TranslationOptions GREEDY = TranslationOptions.builder().beams(1).maxNewTokens(30).build();
    private static final TranslationOptions BEAMS = TranslationOptions.builder().beams(4).alternatives(2).maxNewTokens(20).build();
    private static final TranslationOptions SAMPLE = TranslationOptions.builder().sample(1, 20, 0.9, 7).maxNewTokens(20).build();
    private static final TranslationOptions LATE = GREEDY.toBuilder().timeout(Duration.ofMillis(1)).build();

    private TranslationSoak() {}

    /** Runs it. */
    public static void main(String[] args) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        ResidentMemory memory = new ResidentMemory(CALLS);
        try (Translator weights = Translator.builder(Repository.model("marian-en-de")).modelFormat(ModelFormat.WEIGHTS).build();
                Translator export = Translator.builder(Repository.model("t5-translate")).from("en").to("de").modelFormat(ModelFormat.ONNX).build()) {
            System.out.println("calls    resident MB  heap MB   (" + CALLS + " calls from " + THREADS + " threads: Marian from weights, T5 from an"
                    + " export; lists, shown texts, beams, samples; a tenth each over time, cancelled, ended by the listener)");
            for (int done = 0; done < CALLS; done += STEP) {
                List<Future<?>> parts = new ArrayList<>();
                for (int t = 0; t < THREADS; t++) {
                    long seed = 31L * done + t;
                    parts.add(threads.submit(() -> work(weights, export, new Random(seed))));
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

    private static void work(Translator weights, Translator export, Random random) {
        for (int i = 0; i < STEP / THREADS; i++) {
            Translator model = random.nextBoolean() ? weights : export;
            switch (random.nextInt(10)) {
                case 0 -> model.with(LATE).translateText(text(random, 40));
                case 1 -> cancelled(model.with(GREEDY), text(random, 40));
                case 2 -> ended(model.with(GREEDY), text(random, 20));
                case 3, 4 -> model.with(BEAMS).translate(List.of(text(random, 20), text(random, 5)));
                case 5 -> model.with(SAMPLE).translate(text(random, 20));
                case 6 -> model.with(GREEDY).translateText(text(random, 30), soFar -> { });
                default -> model.with(GREEDY).translate(List.of(text(random, 20), text(random, 20), text(random, 5)));
            }
        }
    }

    private static void cancelled(Translator model, String text) {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<?> future = model.translateTextAsync(text, task -> new Thread(() -> {
            begun.countDown();
            task.run();
        }).start());
        try {
            begun.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        future.cancel(true);
    }

    private static void ended(Translator model, String text) {
        try {
            model.translate(text, soFar -> {
                throw new IllegalStateException("enough");
            });
        } catch (IllegalStateException e) {
            if (!"enough".equals(e.getMessage())) {
                throw e;
            }
        }
    }

    private static String text(Random random, int mostWords) {
        StringBuilder text = new StringBuilder();
        for (int n = 1 + random.nextInt(mostWords); n > 0; n--) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(n % 12 == 1 ? ". " : " ");
        }
        return text.toString();
    }
}
