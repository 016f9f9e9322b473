package io.glossa.models.format.internal.torch;

import io.glossa.error.ModelFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The bytes of a checkpoint, on disk or in memory, read from any place; little-endian. Not thread-safe. */
final class CheckpointBytes implements Closeable {
    private final String where;
    private final @Nullable FileChannel channel;
    private final ByteBuffer content;
    private final long size;

    private CheckpointBytes(String where, @Nullable FileChannel channel, ByteBuffer content, long size) {
        this.where = where;
        this.channel = channel;
        this.content = content;
        this.size = size;
    }

    static CheckpointBytes open(Path file, String where) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new CheckpointBytes(where, channel, ByteBuffer.allocate(0), channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    static CheckpointBytes of(byte[] content, String where) {
        return new CheckpointBytes(where, null, ByteBuffer.wrap(content), content.length);
    }

    String where() {
        return where;
    }

    long size() {
        return size;
    }

    /**
     * Fills a buffer, which must have been checked against the size: a file that ends all the same was cut meanwhile.
     *
     * @throws ModelFormatException if the bytes do not lie inside the file
     */
    void read(long position, ByteBuffer into) throws IOException {
        requireInside(position, into.remaining());
        if (channel == null) {
            into.put(content.slice((int) position, into.remaining()));
            return;
        }
        long at = position;
        while (into.hasRemaining()) {
            int count = channel.read(into, at);
            if (count < 0) {
                throw Refusal.damaged(where, into.remaining() + " more bytes at byte " + at, "the end of the file");
            }
            at += count;
        }
    }

    /** A piece of the file as a buffer of its own. */
    ByteBuffer read(long position, int length) throws IOException {
        requireInside(position, length);
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        read(position, bytes);
        return bytes.flip();
    }

    /** A piece of the file without a copy. */
    ByteBuffer map(long position, int length) throws IOException {
        requireInside(position, length);
        ByteBuffer bytes = channel == null
                ? content.slice((int) position, length)
                : channel.map(FileChannel.MapMode.READ_ONLY, position, length);
        return bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    void requireInside(long position, long length) {
        if (position < 0 || length < 0 || position > size - length) {
            throw Refusal.damaged(where, length + " bytes at byte " + position, "a file of " + size + " bytes");
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
