package io.glossa.training.internal.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.glossa.training.internal.engine.OptimizerSpec;
import java.util.List;

/**
 * Updates by calls of DJL, in the order of operations of PyTorch's own loops. DJL's {@code adamUpdate} is not used: its ε is not where
 * PyTorch has it.
 */
final class EagerUpdate implements Update {
    private final OptimizerSpec optimizer;

    EagerUpdate(OptimizerSpec optimizer) {
        this.optimizer = optimizer;
    }

    @Override
    public double norm(NDManager step, List<NDArray> gradients) {
        double sum = 0;
        for (NDArray gradient : gradients) {
            double norm = gradient.norm().getFloat();
            sum += norm * norm;
        }
        return Math.sqrt(sum);
    }

    @Override
    public void apply(NDManager step, Group group, double rate, double decay, long number, double factor) {
        for (int i = 0; i < group.parameters().size(); i++) {
            try (NDManager own = step.newSubManager()) {
                NDArray parameter = view(own, group.parameters().get(i));
                NDArray gradient = view(own, group.gradients().get(i)).mul(factor);
                boolean decoupled = optimizer.kind() == OptimizerSpec.Kind.ADAMW;
                if (decoupled) {
                    parameter.muli(1 - rate * decay);
                } else if (decay != 0) {
                    gradient.addi(parameter.mul(decay));
                }
                if (optimizer.kind() == OptimizerSpec.Kind.SGD) {
                    parameter.subi((group.first().isEmpty() ? gradient : momentum(view(own, group.first().get(i)), gradient)).mul(rate));
                } else {
                    adam(parameter, gradient, view(own, group.first().get(i)), view(own, group.second().get(i)), rate, number);
                }
            }
        }
    }

    private NDArray momentum(NDArray velocity, NDArray gradient) {
        return velocity.muli(optimizer.beta1()).addi(gradient);
    }

    private void adam(NDArray parameter, NDArray gradient, NDArray first, NDArray second, double rate, long number) {
        double beta1 = optimizer.beta1();
        double beta2 = optimizer.beta2();
        first.muli(beta1).addi(gradient.mul(1 - beta1));
        second.muli(beta2).addi(gradient.square().mul(1 - beta2));
        double unbiased = rate / (1 - Math.pow(beta1, number));
        double root = Math.sqrt(1 - Math.pow(beta2, number));
        parameter.subi(first.mul(unbiased).div(second.sqrt().div(root).add(optimizer.epsilon())));
    }

    /** The same numbers, whose results belong to another manager. */
    private static NDArray view(NDManager manager, NDArray array) {
        NDArray view = array.reshape(array.getShape());
        view.attach(manager);
        return view;
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
