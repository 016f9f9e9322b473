package io.glossa.models.graph;

import java.util.Optional;

/**
 * A vector added to each row of a value that nothing else reads.
 *
 * @param add the node
 * @param rows what it is added to
 * @param bias the vector, a constant
 */
record BiasAdd(Node add, Value rows, Value bias) {

    /** The sum that gives this value, if it is one and only one reader wants it. */
    static Optional<BiasAdd> behind(Graph graph, Value value) {
        if (graph.uses(value) != 1) {
            return Optional.empty();
        }
        return graph.producer(value).filter(node -> node.is("Add") && isBias(graph, node))
                .map(node -> new BiasAdd(node, node.input(0), node.input(1)));
    }

    /** Whether a sum adds a constant vector to each row. */
    static boolean isBias(Graph graph, Node add) {
        Value bias = add.input(1);
        return graph.constant(bias).isPresent() && bias.rank() == 1 && bias.type() == ElementType.FLOAT
                && add.input(0).rank() > 1 && bias.dim(0) == add.input(0).dim(-1);
    }
}
