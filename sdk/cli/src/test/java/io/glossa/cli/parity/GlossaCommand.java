package io.glossa.cli.parity;

import java.io.InputStream;
import java.io.PrintStream;

/** The command line as a shell sees it: arguments and streams in, an exit status out. */
@FunctionalInterface
interface GlossaCommand {
    /** Runs one command to its end and returns the exit status. */
    int run(String[] args, InputStream in, PrintStream out, PrintStream err);
}
