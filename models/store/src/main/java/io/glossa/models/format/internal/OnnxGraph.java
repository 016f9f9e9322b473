package io.glossa.models.format.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an ONNX file says about itself, without its tensors.
 *
 * @param irVersion version of the container format
 * @param opsets operator set versions by domain; the default domain is {@code ai.onnx}
 * @param inputs names of the inputs that a caller feeds, in order
 * @param outputs names of the outputs, in order
 * @param shapes shapes of inputs and outputs, −1 where symbolic; a name without a declared shape is missing
 * @param operators all operators used, also in subgraphs and functions; with the domain before a dot unless it is the default
 * @param external the tensors that lie in other files
 */
public record OnnxGraph(
        long irVersion,
        Map<String, Long> opsets,
        List<String> inputs,
        List<String> outputs,
        Map<String, List<Long>> shapes,
        Set<String> operators,
        List<External> external) {

    /**
     * A tensor outside the file.
     *
     * @param tensor the tensor's name, may be empty
     * @param location the other file's path as written, not yet checked
     * @param offset first byte
     * @param length number of bytes, or −1 for up to the end
     */
    public record External(String tensor, String location, long offset, long length) {}
}
