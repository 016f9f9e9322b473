package io.glossa.models.graph;

import io.glossa.error.ModelFormatException;
import io.glossa.models.architecture.Encoder;
import io.glossa.models.architecture.EncoderInputs;
import io.glossa.models.architecture.Rows;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** An encoder with one of its heads, as a graph. */
final class EncoderGraph {
    /** What comes out. */
    enum Output {
        /** {@code last_hidden_state} [b,s,h]. */
        HIDDEN_STATE,
        /** {@code logits} [b,l]. */
        SEQUENCE_LOGITS,
        /** {@code logits} [b,s,l]. */
        TOKEN_LOGITS
    }

    private EncoderGraph() {}

    /**
     * Writes the forward pass.
     *
     * @param fused with the operators that ONNX Runtime adds
     * @param masked with an input {@code attention_mask}; without it no text of a run may be padded
     * @throws ModelFormatException if a parameter is missing, misshapen, or left over, naming it
     */
    static Graph of(Encoder encoder, ParameterSource parameters, Output output, boolean fused, boolean masked) {
        Graph graph = new Graph();
        GraphOps ops = new GraphOps(graph, parameters, fused);
        Value ids = input(graph, "input_ids");
        Value mask = masked ? input(graph, "attention_mask") : null;
        Value types = encoder.readsTypeIds() ? input(graph, "token_type_ids") : null;
        EncoderInputs<Value> inputs = new EncoderInputs<>(ids, types, mask);
        Rows rows = output == Output.SEQUENCE_LOGITS ? encoder.sequenceRows() : Rows.ALL;
        Value state = encoder.hiddenState(ops, inputs, rows);
        Value result = switch (output) {
            case HIDDEN_STATE -> state;
            case SEQUENCE_LOGITS -> encoder.sequenceLogits(ops, state, inputs);
            case TOKEN_LOGITS -> encoder.tokenLogits(ops, state);
        };
        TreeSet<String> left = new TreeSet<>(parameters.names());
        left.removeAll(ops.used());
        left.removeIf(encoder::mayIgnore);
        if (!left.isEmpty()) {
            throw new ModelFormatException(parameters.where() + ": expected only tensors that the architecture reads, found "
                    + left.first() + (left.size() > 1 ? " and " + (left.size() - 1) + " more" : "")
                    + " besides; weights and config.json do not belong together, or this variant needs an ONNX export");
        }
        Value named = new Value(output == Output.HIDDEN_STATE ? "last_hidden_state" : "logits", result.type(), result.shape());
        rename(graph, result, named);
        graph.outputs().add(named);
        graph.prune();
        if (fused) {
            for (GraphPass pass : List.of(new AttentionBias(), new BiasGelu(), new SkipNorm())) {
                pass.apply(graph);
            }
            graph.prune();
        }
        return graph;
    }

    private static Value input(Graph graph, String name) {
        Value value = new Value(name, ElementType.INT64, Value.OPEN, Value.OPEN);
        graph.inputs().add(value);
        return value;
    }

    private static void rename(Graph graph, Value from, Value to) {
        Node node = graph.producer(from).orElseThrow();
        graph.replace(node, new Node(node.domain(), node.operator(), node.inputs(),
                node.outputs().stream().map(output -> output.name().equals(from.name()) ? to : output).toList(),
                Map.copyOf(node.attributes())));
        if (graph.uses(from) > 0) {
            throw new IllegalStateException(from.name() + " is read inside the graph, too");
        }
    }
}
