package io.glossa.training.internal.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.glossa.error.EngineException;
import io.glossa.error.TrainingException;
import io.glossa.training.internal.engine.ModelSpec;
import io.glossa.training.internal.engine.OptimizerSpec;
import io.glossa.training.internal.engine.ParameterRule;
import io.glossa.training.internal.engine.ParameterState;
import io.glossa.training.internal.engine.ProgramEnd;
import io.glossa.training.internal.engine.TrainBatch;
import io.glossa.training.internal.engine.TrainableModel;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model in the memory of PyTorch. Parameters that the head for whole texts does not read are kept as they were and never change.
 * Not thread-safe, but may be used by one thread after another.
 */
public final class TorchModel implements TrainableModel {
    /** The generator of random numbers is the process's own: who seeds it keeps it until the masks are drawn. */
    private static final Object RANDOM = new Object();

    private static final Logger LOG = LoggerFactory.getLogger(TorchModel.class);

    private static final String NO_MEMORY = "training: PyTorch has no memory left; take a smaller batch with more gradient accumulation,"
            + " a smaller maximum length, method lora, bfloat16, or freeze the lower layers";

    private final ModelSpec spec;
    private final NDManager manager;
    private final ParameterStore store;
    private final ForwardPass forward;
    private final Update update;
    private final List<String> trainable;
    private final Map<ParameterState, Map<String, NDArray>> moments = new LinkedHashMap<>();
    private boolean closed;

    private TorchModel(ModelSpec spec, NDManager manager) {
        if (spec.eager() && spec.bfloat16()) {
            throw new EngineException("training: expected 32-bit floats for the eager engine, found bfloat16, in which DJL has no"
                    + " gradients; take the script engine, or leave bfloat16 off");
        }
        this.spec = spec;
        this.manager = manager;
        store = new ParameterStore(manager, spec.parameters(), spec.rules(), name -> false);
        forward = spec.eager() ? new EagerForward(spec, manager, store, this::places)
                : new ScriptForward(spec, manager, store, this::places);
        trainable = store.names().stream().filter(store::isTrainable).toList();
        if (trainable.isEmpty()) {
            throw new IllegalArgumentException("expected parameters to train, found none that the rules leave free");
        }
        forward.prepare();
        update = spec.eager() ? new EagerUpdate(spec.optimizer()) : new ScriptUpdate(manager, spec.optimizer());
        for (ParameterState state : states()) {
            if (state != ParameterState.VALUE) {
                Map<String, NDArray> zeros = new LinkedHashMap<>();
                trainable.forEach(name -> zeros.put(name, manager.zeros(store.get(name).getShape())));
                moments.put(state, zeros);
            }
        }
    }

    /**
     * Loads a model. Where scripts cannot be loaded it runs by eager calls, slower, and the log says so.
     *
     * @throws EngineException if PyTorch is not there or fails
     * @throws TrainingException if it has no memory for the model
     * @throws io.glossa.error.ModelFormatException if a parameter is missing or has another shape
     */
    public static TrainableModel open(ModelSpec spec) {
        try {
            return load(spec);
        } catch (ScriptException e) {
            if (spec.bfloat16()) {
                throw new EngineException("training: PyTorch does not take the forward pass as a script, without which there is no bfloat16;"
                        + " leave bfloat16 off, or use the libraries of PyTorch 2.7.1", e);
            }
            LOG.warn("PyTorch does not take the forward pass as a script; training goes on by eager calls, which are slower. Use the"
                    + " libraries of PyTorch 2.7.1", e);
            return load(new ModelSpec(spec.encoder(), spec.parameters(), spec.rules(), spec.lora(), spec.objective(), spec.optimizer(),
                    spec.dropout(), false, spec.device(), true));
        }
    }

