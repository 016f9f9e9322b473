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
        return graph.producer(value).filter(node -> node.is("Add")).flatMap(node -> {
            Value bias = node.input(1);
            boolean vector = graph.constant(bias).isPresent() && bias.rank() == 1 && bias.type() == ElementType.FLOAT
                    && node.input(0).rank() > 1 && bias.dim(0) == node.input(0).dim(-1);
            return vector ? Optional.of(new BiasAdd(node, node.input(0), bias)) : Optional.empty();
        });
    }
}
