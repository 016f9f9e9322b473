package io.glossa.models.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes ONNX files by hand, valid or not, for tests. */
public final class MiniOnnx {
    private long irVersion = 10;
    private long opset = 20;
    private final ByteArrayOutputStream graph = new ByteArrayOutputStream();
    private final ByteArrayOutputStream more = new ByteArrayOutputStream();

    public MiniOnnx() {
        graph.writeBytes(bytes(2, "g"));
        graph.writeBytes(bytes(11, value("x", -1, 4)));
        graph.writeBytes(bytes(12, value("y", -1, 4)));
        node("Relu", "");
    }

    public MiniOnnx irVersion(long version) {
        irVersion = version;
        return this;
    }

    public MiniOnnx opset(long version) {
        opset = version;
        return this;
    }

    public MiniOnnx node(String operator, String domain, byte[]... attributes) {
        ByteArrayOutputStream node = new ByteArrayOutputStream();
        node.writeBytes(bytes(1, "x"));
        node.writeBytes(bytes(2, "y"));
        node.writeBytes(bytes(4, operator));
        node.writeBytes(bytes(7, domain));
        for (byte[] attribute : attributes) {
            node.writeBytes(bytes(5, attribute));
        }
        graph.writeBytes(bytes(1, node.toByteArray()));
        return this;
    }

    public MiniOnnx initializer(byte[] tensor) {
        graph.writeBytes(bytes(5, tensor));
        return this;
    }

    public MiniOnnx graphField(byte[] field) {
        graph.writeBytes(field);
        return this;
    }

    public MiniOnnx modelField(byte[] field) {
        more.writeBytes(field);
        return this;
    }

    public byte[] build() {
        return join(
                number(1, irVersion), bytes(7, graph.toByteArray()), bytes(8, join(bytes(1, ""), number(2, opset))),
                more.toByteArray());
    }

    public static byte[] external(String name, String... keysAndValues) {
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        tensor.writeBytes(number(1, 2));
        tensor.writeBytes(number(2, 1));
        tensor.writeBytes(bytes(8, name));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            tensor.writeBytes(bytes(13, join(bytes(1, keysAndValues[i]), bytes(2, keysAndValues[i + 1]))));
        }
        tensor.writeBytes(number(14, 1));
        return tensor.toByteArray();
    }

    public static byte[] value(String name, long... shape) {
        ByteArrayOutputStream dims = new ByteArrayOutputStream();
        for (long length : shape) {
            dims.writeBytes(bytes(1, length < 0 ? bytes(2, "batch") : number(1, length)));
        }
        byte[] tensorType = join(number(1, 1), bytes(2, dims.toByteArray()));
        return join(bytes(1, name), bytes(2, bytes(1, tensorType)));
    }

    public static byte[] attribute(String name, int field, byte[] message) {
        return join(bytes(1, name), bytes(field, message));
    }

    public static byte[] number(int field, long value) {
        return join(varint((long) field << 3), varint(value));
    }

    public static byte[] bytes(int field, byte[] content) {
        return join(varint((long) field << 3 | 2), varint(content.length), content);
    }

    public static byte[] bytes(int field, String content) {
        return bytes(field, content.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
