package io.glossa.training.internal.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.glossa.models.architecture.Encoder;
import io.glossa.models.architecture.EncoderInputs;
import io.glossa.training.internal.engine.ModelSpec;
import io.glossa.training.internal.engine.TrainBatch;
import io.glossa.training.internal.torch.ScriptPass.Arguments;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The forward pass as a script: the loss with its gradients is one call, and so are the logits. Scripts are written when the first batch
 * of their kind comes: with or without segments, padding, and a teacher. Logits are in 32 bits even where training is not: they are
 * those of the weights, which a graph serves.
 */
final class ScriptForward implements ForwardPass {
    private static final String SUM = """
              def add(self, a: List[Tensor], b: List[Tensor]) -> Tensor:
                torch._foreach_add_(a, b)
                return a[0]
            """;

    private final ModelSpec spec;
    private final NDManager manager;
    private final ParameterStore store;
    private final Supplier<List<Integer>> trainable;
    private final Map<Kind, ScriptPass> passes = new HashMap<>();
    private @Nullable NDManager gathered;
    private @Nullable NDList gradients;

    private record Kind(boolean training, boolean typeIds, boolean mask, boolean soft) {}

    /**
     * Prepares a forward pass and has the store load the parameters that it needs.
     *
     * @param trainable places of the trainable parameters, asked for once these are known
     */
    ScriptForward(ModelSpec spec, NDManager manager, ParameterStore store, Supplier<List<Integer>> trainable) {
        this.spec = spec;
        this.manager = manager;
        this.store = store;
        this.trainable = trainable;
        write(new Script(), new Kind(false, spec.encoder().readsTypeIds(), true, false));
    }

    @Override
    public void prepare() {
        pass(new Kind(true, spec.encoder().readsTypeIds(), true, false));
    }

    /** Writes the pass, and gives the variable of the logits. */
    private Expression write(Script script, Kind kind) {
        Adapters adapters = spec.lora() == null ? null : new Adapters(spec.lora());
        ScriptOps ops = new ScriptOps(script, store, new ScriptOps.Settings(kind.training(), spec.dropout().orElse(Double.NaN),
                kind.training() && spec.bfloat16(), adapters));
        EncoderInputs<Expression> inputs = new EncoderInputs<>(new Expression("ids"), kind.typeIds() ? new Expression("types") : null,
                kind.mask() ? new Expression("mask") : null);
        Encoder encoder = spec.encoder();
        return encoder.sequenceLogits(ops, encoder.hiddenState(ops, inputs, encoder.sequenceRows()), inputs);
    }

    private static String arguments(Kind kind) {
        return "self, p: List[Tensor], c: List[Tensor], ids: Tensor" + (kind.typeIds() ? ", types: Tensor" : "")
                + (kind.mask() ? ", mask: Tensor" : "");
    }

    private String source(Kind kind) {
        Script script = new Script();
        String logits = write(script, kind).text();
        if (!kind.training()) {
            return "  def logits(" + arguments(kind) + ") -> Tensor:\n" + script + "    return " + logits + "\n";
        }
        String sum = ScriptLoss.hard(script, spec.objective(), logits, "targets", "weights");
        if (kind.soft()) {
            sum = script.value("torch.add(" + sum + ", " + ScriptLoss.soft(script, spec.objective(), logits, "soft", "trust") + ")");
        }
        script.line("loss = torch.mul(" + sum + ", scale)");
        String parameters = trainable.get().stream().map(place -> "p[" + place + "]").collect(Collectors.joining(", ", "[", "]"));
        script.line("found = torch.grad([loss], " + parameters + ", None, None, False, False)");
        script.line("result = [torch.detach(loss)]");
        script.line("for i in range(" + trainable.get().size() + "):");
        script.line("  result = torch.append(result, torch.contiguous(torch._unwrap_optional(found[i])))");
        return "  def loss(" + arguments(kind) + ", targets: Tensor, weights: Tensor"
                + (kind.soft() ? ", soft: Tensor, trust: Tensor" : "") + ", scale: Tensor) -> List[Tensor]:\n" + script
                + "    return result\n" + SUM;
    }

    private ScriptPass pass(boolean training, TrainBatch batch) {
        return pass(new Kind(training, batch.typeIds() != null && spec.encoder().readsTypeIds(), batch.mask() != null,
                training && batch.soft() != null));
    }

    private ScriptPass pass(Kind kind) {
        return passes.computeIfAbsent(kind, k -> new ScriptPass(manager, source(k)));
    }

    private Arguments arguments(NDManager step, String method, TrainBatch batch) {
        Arguments arguments = new Arguments(step, method).list(store.parameters()).list(store.constants())
                .tensor(Tensors.integers(step, batch.ids()));
        if (batch.typeIds() != null && spec.encoder().readsTypeIds()) {
            arguments.tensor(Tensors.integers(step, batch.typeIds()));
        }
        if (batch.mask() != null) {
            arguments.tensor(Tensors.integers(step, batch.mask()));
        }
        return arguments;
    }

    @Override
    public double accumulate(NDManager step, TrainBatch batch, double norm) {
        NDArray targets = Tensors.floats(step, batch.targets());
        NDArray weights = batch.weights() == null ? targets.onesLike() : Tensors.floats(step, batch.weights());
        ScriptPass pass = pass(true, batch);
        Arguments arguments = arguments(step, "loss", batch).tensor(targets).tensor(weights);
        if (batch.soft() != null) {
            arguments.tensor(Tensors.floats(step, batch.soft().targets())).tensor(Tensors.floats(step, batch.soft().weights()));
        }
        NDList result = pass.call(arguments.tensor(step.create((float) (1 / norm))));
        double loss = result.get(0).getFloat();
        NDList found = result.subNDList(1);
        if (gradients == null) {
            gathered = manager.newSubManager();
            found.attach(gathered);
            gradients = found;
        } else {
            pass.call(new Arguments(step, "add").list(gradients).list(found));
        }
        return loss;
    }

    @Override
    public List<NDArray> gradients(NDManager step) {
        if (gradients == null) {
            throw new IllegalStateException("expected gradients, found none; call accumulate before update");
        }
        return gradients;
    }

    @Override
    public void clear() {
        gradients = null;
        if (gathered != null) {
            gathered.close();
            gathered = null;
        }
    }

    @Override
    public NDArray logits(NDManager step, TrainBatch batch) {
        return pass(false, batch).call(arguments(step, "logits", batch)).get(0);
    }

    @Override
    public void close() {
        clear();
        passes.values().forEach(ScriptPass::close);
        passes.clear();
    }
}
