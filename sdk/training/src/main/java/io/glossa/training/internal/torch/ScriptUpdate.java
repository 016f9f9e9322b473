package io.glossa.training.internal.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.glossa.training.internal.engine.OptimizerSpec;
import io.glossa.training.internal.torch.ScriptPass.Arguments;
import java.util.Collections;
import java.util.List;

/**
 * Updates by the fused operators of PyTorch, which read and write each number once. Gradients come as lists among the arguments: a list
 * made in the script would be a fresh one to the compiler, and what is done to it dead code.
 */
final class ScriptUpdate implements Update {
    private static final String NORM = """
              def norm(self, g: List[Tensor]) -> Tensor:
                return torch.linalg_vector_norm(torch.stack(torch._foreach_norm(g, 2), 0), 2)
            """;

    private final OptimizerSpec optimizer;
    private final ScriptPass pass;

    ScriptUpdate(NDManager manager, OptimizerSpec optimizer) {
        this.optimizer = optimizer;
        pass = new ScriptPass(manager, NORM + update(optimizer));
    }

    /** The numbers of a step are in h: rate, decay; the gradients are divided by u. */
    private static String update(OptimizerSpec optimizer) {
        String numbers = "lr=float(torch.select(h, 0, 0)), weight_decay=float(torch.select(h, 0, 1)), ";
        String adam = "  def update(self, p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], s: List[Tensor], h: Tensor,"
                + " u: Tensor) -> Tensor:\n    none = annotate(List[Tensor], [])\n"
                + "    torch._fused_%s_(p, g, m, v, none, s, " + numbers + "beta1=" + Script.number(optimizer.beta1()) + ", beta2="
                + Script.number(optimizer.beta2()) + ", eps=" + Script.number(optimizer.epsilon())
                + ", amsgrad=False, maximize=False, grad_scale=u, found_inf=None)\n    return h\n";
        boolean momentum = optimizer.beta1() != 0;
        String sgd = "  def update(self, p: List[Tensor], g: List[Tensor], " + (momentum ? "m: List[Tensor], " : "")
                + "h: Tensor, u: Tensor) -> Tensor:\n" + (momentum ? "" : "    m = annotate(List[Tensor], [])\n")
                + "    torch._fused_sgd_(p, g, m, " + numbers + "momentum=" + Script.number(optimizer.beta1())
                + ", dampening=0., nesterov=False, maximize=False, is_first_step=False, grad_scale=u, found_inf=None)\n    return h\n";
        return switch (optimizer.kind()) {
            case ADAMW -> String.format(java.util.Locale.ROOT, adam, "adamw");
            case ADAM -> String.format(java.util.Locale.ROOT, adam, "adam");
            case SGD -> sgd;
        };
    }

    @Override
    public double norm(NDManager step, List<NDArray> gradients) {
        return pass.call(new Arguments(step, "norm").list(gradients)).get(0).getFloat();
    }

    @Override
    public void apply(NDManager step, Group group, double rate, double decay, long number, double factor) {
        Arguments arguments = new Arguments(step, "update").list(group.parameters()).list(group.gradients());
        if (!group.first().isEmpty()) {
            arguments.list(group.first());
        }
        if (optimizer.kind() != OptimizerSpec.Kind.SGD) {
            NDArray count = step.create((float) number);
            arguments.list(group.second()).list(Collections.nCopies(group.parameters().size(), count));
        }
        pass.call(arguments.tensor(step.create(new double[] {rate, decay})).tensor(step.create((float) (1 / factor))));
    }

    @Override
    public void close() {
        pass.close();
    }
}
