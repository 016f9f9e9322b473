package io.glossa.models.format;

import io.glossa.base.internal.AtomicFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apiguardian.api.API;

/**
 * Writes a safetensors file, byte for byte as the reference implementation (the Rust crate {@code safetensors}) does: tensors
 * sorted by type, the widest first, and then by name; the header padded with spaces to a multiple of eight. With more than one
 * entry of metadata the reference has no order of its own; here it is the order of the calls.
 *
 * <p>Only names, types and shapes are held. The content of a tensor is asked for when its turn comes, so a file may be larger
 * than memory. A writer can write several times. Not thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class SafeTensorsWriter {
    private static final int ALIGNMENT = 8;

    private final Map<String, String> metadata = new LinkedHashMap<>(Map.of("format", "pt"));
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private boolean asAdded;

    private record Entry(String name, DType dtype, List<Long> shape, long bytes, Content content) {}

    /** Hands over the elements of a tensor. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes all elements in row-major order, in as many pieces as is convenient.
         *
         * @param sink takes them; not to be used afterwards
         * @throws IOException if they cannot be had or written; it ends the writing of the file
         */
        void writeTo(TensorSink sink) throws IOException;
    }

    /** A writer without tensors, with the metadata {@code format: pt}, which {@code transformers} asks for. */
    public SafeTensorsWriter() {}

    /**
     * Adds a text to the metadata, or replaces it.
     *
     * @param key any text
     * @param value any text
     * @return this writer
     * @throws IllegalArgumentException if a text is no valid Unicode
     */
    public SafeTensorsWriter metadata(String key, String value) {
        metadata.put(SafeTensorsLayout.requireUnicode(key, "key"), SafeTensorsLayout.requireUnicode(value, "value"));
        return this;
    }

    /**
     * Lets tensors lie in the order they were added in, not in the reference's.
     *
     * @return this writer
     */
    public SafeTensorsWriter inOrderAdded() {
        asAdded = true;
        return this;
    }

    /**
     * Adds a tensor of type F32.
     *
     * @param name a name that is not taken and is not {@code __metadata__}
     * @param values its elements in row-major order; not copied, so leave them alone until the file is written
     * @param shape length of each dimension; none for a single number
     * @return this writer
     * @throws IllegalArgumentException if the name is taken or not allowed, a length is negative, or the shape has another
     *     number of elements
     */
    public SafeTensorsWriter add(String name, float[] values, long... shape) {
        Objects.requireNonNull(values, "values");
        List<Long> lengths = Arrays.stream(shape).boxed().toList();
        if (SafeTensorsLayout.bytes(name, DType.F32, lengths) != (long) values.length * Float.BYTES) {
            throw new IllegalArgumentException(SafeTensorsHeader.quote(name) + ": expected a shape of " + values.length
                    + " numbers, found " + lengths);
        }
        return add(name, DType.F32, lengths, sink -> sink.floats(FloatBuffer.wrap(values)));
    }

    /**
     * Adds a tensor whose content is asked for later.
     *
     * @param name a name that is not taken and is not {@code __metadata__}
     * @param dtype the type of its elements
     * @param shape length of each dimension; empty for a single number
     * @param content gives the elements, each time a file is written
     * @return this writer
     * @throws IllegalArgumentException if the name is taken or not allowed, a length is negative, or the size does not fit 63
     *     bits
     */
    public SafeTensorsWriter add(String name, DType dtype, List<Long> shape, Content content) {
        Objects.requireNonNull(content, "content");
        long bytes = SafeTensorsLayout.bytes(name, dtype, shape);
        if (entries.putIfAbsent(name, new Entry(name, dtype, List.copyOf(shape), bytes, content)) != null) {
            throw new IllegalArgumentException(SafeTensorsHeader.quote(name) + ": expected a new name, found one that is taken");
        }
        return this;
    }

    /**
     * Writes the file, whole or not at all: into a temporary file beside it, then a move. An existing file is replaced.
     *
     * @param file the file; its folder is made if need be
     * @throws IllegalArgumentException if the header would be larger than 100 MB
     * @throws IllegalStateException if the content of a tensor has another length than its shape says
     * @throws IOException if the file cannot be written, or a tensor's content failed with one
     */
    public void write(Path file) throws IOException {
        AtomicFiles.write(file, temporary -> {
            try (OutputStream out = Files.newOutputStream(temporary)) {
                write(out);
            }
        });
    }

    /**
     * Writes the content of the file to a stream and leaves the stream open.
     *
     * @param out takes the bytes
     * @throws IllegalArgumentException if the header would be larger than 100 MB
     * @throws IllegalStateException if the content of a tensor has another length than its shape says
     * @throws IOException if the stream or a tensor's content failed with one
     */
    public void write(OutputStream out) throws IOException {
        List<Entry> order = new ArrayList<>(entries.values());
        if (!asAdded) {
            order.sort(Comparator.comparing(Entry::dtype).reversed().thenComparing(Entry::name, SafeTensorsWriter::byBytes));
        }
        List<TensorInfo> infos = new ArrayList<>(order.size());
        long end = 0;
        for (Entry entry : order) {
            infos.add(new TensorInfo(entry.name(), entry.dtype(), entry.shape(), end, end = Math.addExact(end, entry.bytes())));
        }
        out.write(SafeTensorsLayout.header(infos, metadata, ALIGNMENT));
        for (Entry entry : order) {
            TensorSink sink = new TensorSink(out, entry.name(), entry.dtype(), entry.bytes());
            entry.content().writeTo(sink);
            sink.finish();
        }
    }

    /**
     * The content of the file.
     *
     * @return all bytes
     * @throws IllegalArgumentException if the header would be larger than 100 MB
     * @throws IllegalStateException if the content of a tensor has another length than its shape says
     * @throws UncheckedIOException if a tensor's content failed with an {@link IOException}
     */
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The order of Rust's strings, which is that of their UTF-8 bytes. */
    private static int byBytes(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
