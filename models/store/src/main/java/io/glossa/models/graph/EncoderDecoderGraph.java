package io.glossa.models.graph;

import io.glossa.error.ModelFormatException;
import io.glossa.models.architecture.DecoderInputs;
import io.glossa.models.architecture.DecoderStep;
import io.glossa.models.architecture.EncoderDecoder;
import io.glossa.models.architecture.EncoderInputs;
import io.glossa.models.architecture.KeyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A model that writes texts, as graphs. */
final class EncoderDecoderGraph {
    private EncoderDecoderGraph() {}

    /**
     * Writes one of the forward passes.
     *
     * @throws ModelFormatException if a parameter is missing, misshapen, or read by neither part, naming it
     */
    static Graph of(EncoderDecoder model, Parameters parameters, GraphPart part, boolean portable) {
        if (part == GraphPart.ROWS) {
            return rows(model, parameters);
        }
        Graph encoder = new Graph();
        Graph decoder = new Graph();
        Set<String> used = new TreeSet<>(encoder(encoder, model, parameters, portable));
        used.addAll(decoder(decoder, model, parameters, portable));
        TreeSet<String> left = new TreeSet<>(parameters.names());
        left.removeAll(used);
        left.removeIf(model::mayIgnore);
        EncoderGraph.requireNoneLeft(left, parameters);
        Graph graph = part == GraphPart.ENCODER ? encoder : decoder;
        graph.prune();
        if (!portable) {
            for (GraphPass pass : List.of(new AttentionBias(), new BiasGelu(), new SkipNorm())) {
                pass.apply(graph);
            }
            if (part == GraphPart.DECODER) {
                new MergeProducts().apply(graph);
            }
            graph.prune();
        }
        new NamedOutputs().apply(graph);
        return graph;
    }

    private static Graph rows(EncoderDecoder model, Parameters parameters) {
        Graph graph = new Graph();
        GraphOps ops = new GraphOps(graph, parameters, false, true);
        Value rows = input(graph, "rows", ElementType.INT64, Value.OPEN);
        List<KeyValue<Value>> picked = new ArrayList<>();
        for (KeyValue<Value> kept : inputs(graph, "present", model)) {
            picked.add(new KeyValue<>(ops.embedding(kept.key(), rows), ops.embedding(kept.value(), rows)));
        }
        outputs(graph, "past", picked);
        new NamedOutputs().apply(graph);
        return graph;
    }

    private static Set<String> encoder(Graph graph, EncoderDecoder model, Parameters parameters, boolean portable) {
        GraphOps ops = new GraphOps(graph, parameters, !portable, portable);
        Value ids = input(graph, "input_ids", ElementType.INT64, Value.OPEN, Value.OPEN);
        Value mask = input(graph, "attention_mask", ElementType.INT64, Value.OPEN, Value.OPEN);
        Value encoded = model.encode(ops, new EncoderInputs<>(ids, null, mask));
        output(graph, encoded, "last_hidden_state");
        outputs(graph, "memory", model.memory(ops, encoded));
        return ops.used();
    }

    private static Set<String> decoder(Graph graph, EncoderDecoder model, Parameters parameters, boolean portable) {
        GraphOps ops = new GraphOps(graph, parameters, !portable, portable);
        Value ids = input(graph, "input_ids", ElementType.INT64, Value.OPEN, 1);
        Value offset = input(graph, "offset", ElementType.INT64, 1);
        Value mask = input(graph, "attention_mask", ElementType.INT64, Value.OPEN, Value.OPEN);
        List<KeyValue<Value>> past = inputs(graph, "past", model);
        DecoderStep<Value> step = model.decode(ops, new DecoderInputs<>(ids, true, offset, past, inputs(graph, "memory", model), mask));
        output(graph, step.logits(), "logits");
        outputs(graph, "present", step.present());
        return ops.used();
    }

    private static List<KeyValue<Value>> inputs(Graph graph, String name, EncoderDecoder model) {
        List<KeyValue<Value>> inputs = new ArrayList<>();
        for (int i = 0; i < model.layers(); i++) {
            inputs.add(new KeyValue<>(heads(graph, name + "." + i + ".key", model), heads(graph, name + "." + i + ".value", model)));
        }
        return inputs;
    }

    private static Value heads(Graph graph, String name, EncoderDecoder model) {
        return input(graph, name, ElementType.FLOAT, Value.OPEN, model.heads(), Value.OPEN, model.headWidth());
    }

    private static void outputs(Graph graph, String name, List<KeyValue<Value>> values) {
        for (int i = 0; i < values.size(); i++) {
            output(graph, values.get(i).key(), name + "." + i + ".key");
            output(graph, values.get(i).value(), name + "." + i + ".value");
        }
    }

    private static Value input(Graph graph, String name, ElementType type, int... shape) {
        Value value = new Value(name, type, shape);
        graph.inputs().add(value);
        return value;
    }

    /** A name of its own for a value that the graph may read, too. */
    private static void output(Graph graph, Value value, String name) {
        Value named = new Value(name, value.type(), value.shape());
        graph.nodes().add(new Node("", "Identity", List.of(value), List.of(named), Map.of()));
        graph.outputs().add(named);
    }
}
