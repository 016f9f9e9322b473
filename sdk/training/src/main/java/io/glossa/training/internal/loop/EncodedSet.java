package io.glossa.training.internal.loop;

import io.glossa.error.TrainingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts as token ids with their labels, each encoded once. The first of them are in memory; what goes beyond a limit lies in a temporary
 * file that is mapped, so a set may be larger than memory. Filled by one thread, then read by one thread at a time.
 */
public final class EncodedSet implements AutoCloseable {
    /** Size of a piece that is in memory or mapped as a whole, in bytes. */
    private static final int PIECE = 8 << 20;
    /** Bytes of all pieces that stay in memory unless the caller says otherwise. */
    public static final long IN_MEMORY = 256L << 20;

    private final long inMemory;
    private final List<ByteBuffer> pieces = new ArrayList<>();
    private @Nullable ByteBuffer last;
    private @Nullable FileChannel spill;
    private int[] piece = new int[64];
    private int[] place = new int[64];
    private int[] length = new int[64];
    private int size;
    private long tokens;

    /**
     * One text.
     *
     * @param ids token ids [s]
     * @param typeIds segments [s]; null if all are 0
     * @param labels indexes of its labels
     * @param value the number to predict; NaN if there is none
     * @param row number of its row in the source
     */
    public record Item(int[] ids, int @Nullable [] typeIds, int[] labels, double value, long row) {}

    /** A set with the usual limit. */
    public EncodedSet() {
        this(IN_MEMORY);
    }

    /**
     * An empty set.
     *
     * @param inMemory bytes that stay in memory
     */
    public EncodedSet(long inMemory) {
        this.inMemory = inMemory;
    }

    /**
     * Adds a text.
     *
     * @throws TrainingException if the temporary file cannot be written
     */
    public void add(Item item) {
        int bytes = 8 + 8 + 4 + 1 + 4 + 4 * item.labels().length + 4 * item.ids().length
                + (item.typeIds() == null ? 0 : item.typeIds().length);
        ByteBuffer buffer = last;
        if (buffer == null || buffer.remaining() < bytes) {
            finishPiece();
            buffer = ByteBuffer.allocate(Math.max(PIECE, bytes));
            last = buffer;
        }
        if (size == piece.length) {
            piece = Arrays.copyOf(piece, size * 2);
            place = Arrays.copyOf(place, size * 2);
            length = Arrays.copyOf(length, size * 2);
        }
        piece[size] = pieces.size();
        place[size] = buffer.position();
        length[size] = item.ids().length;
        size++;
        tokens += item.ids().length;
        buffer.putDouble(item.value()).putLong(item.row()).putInt(item.ids().length);
        buffer.put((byte) (item.typeIds() == null ? 0 : 1)).putInt(item.labels().length);
        for (int label : item.labels()) {
            buffer.putInt(label);
        }
        for (int id : item.ids()) {
            buffer.putInt(id);
        }
        if (item.typeIds() != null) {
            for (int type : item.typeIds()) {
                buffer.put((byte) type);
            }
        }
    }

    private void finishPiece() {
        ByteBuffer full = last;
        if (full == null) {
            return;
        }
        full.flip();
        pieces.add((long) (pieces.size() + 1) * PIECE > inMemory ? spilled(full) : full);
        last = null;
    }

    private ByteBuffer spilled(ByteBuffer full) {
        try {
            FileChannel channel = spill;
            if (channel == null) {
                Path file = Files.createTempFile("glossa-training", ".ids");
                channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE);
                spill = channel;
            }
            long at = channel.size();
            int bytes = full.remaining();
            while (full.hasRemaining()) {
                channel.write(full, at + full.position());
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, at, bytes);
        } catch (IOException e) {
            throw new TrainingException("temporary folder: expected room for the encoded texts, found " + e.getClass().getSimpleName()
                    + "; free some, or name another with -Djava.io.tmpdir", e);
        }
    }

    /** How many texts. */
    public int size() {
        return size;
    }

    /** Tokens of all texts together. */
    public long tokens() {
        return tokens;
    }

    /** Tokens of a text. */
    public int length(int index) {
        return length[index];
    }

    /** Whether a part lies in a file. */
    boolean spilled() {
        return spill != null;
    }

    /** A text. */
    public Item get(int index) {
        ByteBuffer from = piece[index] < pieces.size() ? pieces.get(piece[index]) : last;
        ByteBuffer buffer = java.util.Objects.requireNonNull(from).duplicate();
        buffer.clear().position(place[index]);
        double value = buffer.getDouble();
        long row = buffer.getLong();
        int[] ids = new int[buffer.getInt()];
        boolean typed = buffer.get() == 1;
        int[] labels = new int[buffer.getInt()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = buffer.getInt();
        }
        for (int i = 0; i < ids.length; i++) {
            ids[i] = buffer.getInt();
        }
        int[] types = null;
        if (typed) {
            types = new int[ids.length];
            for (int i = 0; i < types.length; i++) {
                types[i] = buffer.get();
            }
        }
        return new Item(ids, types, labels, value, row);
    }

    /** Deletes the temporary file. */
    @Override
    public void close() {
        pieces.clear();
        last = null;
        if (spill != null) {
            try {
                spill.close();
            } catch (IOException e) {
                // It is a temporary file; the system removes it some day.
            }
            spill = null;
        }
    }
}
