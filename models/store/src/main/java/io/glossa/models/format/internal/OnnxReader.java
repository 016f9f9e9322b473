package io.glossa.models.format.internal;

import io.glossa.error.ModelFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads an ONNX file's description and skips its tensors. Memory is bounded: names are limited one by one and together, nesting
 * is limited, and data is stepped over without being read.
 */
public final class OnnxReader {
    /** Largest ONNX file: protobuf messages end at 2 GiB, larger models keep their tensors in other files. */
    static final long MAX_BYTES = (1L << 31) - 1;
    private static final int MAX_NAME = 4096;
    private static final int MAX_NESTING = 32;
    private static final long MAX_NAMES_TOGETHER = 64L << 20;

    private final WireReader in;
    private final String where;
    private long nameBytes;
    private boolean hasGraph;
    private long irVersion;
    private final Map<String, Long> opsets = new TreeMap<>();
    private final Set<String> initializers = new HashSet<>();
    private final Set<String> operators = new TreeSet<>();
    private final List<String> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private final Map<String, List<Long>> shapes = new LinkedHashMap<>();
    private final List<OnnxGraph.External> external = new ArrayList<>();

    private OnnxReader(WireReader in, String where) {
        this.in = in;
        this.where = where;
    }

    /**
     * Reads a file's description.
     *
     * @param file the file
     * @param where how it is called in messages
     * @return the description
     * @throws ModelFormatException if it is not a whole ONNX model or cannot be read
     */
    public static OnnxGraph read(Path file, String where) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            WireReader in = new WireReader(channel, where);
            if (in.size() > MAX_BYTES) {
                throw new ModelFormatException(where + ": expected an ONNX file of at most " + MAX_BYTES + " bytes, found "
                        + in.size() + "; save the model with its tensors in an external data file");
            }
            return new OnnxReader(in, where).model();
        } catch (EOFException e) {
            throw new ModelFormatException(where + ": the file became shorter while it was read; try again when it is complete");
        } catch (IOException e) {
            throw new ModelFormatException(where + ": could not be read (" + e.getClass().getSimpleName()
                    + "); check that the file is complete and readable", e);
        }
    }

    private OnnxGraph model() throws IOException {
        long end = in.size();
        while (in.position() < end) {
            int tag = in.tag(end);
            switch (tag >>> 3) {
                case 1 -> irVersion = in.number(tag, end);
                case 7 -> {
                    hasGraph = true;
                    graph(in.message(tag, end), 0);
                }
                case 8 -> opset(in.message(tag, end));
                case 20 -> trainingInfo(in.message(tag, end));
                case 25 -> function(in.message(tag, end));
                default -> in.skip(tag, end);
            }
        }
        if (!hasGraph || irVersion < 1 || !opsets.containsKey("ai.onnx") || outputs.isEmpty()) {
            throw new ModelFormatException(where + ": expected an ONNX model with an IR version, an operator set and a graph"
                    + " with outputs, found " + (hasGraph ? "a model without some of them" : "no graph")
                    + "; the file is damaged, incomplete or not ONNX");
        }
        inputs.removeIf(initializers::contains);
        Set<String> visible = new HashSet<>(inputs);
        visible.addAll(outputs);
        shapes.keySet().retainAll(visible);
        return new OnnxGraph(irVersion, Collections.unmodifiableMap(opsets), List.copyOf(inputs), List.copyOf(outputs),
                Collections.unmodifiableMap(shapes), Collections.unmodifiableSet(operators), List.copyOf(external));
    }

    /** OperatorSetIdProto of the model or of a function; the highest version of a domain is what the engine must know. */
    private void opset(long end) throws IOException {
        String domain = "";
        long version = 0;
        while (in.position() < end) {
            int tag = in.tag(end);
            switch (tag >>> 3) {
                case 1 -> domain = in.name(tag, end, MAX_NAME);
                case 2 -> version = in.number(tag, end);
                default -> in.skip(tag, end);
            }
        }
        count(domain);
        opsets.merge(domain.isEmpty() ? "ai.onnx" : domain, version, Math::max);
    }

    private void trainingInfo(long end) throws IOException {
        while (in.position() < end) {
            int tag = in.tag(end);
            switch (tag >>> 3) {
                case 1, 2 -> graph(in.message(tag, end), 1);
                default -> in.skip(tag, end);
            }
        }
    }

    private void function(long end) throws IOException {
        while (in.position() < end) {
            int tag = in.tag(end);
            switch (tag >>> 3) {
                case 7 -> node(in.message(tag, end), 1);
                case 9 -> opset(in.message(tag, end));
                case 11 -> attribute(in.message(tag, end), 1);
                default -> in.skip(tag, end);
            }
        }
    }

    private void graph(long end, int nesting) throws IOException {
        if (nesting > MAX_NESTING) {
            throw in.bad("at most " + MAX_NESTING + " graphs inside each other");
        }
        while (in.position() < end) {
            int tag = in.tag(end);
            switch (tag >>> 3) {
                case 1 -> node(in.message(tag, end), nesting);
                case 5 -> {
                    String name = tensor(in.message(tag, end));
                    if (nesting == 0) {
                        initializers.add(name);
                    }
                }
                case 15 -> sparseTensor(in.message(tag, end));
                case 11 -> value(in.message(tag, end), nesting, inputs);
                case 12 -> value(in.message(tag, end), nesting, outputs);
                default -> in.skip(tag, end);
            }
        }
    }

    private void node(long end, int nesting) throws IOException {
        String operator = "";
        String domain = "";
        while (in.position() < end) {
            int tag = in.tag(end);
            switch (tag >>> 3) {
                case 4 -> operator = in.name(tag, end, MAX_NAME);
                case 5 -> attribute(in.message(tag, end), nesting);
                case 7 -> domain = in.name(tag, end, MAX_NAME);
                default -> in.skip(tag, end);
            }
        }
        String qualified = domain.isEmpty() || domain.equals("ai.onnx") ? operator : domain + "." + operator;
        if (operators.add(qualified)) {
            count(qualified);
        }
    }

    private void attribute(long end, int nesting) throws IOException {
        while (in.position() < end) {
            int tag = in.tag(end);
            switch (tag >>> 3) {
                case 5, 10 -> tensor(in.message(tag, end));
                case 6, 11 -> graph(in.message(tag, end), nesting + 1);
                case 22, 23 -> sparseTensor(in.message(tag, end));
                default -> in.skip(tag, end);
            }
        }
    }

    private void sparseTensor(long end) throws IOException {
        while (in.position() < end) {
            int tag = in.tag(end);
            switch (tag >>> 3) {
                case 1, 2 -> {
                    String name = tensor(in.message(tag, end));
                    if (tag >>> 3 == 1) {
                        initializers.add(name);
                    }
                }
                default -> in.skip(tag, end);
            }
        }
    }

    private String tensor(long end) throws IOException {
        String name = "";
        boolean elsewhere = false;
        Map<String, String> entries = null;
        while (in.position() < end) {
            int tag = in.tag(end);
            switch (tag >>> 3) {
                case 8 -> name = in.name(tag, end, MAX_NAME);
                case 13 -> {
                    entries = entries == null ? new TreeMap<>() : entries;
                    entry(in.message(tag, end), entries);
                }
                case 14 -> elsewhere |= in.number(tag, end) != 0;
                default -> in.skip(tag, end);
            }
        }
        count(name);
        if (elsewhere || entries != null) {
            external.add(external(name, entries == null ? Map.of() : entries));
        }
        return name;
    }

    private void entry(long end, Map<String, String> entries) throws IOException {
        String key = "";
        String value = "";
        while (in.position() < end) {
            int tag = in.tag(end);
            switch (tag >>> 3) {
                case 1 -> key = in.name(tag, end, MAX_NAME);
                case 2 -> value = in.name(tag, end, MAX_NAME);
                default -> in.skip(tag, end);
            }
        }
        count(key);
        count(value);
        if (entries.put(key, value) != null) {
            throw in.bad("each key of a tensor's external data once");
        }
    }

    private OnnxGraph.External external(String tensor, Map<String, String> entries) {
        String location = entries.get("location");
        if (location == null || location.isEmpty()) {
            throw in.bad("a location for a tensor with external data");
        }
        return new OnnxGraph.External(tensor, location,
                bytes(entries.getOrDefault("offset", "0")),
                entries.containsKey("length") ? bytes(entries.get("length")) : -1);
    }

    private long bytes(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw in.bad("a whole number as offset and length of external data");
        }
        return Long.parseLong(text);
    }

    /** ValueInfoProto: name and, where it is a tensor, its shape. */
    private void value(long end, int nesting, List<String> names) throws IOException {
        String name = "";
        List<Long> shape = null;
        while (in.position() < end) {
            int tag = in.tag(end);
            switch (tag >>> 3) {
                case 1 -> name = in.name(tag, end, MAX_NAME);
                case 2 -> shape = ShapeReader.type(in, in.message(tag, end));
                default -> in.skip(tag, end);
            }
        }
        if (nesting == 0) {
            count(name);
            names.add(name);
            if (shape != null) {
                nameBytes += 24L * shape.size();
                shapes.put(name, List.copyOf(shape));
            }
        }
    }

    private void count(String name) {
        nameBytes += name.length() + 64L;
        if (nameBytes > MAX_NAMES_TOGETHER) {
            throw in.bad("less than " + MAX_NAMES_TOGETHER + " bytes of names");
        }
    }
}
