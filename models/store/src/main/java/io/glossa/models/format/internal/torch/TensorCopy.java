package io.glossa.models.format.internal.torch;

import io.glossa.models.format.TensorSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Copies a view of a storage in row-major order. */
final class TensorCopy {
    private static final int CHUNK = 1 << 20;

    private TensorCopy() {}

    /**
     * Copies all elements.
     *
     * @param begin where the storage lies in the file
     */
    static void copy(CheckpointBytes bytes, long begin, PickleValue.Tensor tensor, TensorSink sink) throws IOException {
        int size = tensor.dtype().bytes();
        long first = begin + tensor.offset() * size;
        if (tensor.contiguous()) {
            long end = first + tensor.bytes();
            ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, tensor.bytes()));
            for (long at = first; at < end; at += chunk.limit()) {
                chunk.clear().limit((int) Math.min(chunk.capacity(), end - at));
                bytes.read(at, chunk);
                sink.bytes(chunk.flip());
            }
            return;
        }
        long span = (tensor.reach() + 1) * size;
        if (span > Integer.MAX_VALUE) {
            throw Refusal.foreign(bytes.where() + ", storage " + Refusal.quote(tensor.storage().key()),
                    "a tensor whose elements lie in order, or within 2 GiB", "one spread over " + span + " bytes");
        }
        gather(bytes.map(first, (int) span), tensor, size, sink);
    }

    private static void gather(ByteBuffer span, PickleValue.Tensor tensor, int size, TensorSink sink) throws IOException {
        int rank = tensor.shape().size();
        long[] index = new long[rank];
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        for (long left = tensor.elements(); left > 0; left--) {
            switch (size) {
                case 1 -> chunk.put(span.get(at));
                case 2 -> chunk.putShort(span.getShort(at));
                case 4 -> chunk.putInt(span.getInt(at));
                default -> chunk.putLong(span.getLong(at));
            }
            if (!chunk.hasRemaining()) {
                sink.bytes(chunk.flip());
                chunk.clear();
            }
            for (int i = rank - 1; i >= 0; i--) {
                int step = (int) (tensor.strides().get(i) * size);
                if (++index[i] < tensor.shape().get(i)) {
                    at += step;
                    break;
                }
                at -= (int) ((tensor.shape().get(i) - 1) * step);
                index[i] = 0;
            }
        }
        sink.bytes(chunk.flip());
    }
}
