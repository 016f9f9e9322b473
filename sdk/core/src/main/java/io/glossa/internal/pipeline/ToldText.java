package io.glossa.internal.pipeline;

import java.util.function.Consumer;

/** Passes a text on when it is another than the last. Not thread-safe. */
public final class ToldText implements Consumer<String> {
    private final Consumer<String> soFar;
    private String told = "";

    /** Nothing is told yet. */
    public ToldText(Consumer<String> soFar) {
        this.soFar = soFar;
    }

    @Override
    public void accept(String text) {
        if (!text.equals(told)) {
            told = text;
            soFar.accept(text);
        }
    }
}
