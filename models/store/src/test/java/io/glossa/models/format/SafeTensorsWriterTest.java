package io.glossa.models.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.models.testing.Fixtures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeTensorsWriterTest {
    private static final float[] WEIGHT = {1, -2.5f, Float.MIN_VALUE, 4, -0f, 1e30f};

    @TempDir
    Path folder;

    @Test
    void bytes_readBack() {
        byte[] file = new SafeTensorsWriter().add("classifier.weight", WEIGHT, 2, 3).add("classifier.bias", new float[] {7, 8}, 2)
                .metadata("made by", "a \"test\"\n\u0001 é\ud83d\ude00").bytes();
        SafeTensors read = SafeTensors.read(file, "test");
        assertThat(read.tensors().keySet()).containsExactly("classifier.bias", "classifier.weight");
        assertThat(read.shape("classifier.weight")).isEqualTo(List.of(2L, 3L));
        assertThat(read.floats("classifier.weight")).containsExactly(WEIGHT);
        assertThat(read.floats("classifier.bias")).containsExactly(7, 8);
        assertThat(read.metadata()).containsExactlyInAnyOrderEntriesOf(
                Map.of("format", "pt", "made by", "a \"test\"\n\u0001 é\ud83d\ude00"));
    }

    /** The files were written by the reference implementation; see src/test/tools. */
    @Test
    void write_filesOfTheReference() throws IOException {
        List<Path> files = new ArrayList<>(List.of(Fixtures.small("weights/model.safetensors"),
                Fixtures.small("torch/types.safetensors")));
        Fixtures.shared("parity").ifPresent(parity -> {
            try (Stream<Path> all = Files.walk(parity, 2)) {
                all.filter(file -> file.endsWith("model.safetensors")).forEach(files::add);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        System.out.println("SafeTensorsWriterTest: " + files.size() + " files of the reference written again");
        for (Path file : files) {
            SafeTensors original = SafeTensors.open(file);
            SafeTensorsWriter writer = new SafeTensorsWriter();
            original.metadata().forEach(writer::metadata);
            List<TensorInfo> infos = new ArrayList<>(original.tensors().values());
            java.util.Collections.shuffle(infos, new java.util.Random(5));
            infos.forEach(info -> writer.add(info.name(), info.dtype(), info.shape(),
                    sink -> sink.bytes(original.map(info.name(), 0, info.elements()))));
            Path copy = folder.resolve("copy.safetensors");
            writer.write(copy);
            assertThat(Files.mismatch(copy, file)).as("first other byte of %s", file).isEqualTo(-1);
        }
    }

    @Test
    void inOrderAdded_keepsTheOrder() {
        byte[] file = new SafeTensorsWriter().inOrderAdded().add("b", new float[] {1}, 1).add("a", new float[] {2}).bytes();
        assertThat(SafeTensors.read(file, "test").tensors().keySet()).containsExactly("b", "a");
        String text = new String(file, 8, file.length - 16, StandardCharsets.UTF_8);
        assertThat(text).isEqualTo("{\"__metadata__\":{\"format\":\"pt\"},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[4,8]}}" + " ".repeat(text.length() - text.stripTrailing().length()));
        assertThat((file.length - 8) % 8).isZero();
    }

    @Provide
    static Arbitrary<List<String>> names() {
        Arbitrary<Character> characters = Arbitraries.of('a', '.', '"', '\\', '\n', '\u0000', '\u001f', '\u007f', 'é', '中', '\uffff');
        Arbitrary<String> strings = characters.list().ofMaxSize(6).map(list -> list.stream().map(String::valueOf)
                .reduce("", String::concat));
        return Arbitraries.oneOf(strings, Arbitraries.of("\ud83d\ude00", "__metadata", " ")).list().uniqueElements().ofMaxSize(8);
    }

    @Property(tries = 300)
    void bytes_anyNamesAndTypesReadBack(@ForAll("names") List<String> names, @ForAll long seed) {
        java.util.Random random = new java.util.Random(seed);
        SafeTensorsWriter writer = new SafeTensorsWriter();
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (String name : names) {
            DType dtype = DType.values()[random.nextInt(DType.values().length)];
            List<Long> shape = random.longs(random.nextInt(4), 0, 4).boxed().toList();
            byte[] content = new byte[(int) shape.stream().mapToLong(l -> l).reduce(1, (a, b) -> a * b) * dtype.bytes()];
            random.nextBytes(content);
            contents.put(name, content);
            writer.add(name, dtype, shape, sink -> {
                int half = content.length / 2;
                sink.bytes(ByteBuffer.wrap(content, 0, half));
                sink.bytes(ByteBuffer.wrap(content, half, content.length - half));
            });
        }
        SafeTensors read = SafeTensors.read(writer.bytes(), "test");
        assertThat(read.tensors().keySet()).isEqualTo(contents.keySet());
        read.tensors().forEach((name, info) -> {
            byte[] bytes = new byte[contents.get(name).length];
            read.map(name, 0, info.elements()).get(bytes);
            assertThat(bytes).isEqualTo(contents.get(name));
        });
    }

    @Test
    void longs_everyType() {
        SafeTensorsWriter writer = new SafeTensorsWriter();
        for (DType dtype : List.of(DType.I8, DType.I16, DType.I32, DType.I64)) {
            writer.add(dtype.name(), dtype, List.of(3L), sink -> sink.longs(LongBuffer.wrap(new long[] {-1, 5, -128})));
        }
        SafeTensors read = SafeTensors.read(writer.bytes(), "test");
        read.tensors().keySet().forEach(name -> assertThat(read.longs(name)).containsExactly(-1, 5, -128));
    }

    @Test
    void write_contentOfAnotherLength() throws IOException {
        Path file = folder.resolve("old.safetensors");
        new SafeTensorsWriter().add("old", WEIGHT, 6).write(file);
        byte[] before = Files.readAllBytes(file);
        for (int length : new int[] {1, 3}) {
            SafeTensorsWriter writer = new SafeTensorsWriter().add("x", DType.F32, List.of(2L),
                    sink -> sink.floats(java.nio.FloatBuffer.allocate(length)));
            assertThatThrownBy(() -> writer.write(file)).isInstanceOf(IllegalStateException.class).hasMessageContaining("\"x\"");
        }
        SafeTensorsWriter wrongType = new SafeTensorsWriter().add("x", DType.F32, List.of(1L),
                sink -> sink.longs(LongBuffer.allocate(1)));
        assertThatThrownBy(() -> wrongType.write(file)).isInstanceOf(IllegalStateException.class).hasMessageContaining("F32");
        SafeTensorsWriter failing = new SafeTensorsWriter().add("x", DType.F32, List.of(1L), sink -> {
            throw new IOException("gone");
        });
        assertThatThrownBy(() -> failing.write(file)).isInstanceOf(IOException.class);
        assertThat(file).hasBinaryContent(before);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void add_shapeOfAnotherSize() {
        assertThatThrownBy(() -> new SafeTensorsWriter().add("x", WEIGHT, 2, 2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("6 numbers").hasMessageContaining("[2, 2]");
        assertThatThrownBy(() -> new SafeTensorsWriter().add("x", WEIGHT, -2, -3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SafeTensorsWriter().add("x", DType.I8, List.of(1L << 62, 4L), sink -> { }))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void add_nameTwice() {
        SafeTensorsWriter writer = new SafeTensorsWriter().add("x", WEIGHT, 6);
        assertThatThrownBy(() -> writer.add("x", WEIGHT, 6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.add("__metadata__", WEIGHT, 6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.add("\ud800", WEIGHT, 6)).isInstanceOf(IllegalArgumentException.class);
    }
}
