package io.glossa.models.graph;

import io.glossa.base.internal.AtomicFiles;
import io.glossa.models.format.internal.WireWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a graph as an ONNX file. Sizes are known beforehand, so constants are written one after the other and never lie in
 * memory together. Where a file would grow beyond what Protocol Buffers allow, large constants go to a second file beside it.
 * The same graph always gives the same bytes.
 */
final class OnnxWriter {
    /** Readers refuse messages of 2 GiB; the rest is room for the nodes. */
    static final long MOST_INLINE = (2L << 30) - (64L << 20);
    private static final int IR_VERSION = 8;
    private static final int EXTERNAL_FROM = 1 << 10;
    private static final int PAGE = 4096;

    private final Graph graph;
    private final Map<String, String> metadata;
    private final long mostInline;

    /** A writer; metadata become the model's properties. */
    OnnxWriter(Graph graph, Map<String, String> metadata) {
        this(graph, metadata, MOST_INLINE);
    }

    OnnxWriter(Graph graph, Map<String, String> metadata, long mostInline) {
        this.graph = graph;
        this.metadata = metadata;
        this.mostInline = mostInline;
    }

    /** Whether constants need a second file. */
    boolean needsSecondFile() {
        return graph.constants().values().stream().mapToLong(Constant::bytes).sum() > mostInline;
    }

    /**
     * Writes the graph. The second file appears whole, and only when the first is complete.
     *
     * @param file the ONNX file; replaced if it exists
     * @param second the file for large constants if they need one; it must have its final name, which the first refers to
     */
    void write(Path file, Path second) throws IOException {
        if (!needsSecondFile()) {
            try (OutputStream out = GraphOutput.open(file)) {
                write(out, null);
            }
            return;
        }
        AtomicFiles.write(second, temporary -> {
            try (OutputStream data = GraphOutput.open(temporary); OutputStream out = GraphOutput.open(file)) {
                writeLarge(data);
                write(out, String.valueOf(second.getFileName()));
            }
        });
    }

    private void writeLarge(OutputStream data) throws IOException {
        long at = 0;
        for (Constant constant : graph.constants().values()) {
            if (constant.bytes() >= EXTERNAL_FROM) {
                constant.data().writeTo(data);
                long end = at + constant.bytes();
                at = aligned(end);
                data.write(new byte[Math.toIntExact(at - end)]);
            }
        }
    }

    private static long aligned(long offset) {
        return (offset + PAGE - 1) / PAGE * PAGE;
    }

    private void write(OutputStream out, @Nullable String second) throws IOException {
        WireWriter head = new WireWriter();
        for (Node node : graph.nodes()) {
            head.message(1, node(node));
        }
        head.text(2, "glossa");
        List<byte[]> tensors = new ArrayList<>();
        long length = head.size();
        long at = 0;
        for (Constant constant : graph.constants().values()) {
            boolean outside = second != null && constant.bytes() >= EXTERNAL_FROM;
            byte[] tensor = outside ? external(constant, second, at) : inline(constant);
            at = outside ? aligned(at + constant.bytes()) : at;
            tensors.add(tensor);
            length += tensor.length + (outside ? 0 : constant.bytes());
        }
        WireWriter tail = new WireWriter();
        graph.inputs().forEach(input -> tail.message(11, described(input)));
        graph.outputs().forEach(output -> tail.message(12, described(output)));
        length += tail.size();

        WireWriter model = new WireWriter().number(1, IR_VERSION).text(2, "glossa").open(7, length);
        out.write(model.toByteArray());
        out.write(head.toByteArray());
        int index = 0;
        for (Constant constant : graph.constants().values()) {
            out.write(tensors.get(index++));
            if (second == null || constant.bytes() < EXTERNAL_FROM) {
                constant.data().writeTo(out);
            }
        }
        out.write(tail.toByteArray());
        WireWriter end = new WireWriter().message(8, new WireWriter().text(1, "").number(2, GraphOps.OPSET));
        if (graph.nodes().stream().anyMatch(node -> node.domain().equals(Node.MICROSOFT))) {
            end.message(8, new WireWriter().text(1, Node.MICROSOFT).number(2, 1));
        }
        metadata.forEach((key, value) -> end.message(14, new WireWriter().text(1, key).text(2, value)));
        out.write(end.toByteArray());
    }

    private static WireWriter node(Node node) {
        WireWriter out = new WireWriter();
        node.inputs().forEach(input -> out.text(1, input.name()));
        node.outputs().forEach(output -> out.text(2, output.name()));
        out.text(3, node.output().name()).text(4, node.operator());
        node.attributes().forEach((name, value) -> out.message(5, attribute(name, value)));
        return node.domain().isEmpty() ? out : out.text(7, node.domain());
    }

    private static WireWriter attribute(String name, Object value) {
        WireWriter out = new WireWriter().text(1, name);
        if (value instanceof Float number) {
            return out.floating(2, number).number(20, 1);
        }
        if (value instanceof Long number) {
            return out.number(3, number).number(20, 2);
        }
        if (value instanceof String text) {
            return out.text(4, text).number(20, 3);
        }
        for (long number : (long[]) value) {
            out.number(8, number);
        }
        return out.number(20, 7);
    }

    /** The tag, length and head of a tensor whose raw bytes follow. */
    private static byte[] inline(Constant constant) {
        WireWriter tensor = tensorHead(constant);
        tensor.open(9, constant.bytes());
        byte[] head = tensor.toByteArray();
        byte[] opening = new WireWriter().open(5, head.length + constant.bytes()).toByteArray();
        byte[] both = java.util.Arrays.copyOf(opening, opening.length + head.length);
        System.arraycopy(head, 0, both, opening.length, head.length);
        return both;
    }

    private static byte[] external(Constant constant, String file, long offset) {
        WireWriter tensor = tensorHead(constant)
                .message(13, new WireWriter().text(1, "location").text(2, file))
                .message(13, new WireWriter().text(1, "offset").text(2, String.valueOf(offset)))
                .message(13, new WireWriter().text(1, "length").text(2, String.valueOf(constant.bytes())))
                .number(14, 1);
        return new WireWriter().message(5, tensor).toByteArray();
    }

    private static WireWriter tensorHead(Constant constant) {
        WireWriter tensor = new WireWriter();
        for (int dim : constant.value().shape()) {
            tensor.number(1, dim);
        }
        return tensor.number(2, constant.value().type().code()).text(8, constant.value().name());
    }

    private static WireWriter described(Value value) {
        WireWriter shape = new WireWriter();
        for (int axis = 0; axis < value.rank(); axis++) {
            WireWriter dim = new WireWriter();
            if (value.dim(axis) == Value.OPEN) {
                dim.text(2, axis == 0 ? "batch_size" : "sequence_length");
            } else {
                dim.number(1, value.dim(axis));
            }
            shape.message(1, dim);
        }
        WireWriter tensor = new WireWriter().number(1, value.type().code()).message(2, shape);
        return new WireWriter().text(1, value.name()).message(2, new WireWriter().message(1, tensor));
    }
}
