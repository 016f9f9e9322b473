package io.glossa.models;

import io.glossa.error.ModelFormatException;
import io.glossa.models.format.internal.OnnxGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks the files that an ONNX graph names for its tensors, before any engine follows the names. */
final class ExternalData {
    private ExternalData() {}

    static void check(ModelFiles files, String graph, List<OnnxGraph.External> tensors) {
        String folder = graph.substring(0, graph.lastIndexOf('/') + 1);
        String where = files.describe(graph);
        Map<String, Long> sizes = new HashMap<>();
        for (OnnxGraph.External tensor : tensors) {
            long size = sizes.computeIfAbsent(tensor.location(), location -> size(files, graph, folder, location, where));
            long length = Math.max(0, tensor.length());
            if (tensor.offset() > size || length > size - tensor.offset()) {
                throw new ModelFormatException(where + ": expected bytes " + tensor.offset() + " to "
                        + (tensor.offset() + length) + " of " + Messages.quote(tensor.location()) + " for tensor "
                        + Messages.quote(tensor.tensor()) + ", found a file of " + size
                        + " bytes; the external data is incomplete or belongs to another graph, get both again");
            }
        }
    }

    private static long size(ModelFiles files, String graph, String folder, String location, String where) {
        String path = folder + RelativePath.check(location, where + ", external data");
        if (!files.has(path)) {
            throw new ModelFormatException(where + ": expected its external data in " + Messages.quote(path)
                    + ", found no such file; copy it beside the graph");
        }
        if (graph.equals(path)) {
            throw new ModelFormatException(where + ": expected external data in a file of its own, found "
                    + Messages.quote(location));
        }
        files.file(path);
        files.requireNoLink(path);
        return files.size(path);
    }
}
