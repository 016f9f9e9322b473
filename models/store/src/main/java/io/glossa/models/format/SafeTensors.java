package io.glossa.models.format;

import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A safetensors file: named tensors behind a JSON header. The format is described in the README of
 * <a href="https://github.com/huggingface/safetensors">huggingface/safetensors</a>.
 *
 * <p>Only the header stays in memory; a tensor of a file is read when it is asked for, so there is nothing to close, and files
 * may be larger than memory or 2 GiB. The header is checked as a whole on opening: its length against the file and a limit of
 * 100 MB, at most 200,000 tensors of at most 32 dimensions, shapes against offsets, and the tensors against each other (no
 * holes, no overlaps, no bytes left over). A file that is replaced after it was opened is noticed by its size and time.
 * Immutable and thread-safe; the arrays returned are the caller's own.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class SafeTensors {
    private static final int CHUNK = 1 << 20;
    private static final int MAX_ELEMENTS = Integer.MAX_VALUE - 8;

    private final String where;
    private final @Nullable Path file;
    private final @Nullable FileTime time;
    private final byte @Nullable [] content;
    private final long dataStart;
    private final long size;
    private final SafeTensorsHeader header;

    private SafeTensors(
            String where, @Nullable Path file, @Nullable FileTime time, byte @Nullable [] content, long dataStart, long size,
            SafeTensorsHeader header) {
        this.where = where;
        this.file = file;
        this.time = time;
        this.content = content;
        this.dataStart = dataStart;
        this.size = size;
        this.header = header;
    }

    /**
     * Opens a file and checks its header.
     *
     * @param file the file
     * @return its tensors
     * @throws ModelNotFoundException if there is no such file
     * @throws ModelFormatException if the header is not valid or does not fit the file, or the file cannot be read
     */
    public static SafeTensors open(Path file) {
        Objects.requireNonNull(file, "file");
        String where = file.toString();
        if (!Files.isRegularFile(file)) {
            throw new ModelNotFoundException(where + ": expected a safetensors file, found none; check the path");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            FileTime time = Files.getLastModifiedTime(file);
            long size = channel.size();
            ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            readFully(channel, length, 0, where);
            int headerBytes = headerBytes(length.getLong(0), size, where);
            ByteBuffer header = ByteBuffer.allocate(headerBytes);
            readFully(channel, header, 8, where);
            long start = 8L + headerBytes;
            return new SafeTensors(
                    where, file, time, null, start, size, SafeTensorsHeader.parse(header.array(), size - start, where));
        } catch (IOException e) {
            throw unreadable(where, e);
        }
    }

    /**
     * Reads tensors from memory and checks the header. The bytes are not copied, so leave them alone afterwards.
     *
     * @param content a whole safetensors file
     * @param where how the file is called in messages
     * @return its tensors
     * @throws ModelFormatException if the header is not valid or does not fit the content
     */
    public static SafeTensors read(byte[] content, String where) {
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(where, "where");
        if (content.length < 8) {
            throw SafeTensorsHeader.bad(where, "at least 8 bytes", content.length + " bytes");
        }
        long length = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        int headerBytes = headerBytes(length, content.length, where);
        byte[] header = Arrays.copyOfRange(content, 8, 8 + headerBytes);
        long start = 8L + headerBytes;
        return new SafeTensors(where, null, null, content, start, content.length,
                SafeTensorsHeader.parse(header, content.length - start, where));
    }

    /**
     * All tensors, in the order of the header.
     *
     * @return name to description; unmodifiable
     */
    public Map<String, TensorInfo> tensors() {
        return header.tensors();
    }

    /**
     * The free texts of the header.
     *
     * @return {@code __metadata__}, empty if there is none; unmodifiable
     */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /**
     * Shape of a tensor.
     *
     * @param name the tensor's name
     * @return length of each dimension; empty for a single number
     * @throws ModelFormatException if there is no such tensor
     */
    public List<Long> shape(String name) {
        return info(name).shape();
    }

    /**
     * A tensor of floating-point numbers: F32 as it is, F16 and BF16 widened without loss, F64 rounded to the nearest float.
     *
     * @param name the tensor's name
     * @return its elements in row-major order
     * @throws ModelFormatException if there is no such tensor, it holds other numbers, it has more than 2^31-9 elements, or the
     *     file cannot be read or was changed since it was opened
     */
    public float[] floats(String name) {
        float[] out = new float[elements(floating(name))];
        floats(name, 0, FloatBuffer.wrap(out));
        return out;
    }

    /**
     * Reads a slice of a tensor of floating-point numbers, widened or rounded as {@link #floats(String)} does.
     *
     * @param name the tensor's name
     * @param from first element, counted in row-major order
     * @param into takes as many elements as it has room for; its position moves to its limit
     * @throws IndexOutOfBoundsException if the slice does not lie inside the tensor
     * @throws ModelFormatException if there is no such tensor, it holds other numbers, or the file cannot be read or was
     *     changed since it was opened
     */
    public void floats(String name, long from, FloatBuffer into) {
        TensorInfo info = floating(name);
        scan(info, from, into.remaining(), chunk -> Elements.floats(info.dtype(), chunk, into));
    }

    /**
     * A tensor of integers or booleans.
     *
     * @param name the tensor's name
     * @return its elements in row-major order; U64 as its 64 bits, true as 1
     * @throws ModelFormatException if there is no such tensor, it holds other numbers, it has more than 2^31-9 elements, or the
     *     file cannot be read or was changed since it was opened
     */
    public long[] longs(String name) {
        long[] out = new long[elements(whole(name))];
        longs(name, 0, LongBuffer.wrap(out));
        return out;
    }

    /**
     * Reads a slice of a tensor of integers or booleans, as {@link #longs(String)} gives them.
     *
     * @param name the tensor's name
     * @param from first element, counted in row-major order
     * @param into takes as many elements as it has room for; its position moves to its limit
     * @throws IndexOutOfBoundsException if the slice does not lie inside the tensor
     * @throws ModelFormatException if there is no such tensor, it holds other numbers, or the file cannot be read or was
     *     changed since it was opened
     */
    public void longs(String name, long from, LongBuffer into) {
        TensorInfo info = whole(name);
        scan(info, from, into.remaining(), chunk -> Elements.longs(info.dtype(), chunk, into));
    }

    /**
     * Reads the bytes of a tensor as they lie in the file, of any type, piece by piece in order.
     *
     * @param name the tensor's name
     * @param reader gets each piece, little-endian, from position to limit; the buffer is filled anew for the next one
     * @throws ModelFormatException if there is no such tensor, or the file can't be read or has changed
     */
    public void bytes(String name, Consumer<ByteBuffer> reader) {
        TensorInfo info = info(name);
        scan(info, 0, info.elements(), reader::accept);
    }

    /**
     * The bytes of a slice of a tensor as they lie in the file, of any type, without a copy: a file is mapped into memory.
     *
     * <p>The mapping lasts until the buffer is garbage-collected. Leave the file alone until then: where another process cuts
     * it off, reading the buffer ends in an {@link InternalError}. {@link #floats(String)} and {@link #longs(String)} read
     * without mapping and have no such condition.
     *
     * @param name the tensor's name
     * @param from first element, counted in row-major order
     * @param count number of elements, at most 2 GiB of them
     * @return a read-only little-endian buffer from position 0
     * @throws IndexOutOfBoundsException if the slice does not lie inside the tensor
     * @throws IllegalArgumentException if the slice is larger than 2 GiB; map it piece by piece
     * @throws ModelFormatException if there is no such tensor, or the file cannot be read or was changed since it was opened
     */
    public ByteBuffer map(String name, long from, long count) {
        TensorInfo info = info(name);
        requireInside(info, from, count);
        if (count > Integer.MAX_VALUE / info.dtype().bytes()) {
            throw new IllegalArgumentException("count: expected at most 2 GiB of elements, found " + count + " of "
                    + info.dtype().bytes() + " bytes; map the tensor piece by piece");
        }
        long begin = dataStart + info.begin() + from * info.dtype().bytes();
        int bytes = (int) (count * info.dtype().bytes());
        if (content != null) {
            return ByteBuffer.wrap(content).slice((int) begin, bytes).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        }
        try (FileChannel channel = reopen()) {
            return channel.map(FileChannel.MapMode.READ_ONLY, begin, bytes).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw unreadable(where, e);
        }
    }

    /** How the file is called in messages. */
    String where() {
        return where;
    }

    /** Takes little-endian elements, from position 0, whole ones at a time. */
    private interface Sink {
        void accept(ByteBuffer chunk);
    }

    private TensorInfo info(String name) {
        TensorInfo info = header.tensors().get(Objects.requireNonNull(name, "name"));
        if (info == null) {
            List<String> present = header.tensors().keySet().stream().limit(10).map(SafeTensorsHeader::quote).toList();
            throw new ModelFormatException(where + ": expected a tensor " + SafeTensorsHeader.quote(name) + ", found "
                    + header.tensors().size() + " others, such as " + present + "; this is not the weights file expected");
        }
        return info;
    }

    private TensorInfo floating(String name) {
        TensorInfo info = info(name);
        return switch (info.dtype()) {
            case F16, BF16, F32, F64 -> info;
            default -> throw wrongType(info, "F32, F16, BF16 or F64");
        };
    }

    private TensorInfo whole(String name) {
        TensorInfo info = info(name);
        return switch (info.dtype()) {
            case F8_E4M3, F8_E5M2, F16, BF16, F32, F64 -> throw wrongType(info, "integers");
            default -> info;
        };
    }

    private ModelFormatException wrongType(TensorInfo info, String expected) {
        return new ModelFormatException(where + ", tensor " + SafeTensorsHeader.quote(info.name()) + ": expected " + expected
                + ", found " + info.dtype() + "; convert the weights first");
    }

    private int elements(TensorInfo info) {
        if (info.elements() > MAX_ELEMENTS) {
            throw new ModelFormatException(where + ", tensor " + SafeTensorsHeader.quote(info.name())
                    + ": expected at most " + MAX_ELEMENTS + " elements, found " + info.elements()
                    + "; such a tensor does not fit one array");
        }
        return (int) info.elements();
    }

    private static void requireInside(TensorInfo info, long from, long count) {
        if (from < 0 || count < 0 || from > info.elements() - count) {
            throw new IndexOutOfBoundsException("tensor " + SafeTensorsHeader.quote(info.name()) + ": expected a slice of its "
                    + info.elements() + " elements, found " + count + " from " + from);
        }
    }

    private void scan(TensorInfo info, long from, long count, Sink sink) {
        requireInside(info, from, count);
        long begin = dataStart + info.begin() + from * info.dtype().bytes();
        long end = begin + count * info.dtype().bytes();
        if (content != null) {
            sink.accept(ByteBuffer.wrap(content).slice((int) begin, (int) (end - begin)).order(ByteOrder.LITTLE_ENDIAN));
            return;
        }
        if (begin == end) {
            return;
        }
        try (FileChannel channel = reopen()) {
            ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.min(CHUNK, end - begin)).order(ByteOrder.LITTLE_ENDIAN);
            for (long at = begin; at < end; at += buffer.limit()) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
                readFully(channel, buffer, at, where);
                sink.accept(buffer.flip());
            }
        } catch (IOException e) {
            throw unreadable(where, e);
        }
    }

    /**
     * Opens the file anew. A channel of its own for every read keeps an interrupt of one thread from closing the others' files,
     * which Java does to shared channels.
     */
    private FileChannel reopen() throws IOException {
        Path path = Objects.requireNonNull(file);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            if (channel.size() != size || !Files.getLastModifiedTime(path).equals(time)) {
                throw new ModelFormatException(where + ": expected the file that was opened, found another size or time of"
                        + " change; leave a model's files alone while it is in use, and load it again");
            }
            return channel;
        } catch (IOException | ModelFormatException e) {
            channel.close();
            throw e;
        }
    }

    private static int headerBytes(long length, long size, String where) {
        if (length < 2 || length > SafeTensorsHeader.MAX_BYTES || length > size - 8) {
            throw SafeTensorsHeader.bad(where,
                    "a header of 2 to " + Math.min(SafeTensorsHeader.MAX_BYTES, Math.max(0, size - 8)) + " bytes",
                    "a length of " + Long.toUnsignedString(length));
        }
        return (int) length;
    }

    private static void readFully(FileChannel channel, ByteBuffer into, long position, String where) throws IOException {
        long at = position;
        while (into.hasRemaining()) {
            int count = channel.read(into, at);
            if (count < 0) {
                throw SafeTensorsHeader.bad(where, into.remaining() + " more bytes at byte " + at, "the end of the file");
            }
            at += count;
        }
    }

    private static ModelFormatException unreadable(String where, IOException e) {
        return new ModelFormatException(where + ": could not be read (" + e.getClass().getSimpleName()
                + "); check that the file is complete and readable", e);
    }
}
