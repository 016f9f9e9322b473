package io.glossa.models.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Objects;
import org.apiguardian.api.API;

/** Takes the elements of one tensor while a file is written. Not thread-safe. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class TensorSink {
    private static final int CHUNK = 1 << 16;

    private final OutputStream out;
    private final String name;
    private final DType dtype;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    private long left;

    TensorSink(OutputStream out, String name, DType dtype, long bytes) {
        this.out = out;
        this.name = name;
        this.dtype = dtype;
        this.left = bytes;
    }

    /**
     * Takes elements of a tensor of type F32, or F16, for which each is rounded to the nearest half.
     *
     * @param values the next elements; the position moves to the limit
     * @throws IllegalStateException if the tensor has another type or fewer elements
     * @throws IOException if they cannot be written
     */
    public void floats(FloatBuffer values) throws IOException {
        if (dtype == DType.F16) {
            halves(values);
            return;
        }
        if (dtype != DType.F32) {
            throw new IllegalStateException(SafeTensorsHeader.quote(name) + ": expected elements of type " + dtype
                    + ", found 32-bit floats");
        }
        while (values.hasRemaining()) {
            int count = Math.min(values.remaining(), CHUNK / Float.BYTES);
            chunk.clear().limit(count * Float.BYTES);
            chunk.asFloatBuffer().put(values.slice(values.position(), count));
            values.position(values.position() + count);
            send();
        }
    }

    private void halves(FloatBuffer values) throws IOException {
        while (values.hasRemaining()) {
            chunk.clear();
            while (values.hasRemaining() && chunk.hasRemaining()) {
                chunk.putShort(Halves.ofFloat(values.get()));
            }
            chunk.flip();
            send();
        }
    }

    /**
     * Takes elements of a tensor of integers or booleans. Of each the bits that its type has are kept.
     *
     * @param values the next elements; the position moves to the limit
     * @throws IllegalStateException if the tensor is one of floats or has fewer elements
     * @throws IOException if they cannot be written
     */
    public void longs(LongBuffer values) throws IOException {
        switch (dtype) {
            case F8_E4M3, F8_E5M2, F16, BF16, F32, F64 -> throw new IllegalStateException(SafeTensorsHeader.quote(name)
                    + ": expected elements of type " + dtype + ", found integers");
            default -> { }
        }
        while (values.hasRemaining()) {
            chunk.clear();
            while (values.hasRemaining() && chunk.hasRemaining()) {
                long value = values.get();
                switch (dtype.bytes()) {
                    case 1 -> chunk.put((byte) value);
                    case 2 -> chunk.putShort((short) value);
                    case 4 -> chunk.putInt((int) value);
                    default -> chunk.putLong(value);
                }
            }
            chunk.flip();
            send();
        }
    }

    /**
     * Takes bytes as they shall lie in the file, little-endian.
     *
     * @param values the next bytes; the position moves to the limit
     * @throws IllegalStateException if the tensor has fewer bytes
     * @throws IOException if they cannot be written
     */
    public void bytes(ByteBuffer values) throws IOException {
        Objects.requireNonNull(values, "values");
        while (values.hasRemaining()) {
            int count = Math.min(values.remaining(), CHUNK);
            chunk.clear().put(values.slice(values.position(), count)).flip();
            values.position(values.position() + count);
            send();
        }
    }

    private void send() throws IOException {
        left -= chunk.limit();
        if (left < 0) {
            throw new IllegalStateException(SafeTensorsHeader.quote(name) + ": expected no more elements than its shape says,"
                    + " found more");
        }
        out.write(chunk.array(), 0, chunk.limit());
    }

    void finish() {
        if (left > 0) {
            throw new IllegalStateException(SafeTensorsHeader.quote(name) + ": expected as many elements as its shape says, found "
                    + left + " bytes too few");
        }
    }
}
