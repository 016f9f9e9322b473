package io.glossa.models.architecture;

import org.jspecify.annotations.Nullable;

/** A place in the tree of parameters, with the layers that read their parameters there. */
record Scope<T>(TensorOps<T> ops, String path) {

    /** The tree below {@code prefix.} if the checkpoint has the parameter there, else the root. */
    static <T> Scope<T> base(TensorOps<T> ops, String prefix, String parameter) {
        String path = prefix + ".";
        return new Scope<>(ops, ops.hasParameter(path + parameter) ? path : "");
    }

    static <T> Scope<T> root(TensorOps<T> ops) {
        return new Scope<>(ops, "");
    }

    Scope<T> at(String child) {
        return new Scope<>(ops, path + child + ".");
    }

    Scope<T> at(String list, int index) {
        return at(list + "." + index);
    }

    boolean has(String name) {
        return ops.hasParameter(path + name);
    }

    T parameter(String name, int... shape) {
        return ops.parameter(path + name, shape);
    }

    /** Rows of {@code name.weight} [rows, width]. */
    T embedding(String name, T ids, int rows, int width) {
        return ops.embedding(parameter(name + ".weight", rows, width), ids);
    }

    /** {@code name.weight} [out, in] and {@code name.bias} [out]. */
    T linear(String name, T x, int in, int out) {
        return linear(name, x, in, out, true);
    }

    /** As {@link #linear(String, Object, int, int)}, with or without the bias. */
    T linear(String name, T x, int in, int out, boolean bias) {
        T weight = parameter(name + ".weight", out, in);
        return ops.linear(x, weight, bias ? parameter(name + ".bias", out) : null);
    }

    /** Layer normalisation; old checkpoints call its parameters gamma and beta. */
    T norm(String name, T x, int width, double epsilon) {
        return norm(name, x, width, epsilon, true);
    }

    /** As {@link #norm(String, Object, int, double)}, with or without the bias. */
    T norm(String name, T x, int width, double epsilon, boolean bias) {
        boolean old = !has(name + ".weight") && has(name + ".gamma");
        T weight = parameter(name + (old ? ".gamma" : ".weight"), width);
        @Nullable T shift = bias ? parameter(name + (old ? ".beta" : ".bias"), width) : null;
        return ops.layerNorm(x, weight, shift, epsilon);
    }
}
