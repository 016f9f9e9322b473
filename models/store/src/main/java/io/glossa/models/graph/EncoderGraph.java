package io.glossa.models.graph;

import io.glossa.error.ModelFormatException;
import io.glossa.models.architecture.Encoder;
import io.glossa.models.architecture.EncoderInputs;
import io.glossa.models.architecture.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** An encoder with one of its heads, as a graph. */
final class EncoderGraph {
    /** Heads as all architectures call them; a graph that ends at the encoder leaves them out. */
    private static final Pattern HEAD = Pattern.compile("(classifier|pre_classifier|qa_outputs)\\..+");

    private EncoderGraph() {}

    /**
     * Writes the forward pass.
     *
     * @throws ModelFormatException if a parameter is missing, misshapen, or left over, naming it
     */
    static Graph of(Encoder encoder, Parameters parameters, GraphOptions options) {
        return of(encoder, parameters, options, options.int8());
    }

    private static Graph of(Encoder encoder, Parameters parameters, GraphOptions options, boolean int8) {
        Graph graph = new Graph();
        GraphOps ops = new GraphOps(graph, parameters, !options.portable(), options.portable() || options.int8());
        Value ids = input(graph, "input_ids");
        Value mask = options.masked() ? input(graph, "attention_mask") : null;
        Value types = encoder.readsTypeIds() ? input(graph, "token_type_ids") : null;
        EncoderInputs<Value> inputs = new EncoderInputs<>(ids, types, mask);
        Value result = result(ops, encoder, inputs, options);
        TreeSet<String> left = new TreeSet<>(parameters.names());
        left.removeAll(ops.used());
        boolean classifies = options.head() == GraphHead.SEQUENCE_LOGITS || options.head() == GraphHead.TOKEN_LOGITS;
        left.removeIf(name -> encoder.mayIgnore(name) || !classifies && HEAD.matcher(name).matches());
        requireNoneLeft(left, parameters);
        Value named = new Value(options.head().output(), result.type(), result.shape());
        rename(graph, result, named);
        graph.outputs().add(named);
        graph.prune();
        for (GraphPass pass : fusions(options)) {
            pass.apply(graph);
        }
        graph.prune();
        if (int8) {
            requireMatrices(graph, parameters, options);
            new Int8(options.kept()).apply(graph);
        }
        return graph;
    }

    /** Refuses a checkpoint with parameters that nothing reads. */
    static void requireNoneLeft(TreeSet<String> left, Parameters parameters) {
        if (!left.isEmpty()) {
            throw new ModelFormatException(parameters.where() + ": expected only tensors that the architecture reads, found "
                    + left.first() + (left.size() > 1 ? " and " + (left.size() - 1) + " more" : "")
                    + " besides; weights and config.json do not belong together, or this variant needs an ONNX export");
        }
    }

    /** The parameters of the matrices that 8 bits are used for; those of one product together. */
    static List<List<String>> matrices(Encoder encoder, Parameters parameters, GraphOptions options) {
        List<List<String>> matrices = new ArrayList<>();
        Graph graph = of(encoder, parameters, options.int8(true).kept(Set.of()), false);
        Int8.products(graph).forEach(product -> matrices.add(Int8.parameters(product.input(1))));
        return matrices;
    }

    private static void requireMatrices(Graph graph, Parameters parameters, GraphOptions options) {
        Set<String> all = new TreeSet<>();
        Int8.products(graph).forEach(product -> all.addAll(Int8.parameters(product.input(1))));
        options.kept().stream().filter(name -> !all.contains(name)).findFirst().ifPresent(name -> {
            throw new ModelFormatException(parameters.where() + ": expected to keep matrices of products, such as "
                    + all.stream().findFirst().orElse("none") + ", found " + name + "; take names that the graph has");
        });
    }

    private static Value result(GraphOps ops, Encoder encoder, EncoderInputs<Value> inputs, GraphOptions options) {
        Rows rows = switch (options.head()) {
            case SEQUENCE_LOGITS -> encoder.sequenceRows();
            case FIRST_TOKEN -> Rows.FIRST;
            case HIDDEN_STATE, TOKEN_LOGITS, MEAN, MAX -> Rows.ALL;
        };
        Value state = encoder.hiddenState(ops, inputs, rows);
        return switch (options.head()) {
            case HIDDEN_STATE -> state;
            case SEQUENCE_LOGITS -> encoder.sequenceLogits(ops, state, inputs);
            case TOKEN_LOGITS -> encoder.tokenLogits(ops, state);
            case FIRST_TOKEN -> embedding(ops, ops.squeeze(state, 1), options);
            case MEAN -> embedding(ops, ops.meanOverTokens(state, inputs.mask()), options);
            case MAX -> embedding(ops, ops.maxOverTokens(state, inputs.mask()), options);
        };
    }

    private static Value embedding(GraphOps ops, Value pooled, GraphOptions options) {
        return options.normalized() ? ops.normalize(pooled) : pooled;
    }

    private static List<GraphPass> fusions(GraphOptions options) {
        if (options.portable()) {
            return List.of();
        }
        List<GraphPass> fusions = new ArrayList<>(List.of(new AttentionBias(), new BiasGelu(), new SkipNorm()));
        if (options.int8()) {
            fusions.add(new MergeProjections());
        }
        return fusions;
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
