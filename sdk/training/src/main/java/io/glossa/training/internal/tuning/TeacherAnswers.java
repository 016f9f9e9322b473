package io.glossa.training.internal.tuning;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Logits of a teacher in a file that grows by whole chunks of texts, each with a checksum and forced to the disk: what a process that was
 * killed had done so far is not done again, and half a chunk is cut off. Not thread-safe.
 */
final class TeacherAnswers implements Closeable {
    /** Texts of a chunk. */
    static final int CHUNK = 1024;
    private static final int KEY = 32;

    private final FileChannel file;
    private final int labels;
    private final List<float[]> rows = new ArrayList<>();

    private TeacherAnswers(FileChannel file, int labels) {
        this.file = file;
        this.labels = labels;
    }

    /**
     * Opens a file, or begins anew where there is none of this key.
     *
     * @param key SHA-256 of all that the answers depend on
     * @param labels how many logits a text has
     */
    static TeacherAnswers open(Path path, byte[] key, int labels) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        TeacherAnswers answers = new TeacherAnswers(channel, labels);
        try {
            ByteBuffer found = ByteBuffer.allocate(KEY);
            channel.position(0);
            if (!fill(channel, found) || !found.flip().equals(ByteBuffer.wrap(key))) {
                channel.truncate(0);
                channel.position(0);
                write(channel, ByteBuffer.wrap(key));
            }
            answers.readChunks();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return answers;
    }

    private void readChunks() throws IOException {
        long whole = file.position();
        ByteBuffer head = ByteBuffer.allocate(12);
        while (fill(file, head.clear())) {
            int count = head.flip().getInt();
            if (count < 1 || count > CHUNK) {
                break;
            }
            ByteBuffer chunk = ByteBuffer.allocate(Math.multiplyExact(count * labels, Float.BYTES));
            if (!fill(file, chunk) || checksum(chunk.flip()) != head.getLong()) {
                break;
            }
            for (int i = 0; i < count; i++) {
                float[] row = new float[labels];
                chunk.asFloatBuffer().get(i * labels, row);
                rows.add(row);
            }
            whole = file.position();
        }
        file.truncate(whole);
        file.position(whole);
    }

    /** How many texts are answered. */
    int size() {
        return rows.size();
    }

    /** All answers so far [n][l]; not to be changed. */
    List<float[]> rows() {
        return rows;
    }

    /** Adds the answers to a chunk of texts, and returns when they are on the disk. */
    void add(List<float[]> chunk) throws IOException {
        ByteBuffer body = ByteBuffer.allocate(Math.multiplyExact(chunk.size() * labels, Float.BYTES));
        chunk.forEach(row -> {
            for (float logit : row) {
                body.putFloat(logit);
            }
        });
        body.flip();
        ByteBuffer head = ByteBuffer.allocate(12).putInt(chunk.size()).putLong(checksum(body)).flip();
        write(file, head);
        write(file, body);
        file.force(false);
        rows.addAll(chunk);
    }

    private static long checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        return crc.getValue();
    }

    private static boolean fill(FileChannel channel, ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                return false;
            }
        }
        return true;
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
