package io.glossa.models.format;

import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A safetensors file: named tensors behind a JSON header.
 *
 * <p>Only the header stays in memory; a tensor of a file is read when it is asked for, so there is nothing to close. The header
 * is checked as a whole on opening: its length against the file and a limit of 100 MB, shapes against offsets, and the tensors
 * against each other (no holes, no overlaps, no bytes left over). Immutable and thread-safe; the arrays returned are the
 * caller's own.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class SafeTensors {
    private static final int CHUNK = 1 << 20;
    private static final int MAX_ELEMENTS = Integer.MAX_VALUE - 8;

    private final String where;
    private final @Nullable Path file;
    private final byte @Nullable [] content;
    private final long dataStart;
    private final SafeTensorsHeader header;

    private SafeTensors(
            String where, @Nullable Path file, byte @Nullable [] content, long dataStart, SafeTensorsHeader header) {
        this.where = where;
        this.file = file;
        this.content = content;
        this.dataStart = dataStart;
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
            long size = channel.size();
            ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            readFully(channel, length, 0, where);
            int headerBytes = headerBytes(length.getLong(0), size, where);
            ByteBuffer header = ByteBuffer.allocate(headerBytes);
            readFully(channel, header, 8, where);
            long start = 8L + headerBytes;
            return new SafeTensors(
                    where, file, null, start, SafeTensorsHeader.parse(header.array(), size - start, where));
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
        return new SafeTensors(
                where, null, content, start, SafeTensorsHeader.parse(header, content.length - start, where));
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
     *     file cannot be read
     */
    public float[] floats(String name) {
        TensorInfo info = info(name);
        DType dtype = info.dtype();
        if (dtype != DType.F32 && dtype != DType.F16 && dtype != DType.BF16 && dtype != DType.F64) {
            throw wrongType(info, "F32, F16, BF16 or F64");
        }
        float[] out = new float[elements(info)];
        scan(info, (chunk, at) -> {
            int count = chunk.remaining() / dtype.bytes();
            switch (dtype) {
                case F32 -> chunk.asFloatBuffer().get(out, at, count);
                case F16 -> {
                    for (int i = 0; i < count; i++) {
                        out[at + i] = Halves.toFloat(chunk.getShort(2 * i));
                    }
                }
                case BF16 -> {
                    for (int i = 0; i < count; i++) {
                        out[at + i] = Float.intBitsToFloat(chunk.getShort(2 * i) << 16);
                    }
                }
                default -> {
                    for (int i = 0; i < count; i++) {
                        out[at + i] = (float) chunk.getDouble(8 * i);
                    }
                }
            }
        });
        return out;
    }

    /**
     * A tensor of integers or booleans.
     *
     * @param name the tensor's name
     * @return its elements in row-major order; U64 as its 64 bits, true as 1
     * @throws ModelFormatException if there is no such tensor, it holds other numbers, it has more than 2^31-9 elements, or the
     *     file cannot be read
     */
    public long[] longs(String name) {
        TensorInfo info = info(name);
        DType dtype = info.dtype();
        switch (dtype) {
            case F8_E4M3, F8_E5M2, F16, BF16, F32, F64 -> throw wrongType(info, "integers");
            default -> {}
        }
        long[] out = new long[elements(info)];
        scan(info, (chunk, at) -> {
            int count = chunk.remaining() / dtype.bytes();
            for (int i = 0; i < count; i++) {
                out[at + i] = switch (dtype) {
                    case I8 -> chunk.get(i);
                    case U8, BOOL -> chunk.get(i) & 0xffL;
                    case I16 -> chunk.getShort(2 * i);
                    case U16 -> chunk.getShort(2 * i) & 0xffffL;
                    case I32 -> chunk.getInt(4 * i);
                    case U32 -> chunk.getInt(4 * i) & 0xffffffffL;
                    default -> chunk.getLong(8 * i);
                };
            }
        });
        return out;
    }

    private interface Sink {
        void accept(ByteBuffer chunk, int firstElement);
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

    private void scan(TensorInfo info, Sink sink) {
        if (content != null) {
            ByteBuffer all = ByteBuffer.wrap(content).slice((int) (dataStart + info.begin()), (int) (info.end() - info.begin()));
            sink.accept(all.order(ByteOrder.LITTLE_ENDIAN), 0);
            return;
        }
        try (FileChannel channel = FileChannel.open(Objects.requireNonNull(file), StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.min(CHUNK, Math.max(1, info.end() - info.begin())));
            int element = 0;
            for (long at = info.begin(); at < info.end(); at += buffer.limit()) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), info.end() - at));
                readFully(channel, buffer, dataStart + at, where);
                sink.accept(buffer.flip().order(ByteOrder.LITTLE_ENDIAN), element);
                element += buffer.limit() / info.dtype().bytes();
            }
        } catch (IOException e) {
            throw unreadable(where, e);
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