    private static TrainableModel load(ModelSpec spec) {
        NDManager manager = TorchRuntime.manager(spec.device());
        try {
            return guarded(() -> new TorchModel(spec, manager));
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    private List<Integer> places() {
        return trainable.stream().map(name -> store.names().indexOf(name)).toList();
    }

    @Override
    public double accumulate(TrainBatch batch, double norm, long seed) {
        return step(step -> {
            synchronized (RANDOM) {
                JniUtils.setSeed(seed);
                JniUtils.setGradMode(true);
                try {
                    return forward.accumulate(step, batch, norm);
                } finally {
                    JniUtils.setGradMode(false);
                }
            }
        });
    }

    @Override
    public double update(double learningRate, long step, double clipNorm) {
        return step(manager -> {
            List<NDArray> gradients = forward.gradients(manager);
            double norm = update.norm(manager, gradients);
            if (Double.isFinite(norm)) {
                double factor = Math.min(1, clipNorm / (norm + 1e-6));
                groups(gradients).forEach((rule, group) ->
                        update.apply(manager, group, learningRate * rule.rateFactor(), rule.weightDecay(), step, factor));
            }
            forward.clear();
            return norm;
        });
    }

    private Map<ParameterRule, Update.Group> groups(List<NDArray> gradients) {
        Map<ParameterRule, Update.Group> groups = new LinkedHashMap<>();
        for (int i = 0; i < trainable.size(); i++) {
            String name = trainable.get(i);
            Update.Group group = groups.computeIfAbsent(spec.rules().apply(name), rule ->
                    new Update.Group(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
            group.parameters().add(store.get(name));
            group.gradients().add(gradients.get(i));
            if (moments.containsKey(ParameterState.FIRST_MOMENT)) {
                group.first().add(moments.get(ParameterState.FIRST_MOMENT).get(name));
            }
            if (moments.containsKey(ParameterState.SECOND_MOMENT)) {
                group.second().add(moments.get(ParameterState.SECOND_MOMENT).get(name));
            }
        }
        return groups;
    }

    @Override
    public float[][] logits(TrainBatch batch) {
        return step(step -> Tensors.rows(forward.logits(step, batch)));
    }

    @Override
    public List<String> trainable() {
        return trainable;
    }

    @Override
    public int[] shape(String name) {
        return spec.parameters().shape(name);
    }

    @Override
    public Set<ParameterState> states() {
        EnumSet<ParameterState> states = EnumSet.of(ParameterState.VALUE);
        if (spec.optimizer().kind() != OptimizerSpec.Kind.SGD) {
            states.add(ParameterState.FIRST_MOMENT);
            states.add(ParameterState.SECOND_MOMENT);
        } else if (spec.optimizer().beta1() != 0) {
            states.add(ParameterState.FIRST_MOMENT);
        }
        return states;
    }

    private NDArray array(String name, ParameterState state) {
        if (state == ParameterState.VALUE) {
            return store.get(name);
        }
        Map<String, NDArray> arrays = moments.get(state);
        if (arrays == null || !arrays.containsKey(name)) {
            throw new IllegalArgumentException("expected a state that is kept of a trainable parameter, found " + state + " of " + name);
        }
        return arrays.get(name);
    }

    @Override
    public void read(String name, ParameterState state, FloatBuffer into) {
        if (state == ParameterState.VALUE && !store.isUsed(name)) {
            into.put(spec.parameters().floats(name));
            return;
        }
        step(step -> {
            Tensors.read(array(name, state), into);
            return null;
        });
    }

    @Override
    public void write(String name, ParameterState state, FloatBuffer from) {
        step(step -> {
            Tensors.write(array(name, state), from);
            return null;
        });
    }

    private interface Work<R> {
        R run(NDManager step);
    }

    private <R> R step(Work<R> work) {
        if (closed) {
            throw new IllegalStateException("expected an open model, found a closed one");
        }
        return guarded(() -> {
            try (NDManager step = manager.newSubManager()) {
                return work.run(step);
            }
        });
    }

    /** Runs in the state that the engine needs, and gives its failures our types. */
    private static <R> R guarded(Supplier<R> work) {
        return ProgramEnd.call(() -> typed(work));
    }

    private static <R> R typed(Supplier<R> work) {
        boolean before = JniUtils.isGradMode();
        try {
            TorchRuntime.enter();
            return work.get();
        } catch (OutOfMemoryError e) {
            throw new TrainingException(NO_MEMORY, e);
        } catch (ai.djl.engine.EngineException e) {
            String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            if (text.contains("out of memory") || text.contains("can't allocate memory") || text.contains("bad_alloc")) {
                throw new TrainingException(NO_MEMORY, e);
            }
            throw new EngineException("training: PyTorch failed; check that token ids are those of the model's tokenizer, and report this"
                    + " with the exception below if they are", e);
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            forward.close();
            update.close();
            manager.close();
        }
    }
}
