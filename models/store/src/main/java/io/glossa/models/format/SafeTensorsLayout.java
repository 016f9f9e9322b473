package io.glossa.models.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The bytes before the data of a safetensors file, and what may stand in them. */
final class SafeTensorsLayout {
    private SafeTensorsLayout() {}

    /** Size of a tensor, after a check of all that the header says about it. */
    static long bytes(String name, DType dtype, List<Long> shape) {
        requireUnicode(name, "name");
        if (name.equals("__metadata__")) {
            throw new IllegalArgumentException("name: expected the name of a tensor, found __metadata__, which the format keeps"
                    + " for itself");
        }
        long bytes = Objects.requireNonNull(dtype, "dtype").bytes();
        try {
            for (long length : shape) {
                if (length < 0) {
                    throw new ArithmeticException();
                }
                bytes = Math.multiplyExact(bytes, length);
            }
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(SafeTensorsHeader.quote(name) + ": expected lengths from 0 and a size that fits 63"
                    + " bits, found the shape " + shape, e);
        }
        if (shape.size() > SafeTensorsHeader.MAX_RANK) {
            throw new IllegalArgumentException(SafeTensorsHeader.quote(name) + ": expected at most " + SafeTensorsHeader.MAX_RANK
                    + " dimensions, found " + shape.size());
        }
        return bytes;
    }

    static String requireUnicode(String text, String what) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(Objects.requireNonNull(text, what))) {
            throw new IllegalArgumentException(what + ": expected valid Unicode, found a lone surrogate");
        }
        return text;
    }

    /** The length of the header and the header. */
    static byte[] header(List<TensorInfo> tensors, Map<String, String> metadata, int alignment) {
        StringBuilder json = new StringBuilder("{");
        if (!metadata.isEmpty()) {
            json.append("\"__metadata__\":{");
            metadata.forEach((key, value) -> string(string(json, key).append(":"), value).append(","));
            json.setCharAt(json.length() - 1, '}');
        }
        for (TensorInfo tensor : tensors) {
            string(json.length() == 1 ? json : json.append(','), tensor.name())
                    .append(":{\"dtype\":\"").append(tensor.dtype()).append("\",\"shape\":[");
            for (int i = 0; i < tensor.shape().size(); i++) {
                comma(json, i).append(tensor.shape().get(i));
            }
            json.append("],\"data_offsets\":[").append(tensor.begin()).append(',').append(tensor.end()).append("]}");
            if (json.length() > SafeTensorsHeader.MAX_BYTES) {
                break;
            }
        }
        byte[] text = json.append('}').toString().getBytes(StandardCharsets.UTF_8);
        int length = (text.length + alignment - 1) / alignment * alignment;
        if (length > SafeTensorsHeader.MAX_BYTES) {
            throw new IllegalArgumentException("expected a header of at most " + SafeTensorsHeader.MAX_BYTES
                    + " bytes, found more; use fewer tensors, shorter names or less metadata");
        }
        byte[] padded = Arrays.copyOf(text, length);
        Arrays.fill(padded, text.length, length, (byte) ' ');
        return ByteBuffer.allocate(Long.BYTES + length).order(ByteOrder.LITTLE_ENDIAN).putLong(length).put(padded).array();
    }

    private static StringBuilder comma(StringBuilder out, int index) {
        return index == 0 ? out : out.append(',');
    }

    /** A JSON string with as few escapes as JSON allows. */
    private static StringBuilder string(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"');
    }
}
