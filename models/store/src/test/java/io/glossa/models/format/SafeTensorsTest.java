package io.glossa.models.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.models.testing.Allocation;
import io.glossa.models.testing.Fixtures;
import io.glossa.models.testing.MiniOnnx;
import io.glossa.models.testing.Mutator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTensorsTest {
    @TempDir
    Path folder;

    private static byte[] file(String header, byte[] data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        byte[] length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array();
        return MiniOnnx.join(length, json, data);
    }

    private static byte[] data(int size, Consumer<ByteBuffer> writer) {
        ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        writer.accept(buffer);
        return buffer.array();
    }

    /** Reads from memory and from disk; both must say the same. */
    private SafeTensors read(byte[] content) {
        Path file = folder.resolve("model.safetensors");
        Fixtures.write(file, content);
        SafeTensors fromDisk = SafeTensors.open(file);
        SafeTensors fromMemory = SafeTensors.read(content, "model.safetensors");
        assertThat(fromDisk.tensors()).isEqualTo(fromMemory.tensors());
        for (TensorInfo info : fromDisk.tensors().values()) {
            switch (info.dtype()) {
                case F16, BF16, F32, F64 ->
                    assertThat(fromDisk.floats(info.name())).isEqualTo(fromMemory.floats(info.name()));
                case F8_E4M3, F8_E5M2 -> { }
                default -> assertThat(fromDisk.longs(info.name())).isEqualTo(fromMemory.longs(info.name()));
            }
        }
        return fromMemory;
    }

    @Test
    void open_realFile() {
        SafeTensors tensors = SafeTensors.open(Fixtures.small("weights/model.safetensors"));
        assertThat(tensors.metadata()).containsEntry("format", "pt");
        assertThat(tensors.shape("classifier.weight")).isEqualTo(List.of(2L, 32L));
        assertThat(tensors.floats("classifier.weight")).hasSize(64).doesNotContain(Float.NaN);
        assertThat(tensors.tensors().values()).allSatisfy(info -> assertThat(info.dtype()).isEqualTo(DType.F32));
    }

    @Test
    void floats_everyType() {
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"F16\",\"shape\":[2,1],\"data_offsets\":[8,12]},"
                + "\"c\":{\"dtype\":\"BF16\",\"shape\":[],\"data_offsets\":[12,14]},"
                + "\"d\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[14,22]},"
                + "\"e\":{\"dtype\":\"F32\",\"shape\":[0,5],\"data_offsets\":[22,22]}}  ";
        SafeTensors tensors = read(file(header, data(22, out -> out.putFloat(1.5f).putFloat(-0f).putShort((short) 0x3e00)
                .putShort((short) 0x8001).putShort((short) 0xbfc0).putDouble(0.1))));
        assertThat(tensors.floats("a")).containsExactly(1.5f, -0f);
        assertThat(tensors.floats("b")).containsExactly(1.5f, -0x1p-24f);
        assertThat(tensors.floats("c")).containsExactly(-1.5f);
        assertThat(tensors.floats("d")).containsExactly(0.1f);
        assertThat(tensors.floats("e")).isEmpty();
        assertThat(tensors.shape("c")).isEmpty();
        assertThat(tensors.tensors().get("c").elements()).isEqualTo(1);
        assertThatThrownBy(() -> tensors.longs("a")).isInstanceOf(ModelFormatException.class).hasMessageContaining("F32");
        assertThatThrownBy(() -> tensors.floats("nope")).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("\"nope\"");
    }

    @Test
    void longs_everyType() {
        String header = "{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[8,12]},"
                + "\"c\":{\"dtype\":\"U32\",\"shape\":[1],\"data_offsets\":[12,16]},"
                + "\"d\":{\"dtype\":\"I16\",\"shape\":[1],\"data_offsets\":[16,18]},"
                + "\"e\":{\"dtype\":\"U16\",\"shape\":[1],\"data_offsets\":[18,20]},"
                + "\"f\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[20,21]},"
                + "\"g\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[21,22]},"
                + "\"h\":{\"dtype\":\"BOOL\",\"shape\":[1],\"data_offsets\":[22,23]}}";
        SafeTensors tensors = read(file(header, data(23, out -> out.putLong(-5).putInt(-1).putInt(-1).putShort((short) -1)
                .putShort((short) -1).put((byte) -1).put((byte) -1).put((byte) 1))));
        assertThat(tensors.longs("a")).containsExactly(-5);
        assertThat(tensors.longs("b")).containsExactly(-1);
        assertThat(tensors.longs("c")).containsExactly(0xffffffffL);
        assertThat(tensors.longs("d")).containsExactly(-1);
        assertThat(tensors.longs("e")).containsExactly(0xffff);
        assertThat(tensors.longs("f")).containsExactly(-1);
        assertThat(tensors.longs("g")).containsExactly(0xff);
        assertThat(tensors.longs("h")).containsExactly(1);
        assertThatThrownBy(() -> tensors.floats("a")).isInstanceOf(ModelFormatException.class);
    }

    @Test
    void floats_largerThanOneChunk() {
        int count = 700_001;
        byte[] content = file("{\"a\":{\"dtype\":\"F32\",\"shape\":[" + count + "],\"data_offsets\":[0," + 4 * count + "]}}",
                data(4 * count, out -> {
                    for (int i = 0; i < count; i++) {
                        out.putFloat(i);
                    }
                }));
        float[] values = read(content).floats("a");
        assertThat(values[count - 1]).isEqualTo(count - 1);
        assertThat(values[262_144]).isEqualTo(262_144);
    }

    /** The file is mostly a hole, so it takes no room on disk. */
    @Test
    void open_fileOfMoreThanTwoGigabytes() throws IOException {
        long bytes = 3_000_000_000L;
        byte[] start = file("{\"bytes\":{\"dtype\":\"U8\",\"shape\":[" + bytes + "],\"data_offsets\":[0," + bytes + "]},"
                + "\"floats\":{\"dtype\":\"F32\",\"shape\":[750000000],\"data_offsets\":[" + bytes + "," + 2 * bytes + "]}}", new byte[0]);
        Path path = folder.resolve("large.safetensors");
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(start));
            channel.write(ByteBuffer.wrap(new byte[] {7, 8}), start.length + bytes - 2);
            channel.write(ByteBuffer.wrap(data(8, out -> out.putFloat(1.5f).putFloat(-2))), start.length + 2 * bytes - 8);
        }
        SafeTensors tensors = SafeTensors.open(path);
        LongBuffer longs = LongBuffer.allocate(3);
        tensors.longs("bytes", bytes - 3, longs);
        assertThat(longs.array()).containsExactly(0, 7, 8);
        FloatBuffer floats = FloatBuffer.allocate(2);
        tensors.floats("floats", 749_999_998, floats);
        assertThat(floats.array()).containsExactly(1.5f, -2);
        assertThat(tensors.map("floats", 749_999_999, 1).getFloat(0)).isEqualTo(-2);
        assertThat(tensors.map("bytes", bytes - Integer.MAX_VALUE, Integer.MAX_VALUE).get(Integer.MAX_VALUE - 1)).isEqualTo((byte) 8);
        assertThatThrownBy(() -> tensors.map("bytes", 0, bytes)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tensors.longs("bytes")).isInstanceOf(ModelFormatException.class).hasMessageContaining("one array");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "[]", "{", "{}x", "null", " {}",
        "{\"a\":1}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}",
        "{\"a\":{\"dtype\":\"F31\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":4,\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"more\":1}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]},\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}",
        "{\"__metadata__\":{\"a\":1}}", "{\"__metadata__\":[]}",
    })
    void read_badHeader(String header) {
        byte[] content = file(header, new byte[4]);
        assertThatThrownBy(() -> SafeTensors.read(content, "w.safetensors"))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith("w.safetensors")
                .hasMessageContaining("expected");
    }

    @Test
    void read_badLayoutNamesTheTensor() {
        java.util.Map.of(
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]},\"bad\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}",
                "byte 2",
                "{\"bad\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}", "byte 2",
                "{\"bad\":{\"dtype\":\"U8\",\"shape\":[5],\"data_offsets\":[0,5]}}", "byte 5",
                "{\"bad\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,4]}}", "63 bits",
                "{\"bad\":{\"dtype\":\"F31\",\"shape\":[1],\"data_offsets\":[0,4]}}", "F31",
                "{\"bad\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", "8 bytes",
                "{\"bad\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"bad\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "twice")
                .forEach((header, part) -> assertThatThrownBy(() -> SafeTensors.read(file(header, new byte[4]), "w"))
                        .isInstanceOf(ModelFormatException.class).hasMessageContaining("bad").hasMessageContaining(part));
    }

    @Test
    void read_headerLengthThatLies() {
        for (long length : new long[] {0, 1, 3, 99_999_999, 100_000_001, 10L << 30, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            byte[] content = data(10, out -> out.putLong(length).put((byte) '{').put((byte) '}'));
            Path file = folder.resolve("lie.safetensors");
            Fixtures.write(file, content);
            assertThat(Allocation.of(() -> {
                assertThatThrownBy(() -> SafeTensors.read(content, "w")).isInstanceOf(ModelFormatException.class);
                assertThatThrownBy(() -> SafeTensors.open(file)).isInstanceOf(ModelFormatException.class);
            })).isLessThan(4 << 20);
        }
        assertThatThrownBy(() -> SafeTensors.read(new byte[7], "w")).isInstanceOf(ModelFormatException.class);
    }

    @Test
    void read_emptyFile() {
        assertThat(read(file("{}", new byte[0])).tensors()).isEmpty();
    }

    @Test
    void read_deepHeader() {
        byte[] content = file("{\"a\":".repeat(100_000), new byte[0]);
        assertThatThrownBy(() -> SafeTensors.read(content, "w")).isInstanceOf(ModelFormatException.class);
    }

    @Test
    void open_missing() {
        assertThatThrownBy(() -> SafeTensors.open(folder.resolve("none")))
                .isInstanceOf(ModelNotFoundException.class);
    }

    @Test
    void floats_fileCutAfterOpening() throws IOException {
        Path file = folder.resolve("cut.safetensors");
        byte[] content = file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", new byte[8]);
        Fixtures.write(file, content);
        SafeTensors tensors = SafeTensors.open(file);
        Files.write(file, java.util.Arrays.copyOf(content, content.length - 1));
        assertThatThrownBy(() -> tensors.floats("a")).isInstanceOf(ModelFormatException.class);
    }

    @Test
    void read_damagedFiles() throws IOException {
        byte[] original = Files.readAllBytes(Fixtures.small("weights/model.safetensors"));
        Mutator mutator = new Mutator(7);
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = mutator.mutate(original, 3000);
            boolean[] failed = new boolean[1];
            long allocated = Allocation.of(() -> {
                try {
                    SafeTensors tensors = SafeTensors.read(damaged, "w");
                    tensors.tensors().values().stream().filter(info -> info.dtype() == DType.F32)
                            .forEach(info -> tensors.floats(info.name()));
                } catch (ModelFormatException e) {
                    failed[0] = true;
                    assertThat(e.getMessage()).startsWith("w").hasSizeLessThan(1000);
                }
            });
            assertThat(allocated).as("case %d", i).isLessThan(16 << 20);
            refused += failed[0] ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(1500);
    }

    @Test
    void toFloat_everyHalf() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            int exponent = bits >> 10 & 31;
            int fraction = bits & 1023;
            double sign = bits >> 15 == 0 ? 1 : -1;
            double expected = exponent == 31
                    ? (fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN)
                    : exponent == 0 ? sign * fraction * Math.pow(2, -24) : sign * (1024 + fraction) * Math.pow(2, exponent - 25);
            assertThat(Float.compare(Halves.toFloat((short) bits), (float) expected)).isZero();
        }
    }
}
