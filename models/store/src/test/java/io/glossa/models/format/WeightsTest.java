package io.glossa.models.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.ModelFormatException;
import io.glossa.models.testing.Fixtures;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void file() {
        file = folder.resolve("model.safetensors");
    }

    @Test
    void of_tensorInAnotherFile() {
        SafeTensors one = SafeTensors.read(new SafeTensorsWriter().add("a", new float[] {1}).bytes(), "one");
        SafeTensors two = SafeTensors.read(new SafeTensorsWriter().add("b", new float[] {1}).bytes(), "two");
        assertThatThrownBy(() -> Weights.of("all", Map.of("a", new Weights.Place(two, "a"), "x", new Weights.Place(one, "a")), () -> { }))
                .isInstanceOf(ModelFormatException.class).hasMessageContaining("\"a\"").hasMessageContaining("in two, found it in one");
    }

    @Test
    void requireFinite_namesTheTensor() throws IOException {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            float[] values = new float[100_000];
            values[77_777] = bad;
            new SafeTensorsWriter().add("fine", new float[] {1}, 1).add("broken", values, 1000, 100)
                    .add("whole", DType.I64, List.of(1L), sink -> sink.longs(LongBuffer.wrap(new long[] {-1})))
                    .write(file);
            try (Weights weights = Weights.of(SafeTensors.open(file))) {
                assertThatThrownBy(weights::requireFinite).isInstanceOf(ModelFormatException.class)
                        .hasMessageContaining("\"broken\"").hasMessageContaining("77777").hasMessageContaining(String.valueOf(bad));
            }
        }
    }

    @Test
    void close_waitsForReadsAndRefusesLaterOnes() throws Exception {
        // The file goes with the weights: a read that close did not wait for would not find it.
        Path path = folder.resolve("temporary.safetensors");
        Files.copy(Fixtures.small("weights/model.safetensors"), path);
        List<String> released = new ArrayList<>();
        Weights weights = Weights.of("w", Map.of("x", new Weights.Place(SafeTensors.open(path), "classifier.bias")), () -> {
            released.add("x");
            assertThat(path.toFile().delete()).isTrue();
        });
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CountDownLatch reading = new CountDownLatch(4);
        try {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                readers.add(threads.submit(() -> {
                    int reads = 0;
                    try {
                        while (true) {
                            assertThat(weights.floats("x")).hasSize(2);
                            if (reads++ == 0) {
                                reading.countDown();
                            }
                        }
                    } catch (IllegalStateException e) {
                        return reads;
                    }
                }));
            }
            reading.await();
            weights.close();
            weights.close();
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(released).containsExactly("x");
        assertThat(weights.tensors()).containsKey("x");
        assertThatThrownBy(() -> weights.map("x", 0, 1)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    }

    @Test
    void floats_fileReplacedWhileOpen() throws IOException {
        new SafeTensorsWriter().add("a", new float[] {1}, 1).write(file);
        try (Weights weights = Weights.of(SafeTensors.open(file))) {
            new SafeTensorsWriter().add("a", new float[] {2}, 1).write(file);
            Files.setLastModifiedTime(file, FileTime.fromMillis(5_000_000));
            assertThatThrownBy(() -> weights.floats("a")).isInstanceOf(ModelFormatException.class).hasMessageContaining("opened");
            assertThatThrownBy(() -> weights.map("a", 0, 1)).isInstanceOf(ModelFormatException.class);
        }
    }

    @Test
    void floats_sliceOutside() throws IOException {
        Files.copy(Fixtures.small("weights/model.safetensors"), file);
        try (Weights weights = Weights.of(SafeTensors.open(file))) {
            for (long from : new long[] {-1, 1, 3, Long.MAX_VALUE, Long.MIN_VALUE}) {
                assertThatThrownBy(() -> weights.floats("classifier.bias", from, FloatBuffer.allocate(2)))
                        .isInstanceOf(IndexOutOfBoundsException.class).hasMessageContaining("classifier.bias");
                assertThatThrownBy(() -> weights.map("classifier.bias", from, 2)).isInstanceOf(IndexOutOfBoundsException.class);
            }
            assertThatThrownBy(() -> weights.map("classifier.bias", 0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(weights.map("classifier.bias", 2, 0).remaining()).isZero();
        }
    }

    @Test
    void floats_interruptedThreadHarmsNoOther() throws Exception {
        Files.copy(Fixtures.small("weights/model.safetensors"), file);
        try (Weights weights = Weights.of(SafeTensors.open(file))) {
            Thread reader = new Thread(() -> {
                Thread.currentThread().interrupt();
                try {
                    weights.floats("classifier.weight");
                } catch (ModelFormatException e) {
                    // Its own read ends.
                }
            });
            reader.start();
            reader.join();
            assertThat(weights.floats("classifier.weight")).hasSize(64);
        }
    }
}
