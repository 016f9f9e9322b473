package io.glossa.models.format.internal.torch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles instruction by instruction, also such as nobody should write. */
final class PickleBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Begins a pickle. */
    static PickleBytes protocol(int protocol) {
        return new PickleBytes().op(0x80, protocol);
    }

    PickleBytes op(int... bytes) {
        for (int value : bytes) {
            out.write(value);
        }
        return this;
    }

    PickleBytes ops(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    PickleBytes i4(int value) {
        out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
        return this;
    }

    PickleBytes i8(long value) {
        out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
        return this;
    }

    PickleBytes text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        op('X').i4(utf8.length);
        out.writeBytes(utf8);
        return this;
    }

    PickleBytes whole(long value) {
        return op(0x8a, 8).i8(value);
    }

    PickleBytes wholes(long... values) {
        op('(');
        for (long value : values) {
            whole(value);
        }
        return op('t');
    }

    PickleBytes global(String module, String name) {
        return ops("c" + module + "\n" + name + "\n");
    }

    /** A storage of floats. */
    PickleBytes storage(String key, long elements) {
        return op('(').text("storage").global("torch", "FloatStorage").text(key).text("cpu").whole(elements).op('t', 'Q');
    }

    /** A tensor of floats. */
    PickleBytes tensor(String key, long elements, long offset, long[] shape, long[] strides) {
        return global("torch._utils", "_rebuild_tensor_v2").op('(').storage(key, elements).whole(offset).wholes(shape)
                .wholes(strides).op(0x89).global("collections", "OrderedDict").op(')', 'R', 't', 'R');
    }

    PickleBytes tensor() {
        return tensor("0", 4, 0, new long[] {4}, new long[] {1});
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    byte[] stop() {
        return op('.').bytes();
    }
}
