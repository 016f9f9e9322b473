package io.glossa.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.models.format.DType;
import io.glossa.models.format.SafeTensors;
import io.glossa.models.format.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A safetensors file; an input that begins with a brace is the header of one, and the data behind it is made to fit. */
class SafeTensorsFuzzTest {
    private static final int MOST_DATA = 1 << 12;
    private static final int MOST_TENSORS = 20;
    private static final Set<DType> FLOATS = EnumSet.of(DType.F16, DType.BF16, DType.F32, DType.F64);
    private static final ModelFolder FOLDER = new ModelFolder();
    private static final Seeds SEEDS = Seeds.of(SafeTensorsFuzzTest.class,
            List.of("F64", "BOOL", "I8", "U64", "F8_E4M3", "__metadata__", "dtype", "shape", "data_offsets"),
            List.of("[0,0]", "[4294967296,4294967296]", "[]", "[1,1,1,1,1,1,1,1]"));

    @FuzzTest
    void safeTensors(byte[] input) {
        byte[] resolved = SEEDS.resolve(input);
        byte[] content = resolved.length > 0 && resolved[0] == '{' ? withData(resolved) : resolved;
        SafeTensors tensors = Oracle.read(content, () -> SafeTensors.read(content, "input"));
        Path file = FOLDER.put("model.safetensors", content);
        SafeTensors opened = Oracle.read(content, () -> SafeTensors.open(file));
        Oracle.check(content, () -> {
            Oracle.require((tensors == null) == (opened == null), "the same answer for bytes and for a file");
            if (tensors != null && opened != null) {
                Oracle.require(tensors.tensors().equals(opened.tensors()), "the same tensors in bytes and in a file");
                tensors.tensors().values().stream().limit(MOST_TENSORS).forEach(info -> check(info, tensors, opened));
            }
        });
    }

    private static void check(TensorInfo info, SafeTensors tensors, SafeTensors opened) {
        Oracle.require(info.begin() >= 0 && info.end() >= info.begin(), "offsets in order");
        if (FLOATS.contains(info.dtype())) {
            float[] floats = tensors.floats(info.name());
            Oracle.require(floats.length == info.elements(), "all elements");
            Oracle.require(Arrays.equals(floats, opened.floats(info.name())), "the same numbers");
            FloatBuffer slice = FloatBuffer.allocate(floats.length - floats.length / 3);
            opened.floats(info.name(), floats.length / 3, slice);
            Oracle.require(Arrays.equals(slice.array(), Arrays.copyOfRange(floats, floats.length / 3, floats.length)),
                    "a slice of the same numbers");
        } else if (!info.dtype().name().startsWith("F8")) {
            long[] longs = tensors.longs(info.name());
            Oracle.require(longs.length == info.elements(), "all elements");
            Oracle.require(Arrays.equals(longs, opened.longs(info.name())), "the same numbers");
        }
        Oracle.require(tensors.map(info.name(), 0, info.elements()).remaining() == info.end() - info.begin(), "all bytes");
    }

    private static byte[] withData(byte[] header) {
        long end = 0;
        ObjectNode tree = Seeds.object(header);
        if (tree != null) {
            for (JsonNode tensor : tree) {
                end = Math.max(end, tensor.path("data_offsets").path(1).asLong(0));
            }
        }
        ByteBuffer file = ByteBuffer.allocate(8 + header.length + (int) Math.min(MOST_DATA, end)).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(header.length).put(header);
        while (file.hasRemaining()) {
            file.put((byte) file.position());
        }
        return file.array();
    }
}
