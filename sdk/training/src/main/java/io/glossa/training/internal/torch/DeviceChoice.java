package io.glossa.training.internal.torch;

import io.glossa.Device;
import io.glossa.error.EngineException;
import java.util.function.IntSupplier;

/** Chooses where a model is trained. */
public final class DeviceChoice {
    private static final String NEEDED = "; training on CUDA needs an NVIDIA driver for CUDA 12.8 or later and"
            + " ai.djl.pytorch:pytorch-native-cu128:2.7.1 in place of pytorch-native-cpu";

    private DeviceChoice() {}

    /**
     * The device that a model shall be trained on.
     *
     * @param wanted {@code auto} takes the first CUDA device if PyTorch has one, else the processor
     * @return {@code cpu} or {@code cuda:n}
     * @throws EngineException if PyTorch is not there, or has no CUDA device of this number
     */
    public static String of(Device wanted) {
        return of(wanted, TorchRuntime::cudaDevices);
    }

    /** As {@link #of(Device)}, with a count of the CUDA devices, asked for only where it matters. */
    static String of(Device wanted, IntSupplier cudaDevices) {
        if (wanted.kind() == Device.Kind.CPU) {
            return "cpu";
        }
        int count = cudaDevices.getAsInt();
        if (wanted.kind() == Device.Kind.AUTO) {
            return count == 0 ? "cpu" : "cuda:0";
        }
        if (wanted.index() >= count) {
            throw new EngineException("device: expected " + (count == 0 ? "auto or cpu, for PyTorch sees no CUDA device"
                    : "a CUDA device from cuda:0 to cuda:" + (count - 1)) + ", found " + wanted + (count == 0 ? NEEDED : ""));
        }
        return "cuda:" + wanted.index();
    }
}
