package io.glossa.models.graph;

import io.glossa.error.ModelFormatException;
import io.glossa.models.format.DType;
import io.glossa.models.format.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Set;

/** Weights as parameters. A number that is none is refused here, before it makes every result one. */
record WeightParameters(Weights weights, String where) implements Parameters {
    private static final int PIECE = 1 << 18;

    @Override
    public Set<String> names() {
        return weights.tensors().keySet();
    }

    @Override
    public int[] shape(String name) {
        return weights.shape(name).stream().mapToInt(size -> {
            if (size > Integer.MAX_VALUE) {
                throw new ModelFormatException(where + ", tensor " + name + ": expected no axis longer than "
                        + Integer.MAX_VALUE + ", found " + weights.shape(name) + "; no model has such a tensor, get the file again");
            }
            return (int) (long) size;
        }).toArray();
    }

    @Override
    public float[] floats(String name) {
        float[] floats = weights.floats(name);
        requireFinite(name, floats, floats.length, 0);
        return floats;
    }

    @Override
    public void read(String name, Reader reader) throws IOException {
        long size = weights.tensors().get(name).elements();
        float[] piece = new float[(int) Math.min(PIECE, size)];
        for (long at = 0; at < size; at += piece.length) {
            int count = (int) Math.min(piece.length, size - at);
            weights.floats(name, at, FloatBuffer.wrap(piece, 0, count));
            requireFinite(name, piece, count, at);
            reader.read(piece, count);
        }
    }

    /** Floats of 32 bits go from file to file as they are, and are looked at on their way. */
    @Override
    public void write(String name, WritableByteChannel out) throws IOException {
        if (weights.tensors().get(name).dtype() != DType.F32) {
            Parameters.super.write(name, out);
            return;
        }
        long[] at = {0};
        float[][] piece = {new float[0]};
        try {
            weights.bytes(name, bytes -> {
                int count = bytes.remaining() / Float.BYTES;
                if (piece[0].length < count) {
                    piece[0] = new float[count];
                }
                bytes.asFloatBuffer().get(piece[0], 0, count);
                requireFinite(name, piece[0], count, at[0]);
                at[0] += count;
                writeAll(out, bytes);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void writeAll(WritableByteChannel out, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireFinite(String name, float[] floats, int count, long at) {
        // A product with zero is zero, but for NaN and infinity; four sums keep the processor busy.
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 3 < count; i += 4) {
            a += floats[i] * 0;
            b += floats[i + 1] * 0;
            c += floats[i + 2] * 0;
            d += floats[i + 3] * 0;
        }
        if (i == count && a + b + c + d == 0) {
            return;
        }
        for (i = 0; i < count; i++) {
            if (!Float.isFinite(floats[i])) {
                throw new ModelFormatException(where + ", tensor " + name + ": expected finite numbers, found " + floats[i]
                        + " at place " + (at + i) + "; the training that made it went wrong, take an earlier checkpoint");
            }
        }
    }
}
