package io.glossa.models.format.internal;

import io.glossa.error.ModelFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The 32-bit float constants of an ONNX file and the nodes that read them: where each constant lies, and its numbers when asked
 * for. Constants in other files and in subgraphs are left out. Immutable and thread-safe.
 */
public final class OnnxTensors {
    private static final int MAX_NAME = 4096;
    private static final int MAX_NODES = 1 << 20;
    private static final int MAX_RANK = 16;
    private static final int FLOAT = 1;

    private final Path file;
    private final String where;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();

    /**
     * A constant.
     *
     * @param shape sizes of its axes
     * @param position first byte in the file
     */
    public record Tensor(List<Integer> shape, long position) {
        /** Number of elements. */
        public int size() {
            return (int) elements(shape);
        }
    }

    /** A node of the main graph. */
    public record Node(String name, String operator, List<String> inputs) {}

    private OnnxTensors(Path file, String where) {
        this.file = file;
        this.where = where;
    }

    /**
     * Reads where the constants are.
     *
     * @throws ModelFormatException if it is no ONNX model or cannot be read
     */
    public static OnnxTensors read(Path file, String where) {
        OnnxReader.read(file, where);
        OnnxTensors tensors = new OnnxTensors(file, where);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            tensors.model(new WireReader(channel, where));
            return tensors;
        } catch (EOFException e) {
            throw new ModelFormatException(where + ": the file became shorter while it was read; try again when it is complete");
        } catch (IOException e) {
            throw unreadable(where, e);
        }
    }

    private static ModelFormatException unreadable(String where, IOException e) {
        return new ModelFormatException(where + ": could not be read (" + e.getClass().getSimpleName()
                + "); check that the file is complete and readable", e);
    }

    /** The constants by name, in the order of the file; unmodifiable. */
    public Map<String, Tensor> tensors() {
        return java.util.Collections.unmodifiableMap(tensors);
    }

    /** The nodes of the main graph, in order; unmodifiable. */
    public List<Node> nodes() {
        return java.util.Collections.unmodifiableList(nodes);
    }

    /**
     * The numbers of a constant.
     *
     * @throws ModelFormatException if the file can no longer be read
     */
    public float[] floats(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(name);
        }
        float[] floats = new float[tensor.size()];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer window = ByteBuffer.allocate(Math.min(1 << 18, 4 * Math.max(1, floats.length)))
                    .order(ByteOrder.LITTLE_ENDIAN);
            long at = tensor.position();
            for (int done = 0; done < floats.length;) {
                window.clear().limit(Math.min(window.capacity(), 4 * (floats.length - done)));
                while (window.hasRemaining()) {
                    int count = channel.read(window, at);
                    if (count < 0) {
                        throw new EOFException();
                    }
                    at += count;
                }
                window.flip();
                int count = window.remaining() / 4;
                window.asFloatBuffer().get(floats, done, count);
                done += count;
            }
        } catch (IOException e) {
            throw unreadable(where, e);
        }
        return floats;
    }

    private void model(WireReader in) throws IOException {
        long end = in.size();
        while (in.position() < end) {
            int tag = in.tag(end);
            if (tag >>> 3 == 7) {
                graph(in, in.message(tag, end));
            } else {
                in.skip(tag, end);
            }
        }
    }

    private void graph(WireReader in, long end) throws IOException {
        while (in.position() < end) {
            int tag = in.tag(end);
            switch (tag >>> 3) {
                case 1 -> node(in, in.message(tag, end));
                case 5 -> tensor(in, in.message(tag, end));
                default -> in.skip(tag, end);
            }
        }
    }

    private void node(WireReader in, long end) throws IOException {
        String name = "";
        String operator = "";
        List<String> inputs = new ArrayList<>();
        while (in.position() < end) {
            int tag = in.tag(end);
            switch (tag >>> 3) {
                case 1 -> inputs.add(in.name(tag, end, MAX_NAME));
                case 3 -> name = in.name(tag, end, MAX_NAME);
                case 4 -> operator = in.name(tag, end, MAX_NAME);
                default -> in.skip(tag, end);
            }
        }
        if (nodes.size() == MAX_NODES) {
            throw in.bad("at most " + MAX_NODES + " nodes");
        }
        nodes.add(new Node(name, operator, List.copyOf(inputs)));
    }

    private void tensor(WireReader in, long end) throws IOException {
        String name = "";
        List<Integer> shape = new ArrayList<>();
        long type = 0;
        long position = -1;
        long bytes = 0;
        while (in.position() < end) {
            int tag = in.tag(end);
            switch (tag >>> 3) {
                case 1 -> dims(in, tag, end, shape);
                case 2 -> type = in.number(tag, end);
                case 8 -> name = in.name(tag, end, MAX_NAME);
                // raw_data, or float_data, which is packed and little-endian just so
                case 4, 9 -> {
                    long limit = in.message(tag, end);
                    position = in.position();
                    bytes = limit - position;
                    in.skipTo(limit);
                }
                default -> in.skip(tag, end);
            }
        }
        if (type == FLOAT && position >= 0) {
            if (Float.BYTES * elements(shape) != bytes) {
                throw in.bad("the tensor " + name + " " + shape + " in its " + bytes + " bytes");
            }
            tensors.put(name, new Tensor(List.copyOf(shape), position));
        }
    }

    /** Number of elements; −1 where it is more than a file has bytes. */
    private static long elements(List<Integer> shape) {
        if (shape.contains(0)) {
            return 0;
        }
        long elements = 1;
        for (int size : shape) {
            elements *= size;
            if (elements > OnnxReader.MAX_BYTES) {
                return -1;
            }
        }
        return elements;
    }

    private static void dims(WireReader in, int tag, long end, List<Integer> shape) throws IOException {
        long limit = (tag & 7) == WireReader.BYTES ? in.message(tag, end) : -1;
        do {
            long dim = limit < 0 ? in.number(tag, end) : in.varint(limit);
            if (dim < 0 || dim > Integer.MAX_VALUE || shape.size() == MAX_RANK) {
                throw in.bad("at most " + MAX_RANK + " sizes of at most 2^31 - 1");
            }
            shape.add((int) dim);
        } while (in.position() < limit);
    }
}
