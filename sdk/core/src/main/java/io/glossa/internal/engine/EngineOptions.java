package io.glossa.internal.engine;

/**
 * How a session is opened.
 *
 * @param cuda whether CUDA must be, may be or must not be used
 * @param deviceIndex index of the CUDA device
 */
public record EngineOptions(Cuda cuda, int deviceIndex) {
    /** Whether to use CUDA. */
    public enum Cuda {
        NEVER,
        IF_AVAILABLE,
        REQUIRED
    }
}
