package io.glossa.training.internal.torch;

/** PyTorch does not take a script. Never leaves this package. */
final class ScriptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ScriptException(Throwable cause) {
        super("PyTorch does not take a script", cause);
    }
}
