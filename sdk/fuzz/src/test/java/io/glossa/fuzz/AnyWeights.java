package io.glossa.fuzz;

import io.glossa.error.ModelFormatException;
import io.glossa.models.architecture.Encoder;
import io.glossa.models.architecture.EncoderInputs;
import io.glossa.models.architecture.TensorOps;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Set;

/**
 * A checkpoint that has every parameter in every shape, as long as they are no more than a small file can hold, and a
 * vocabulary that computes nothing. What a forward pass makes of a configuration is then the configuration's doing alone.
 */
final class AnyWeights implements InvocationHandler {
    private static final int MOST_PARAMETERS = 2000;
    /** A thousand layers of the largest kind. */
    private static final int MOST_STEPS = 200_000;
    /** Numbers in all tables that a forward pass computes itself. */
    private static final long MOST_CONSTANTS = 20L << 20;

    private final Set<String> parameters = new HashSet<>();
    private int steps;
    private long constants;

    private AnyWeights() {}

    /** Writes all of a forward pass. */
    static boolean forward(Encoder encoder) {
        AnyWeights weights = new AnyWeights();
        @SuppressWarnings("unchecked")
        TensorOps<Object> ops = (TensorOps<Object>) Proxy.newProxyInstance(AnyWeights.class.getClassLoader(),
                new Class<?>[] {TensorOps.class}, weights);
        EncoderInputs<Object> inputs = new EncoderInputs<>("ids", encoder.readsTypeIds() ? "types" : null, "mask");
        Object state = encoder.hiddenState(ops, inputs, encoder.sequenceRows());
        encoder.sequenceLogits(ops, state, inputs);
        encoder.tokenLogits(ops, state);
        return true;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
        Oracle.require(steps++ < MOST_STEPS, "at most " + MOST_STEPS + " steps");
        switch (method.getName()) {
            case "hasParameter":
                return true;
            case "parameter":
                for (int size : (int[]) arguments[1]) {
                    Oracle.require(size > 0, "sizes of a parameter above 0, found " + size);
                }
                if (parameters.add((String) arguments[0]) && parameters.size() > MOST_PARAMETERS) {
                    throw new ModelFormatException("expected a parameter, found the file at its end");
                }
                return "parameter";
            case "constant":
                constants += Array.getLength(arguments[0]);
                Oracle.require(constants <= MOST_CONSTANTS, "tables of at most " + MOST_CONSTANTS + " numbers");
                return "constant";
            default:
                return "tensor";
        }
    }
}
