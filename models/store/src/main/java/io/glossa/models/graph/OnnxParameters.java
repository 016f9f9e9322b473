package io.glossa.models.graph;

import io.glossa.error.ModelFormatException;
import io.glossa.models.format.internal.OnnxTensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The parameters behind an ONNX file under the names that they have in checkpoints. Two kinds of files still tell them:
 *
 * <ul>
 *   <li>our own, where a constant is called as its parameter, with {@code .transposed} after a weight that was turned over
 *       and {@code +} between vectors that were joined;
 *   <li>unoptimised exports of PyTorch, which keep the names of tables, vectors and norms, while a matrix of a linear layer is
 *       turned over and nameless: the node that reads it is called by the path of its module.
 * </ul>
 *
 * <p>An optimised graph of somebody else tells neither and is refused.
 */
final class OnnxParameters implements Parameters {
    private static final String TRANSPOSED = ".transposed";

    private final OnnxTensors file;
    private final String where;
    private final Map<String, Part> parts = new LinkedHashMap<>();

    private record Part(String constant, int from, int[] shape, boolean transposed) {}

    private OnnxParameters(OnnxTensors file, String where) {
        this.file = file;
        this.where = where;
    }

    /**
     * Reads names and shapes.
     *
     * @throws ModelFormatException if the file is damaged or does not tell the names
     */
    static OnnxParameters read(Path path, String where) {
        OnnxTensors file = OnnxTensors.read(path, where);
        OnnxParameters parameters = new OnnxParameters(file, where);
        Map<String, String> readers = new LinkedHashMap<>();
        for (OnnxTensors.Node node : file.nodes()) {
            if (node.operator().equals("MatMul") && node.inputs().size() == 2) {
                readers.putIfAbsent(node.inputs().get(1), node.name());
            }
        }
        file.tensors().forEach((name, tensor) -> parameters.constant(name, tensor, readers.get(name)));
        if (parameters.parts.keySet().stream().noneMatch(name -> name.endsWith(".weight"))) {
            throw new ModelFormatException(where + ": expected a graph that names its parameters, found none of them;"
                    + " it was optimised, use the checkpoint that it was made from (model.safetensors)");
        }
        return parameters;
    }

    private void constant(String name, OnnxTensors.Tensor tensor, String reader) {
        int[] shape = tensor.shape().stream().mapToInt(Integer::intValue).toArray();
        if (name.contains("+")) {
            String[] names = name.split("\\+", -1);
            int each = shape.length == 1 && shape[0] % names.length == 0 ? shape[0] / names.length : -1;
            for (int i = 0; i < names.length && each > 0; i++) {
                parts.put(names[i], new Part(name, i * each, new int[] {each}, false));
            }
        } else if (name.endsWith(TRANSPOSED) && shape.length == 2) {
            String plain = name.substring(0, name.length() - TRANSPOSED.length());
            parts.put(plain, new Part(name, 0, new int[] {shape[1], shape[0]}, true));
        } else if (name.endsWith(".weight") || name.endsWith(".bias") || name.endsWith(".gamma") || name.endsWith(".beta")) {
            parts.put(name, new Part(name, 0, shape, false));
        } else if (shape.length == 2 && reader != null && reader.startsWith("/") && reader.endsWith("/MatMul")) {
            String path = reader.substring(1, reader.length() - "/MatMul".length()).replace('/', '.');
            parts.put(path + ".weight", new Part(name, 0, new int[] {shape[1], shape[0]}, true));
        }
    }

    @Override
    public Set<String> names() {
        return parts.keySet();
    }

    @Override
    public int[] shape(String name) {
        return parts.get(name).shape().clone();
    }

    @Override
    public float[] floats(String name) {
        Part part = parts.get(name);
        float[] all = file.floats(part.constant());
        if (part.transposed()) {
            return Transpose.of(all, part.shape()[1], part.shape()[0]);
        }
        int size = Arrays.stream(part.shape()).reduce(1, Math::multiplyExact);
        return all.length == size ? all : Arrays.copyOfRange(all, part.from(), part.from() + size);
    }

    @Override
    public String where() {
        return where;
    }
}
