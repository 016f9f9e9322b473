package io.glossa.training.internal.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/** A script in the engine, and how its methods are called: with lists and tensors, told apart by the names of the arrays. */
final class ScriptPass implements AutoCloseable {
    private final PtSymbolBlock module;

    /**
     * Loads methods.
     *
     * @throws ScriptException if PyTorch does not take them
     */
    ScriptPass(NDManager manager, String methods) {
        try {
            module = JniUtils.loadModule((PtNDManager) manager, new ByteArrayInputStream(Archive.of(methods)), true, false);
        } catch (IOException | ai.djl.engine.EngineException e) {
            throw new ScriptException(e);
        }
    }

    /** The arguments of a call. */
    static final class Arguments {
        private final NDList all = new NDList();
        private int lists;

        /** Arguments of a method; results will belong to the manager. */
        Arguments(NDManager manager, String method) {
            NDArray marker = manager.zeros(new ai.djl.ndarray.types.Shape(1));
            marker.setName("module_method:" + method);
            all.add(marker);
        }

        /** A list, which must not be empty and shares no tensor with another one. */
        Arguments list(List<? extends NDArray> tensors) {
            if (tensors.isEmpty()) {
                throw new IllegalArgumentException("expected tensors, found an empty list");
            }
            String name = "l" + lists++ + "[]";
            for (NDArray tensor : tensors) {
                tensor.setName(name);
                all.add(tensor);
            }
            return this;
        }

        /** One tensor. */
        Arguments tensor(NDArray tensor) {
            tensor.setName(null);
            all.add(tensor);
            return this;
        }
    }

    /** Calls a method, with gradients if the thread has them on. */
    NDList call(Arguments arguments) {
        return IValueUtils.forward(module, arguments.all, true);
    }

    @Override
    public void close() {
        module.close();
    }
}
