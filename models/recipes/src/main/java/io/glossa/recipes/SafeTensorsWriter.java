package io.glossa.recipes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes 32-bit floats as a safetensors file: eight bytes with the length of a JSON header, the header, the numbers, all
 * little-endian. Tensors lie in the order they were added; the header is padded with spaces so that the numbers start at a
 * multiple of eight. Not thread-safe.
 */
final class SafeTensorsWriter {
    private static final int ALIGNMENT = 8;

    private final ObjectNode header = SafeJson.mapper().createObjectNode();
    private final List<float[]> tensors = new ArrayList<>();
    private int end;

    SafeTensorsWriter() {
        header.putObject("__metadata__").put("format", "pt");
    }

    /**
     * Adds a tensor.
     *
     * @param values its numbers, row-major
     * @param shape lengths whose product is the number of values
     */
    SafeTensorsWriter add(String name, float[] values, int... shape) {
        if (Arrays.stream(shape).reduce(1, Math::multiplyExact) != values.length || header.has(name)) {
            throw new IllegalArgumentException(name + ": expected a new name and " + values.length + " numbers, found the shape "
                    + Arrays.toString(shape));
        }
        ObjectNode entry = header.putObject(name).put("dtype", "F32");
        Arrays.stream(shape).forEach(entry.putArray("shape")::add);
        entry.putArray("data_offsets").add(end).add(end += values.length * Float.BYTES);
        tensors.add(values);
        return this;
    }

    /** The file's content. */
    byte[] bytes() {
        byte[] json = padded(json());
        ByteBuffer file = ByteBuffer.allocate(Long.BYTES + json.length + end).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(json.length).put(json);
        for (float[] tensor : tensors) {
            for (float value : tensor) {
                file.putFloat(value);
            }
        }
        return file.array();
    }

    private byte[] json() {
        try {
            return SafeJson.mapper().writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] padded(byte[] json) {
        byte[] padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return padded;
    }
}
