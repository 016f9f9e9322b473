package io.glossa.models.graph;

/** Rewrites a graph into one with the same results, or, where it says so, nearly the same. */
@FunctionalInterface
interface GraphPass {
    void apply(Graph graph);
}
