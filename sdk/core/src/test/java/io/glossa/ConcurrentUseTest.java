package io.glossa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glossa.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One handle, many threads, and a close in the middle. */
class ConcurrentUseTest {
    private static final int THREADS = 32;

    @ParameterizedTest
    @ValueSource(strings = {"bert-uncased-sst2", "roberta-sentiment", "xlm-roberta-sentiment", "deberta-v2-nli"})
    void handle_sharedByManyThreads(String fixture) throws Exception {
        List<String> texts = Fixtures.texts(fixture);
        try (TextClassifier classifier = TextClassifier.load(Fixtures.model(fixture))) {
            List<Classification> expected = classifier.classify(texts);
            onManyThreads(worker -> {
                Random random = new Random(worker);
                for (int i = 0; i < 20; i++) {
                    int at = random.nextInt(texts.size());
                    assertSame(classifier.classify(texts.get(at)), expected.get(at));
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert-uncased-sst2", "roberta-sentiment"})
    void close_underLoad(String fixture) throws Exception {
        List<String> texts = Fixtures.texts(fixture);
        List<Classification> expected;
        try (TextClassifier reference = TextClassifier.load(Fixtures.model(fixture))) {
            expected = reference.classify(texts);
        }
        for (int round = 0; round < 6; round++) {
            TextClassifier classifier = TextClassifier.builder(Fixtures.model(fixture)).threads(1 + round).build();
            AtomicInteger done = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            CountDownLatch warm = new CountDownLatch(THREADS);
            ExecutorService pool = Executors.newFixedThreadPool(THREADS + 1);
            try {
                List<Future<?>> running = new ArrayList<>();
                for (int worker = 0; worker < THREADS; worker++) {
                    int kind = worker;
                    running.add(pool.submit(() -> {
                        Random random = new Random(kind);
                        boolean open = true;
                        while (open) {
                            int at = random.nextInt(texts.size());
                            try {
                                assertSame(call(classifier, texts, at, kind), expected.get(at));
                                done.incrementAndGet();
                            } catch (IllegalStateException e) {
                                refused.incrementAndGet();
                                open = false;
                            }
                            warm.countDown();
                        }
                    }));
                }
                warm.await();
                Future<?> second = pool.submit(classifier::close);
                classifier.close();
                second.get(60, TimeUnit.SECONDS);
                for (Future<?> future : running) {
                    future.get(60, TimeUnit.SECONDS);
                }
            } finally {
                pool.shutdownNow();
            }
            assertThat(done.get()).isPositive();
            assertThat(refused.get()).isEqualTo(THREADS);
        }
    }

    @Test
    void use_afterClose() {
        TextClassifier classifier = TextClassifier.load(Fixtures.model("bert-uncased-sst2"));
        TextClassifier view = classifier.with(TextOptions.builder().maxLength(8).build());
        Classification before = classifier.classify("fine");
        classifier.close();
        classifier.close();
        assertThatThrownBy(() -> classifier.classify("fine")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TextClassifier").hasMessageContaining("closed");
        assertThatThrownBy(() -> view.classify(List.of("fine", "good"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> classifier.classify(List.of("fine").stream()).toList()).isInstanceOf(IllegalStateException.class);
        assertThat(classifier.classify(List.<String>of())).isEmpty();
        assertThat(before.best().score()).isPositive();
    }

    @Test
    void async_afterCloseGivesAFailedFuture() {
        TextClassifier classifier = TextClassifier.load(Fixtures.model("bert-uncased-sst2"));
        classifier.close();
        for (CompletableFuture<?> future : List.of(classifier.classifyAsync("a"), classifier.classifyAsync(List.of("a", "b")),
                classifier.classifyAsync("a", Runnable::run), classifier.classifyAsync(List.of("a"), Runnable::run))) {
            assertThat(future).isCompletedExceptionally();
            assertThatThrownBy(future::join).isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void view_closesTheModelForBoth() {
        TextEmbedder embedder = TextEmbedder.load(Fixtures.model("bert-embed-mean"));
        TextEmbedder view = embedder.with(TextOptions.builder().maxLength(8).build());
        assertThat(view.embed("a b c d e f g h i j").usage().tokens()).isEqualTo(8);
        view.close();
        assertThatThrownBy(() -> embedder.embed("a")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void async_onTheOwnThreadsFromManyCallers() throws Exception {
        List<String> texts = Fixtures.texts("mpnet-topics");
        try (TextClassifier classifier = TextClassifier.builder(Fixtures.model("mpnet-topics")).threads(2).batchTokens(32).build()) {
            List<Classification> expected = classifier.classify(texts);
            onManyThreads(worker -> {
                List<Classification> found = classifier.classifyAsync(texts).join();
                for (int i = 0; i < found.size(); i++) {
                    assertSame(found.get(i), expected.get(i));
                }
            });
        }
    }

    private static Classification call(TextClassifier classifier, List<String> texts, int at, int kind) {
        try {
            return switch (kind % 4) {
                case 0 -> classifier.classify(texts.get(at));
                case 1 -> classifier.classify(texts).get(at);
                case 2 -> classifier.classifyAsync(texts.get(at)).join();
                default -> classifier.classify(texts.stream()).skip(at).findFirst().orElseThrow();
            };
        } catch (CompletionException e) {
            if (e.getCause() instanceof IllegalStateException closed) {
                throw closed;
            }
            throw e;
        }
    }

    private static void assertSame(Classification found, Classification expected) {
        for (String label : expected.labels()) {
            assertThat(found.score(label)).isCloseTo(expected.score(label), within(1e-5f));
        }
    }

    /** What one of the threads does. */
    private interface Work {
        void run(int worker) throws Exception;
    }

    private static void onManyThreads(Work work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int worker = 0; worker < THREADS; worker++) {
                int number = worker;
                running.add(pool.submit(() -> {
                    work.run(number);
                    return null;
                }));
            }
            for (Future<?> future : running) {
                future.get(120, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
