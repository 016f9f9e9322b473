package io.glossa.cli.command;

import io.glossa.cli.output.ResultWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Prints what a text has more each time, without what a terminal would obey. Not thread-safe. */
final class GrowingLine implements Consumer<String> {
    private final PrintStream out;
    private int shown;

    GrowingLine(PrintStream out) {
        this.out = out;
    }

    @Override
    public void accept(String text) {
        byte[] more = ResultWriter.visible(text.substring(shown)).getBytes(StandardCharsets.UTF_8);
        out.write(more, 0, more.length);
        out.flush();
        shown = text.length();
    }

    /** Ends the line, if there is one. */
    void end() {
        if (shown > 0) {
            out.print('\n');
        }
    }
}
