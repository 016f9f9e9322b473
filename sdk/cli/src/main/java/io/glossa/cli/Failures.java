package io.glossa.cli;

import io.glossa.cli.command.CommonOptions;
import io.glossa.cli.output.ResultWriter;
import io.glossa.error.GlossaException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;

/** Turns exceptions into one clear line and an exit status; the whole story comes with {@code --verbose}. */
final class Failures implements CommandLine.IExecutionExceptionHandler {
    private final PrintStream err;

    Failures(PrintStream err) {
        this.err = err;
    }

    static int wrongUse(CommandLine.ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        line.getErr().println("glossa: " + firstLine(e.getMessage()));
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, line.getErr())) {
            line.getErr().println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        }
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        err.println("glossa: " + describe(e));
        if (CommonOptions.verbose(parsed)) {
            e.printStackTrace(err);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String describe(Exception e) {
        if (e instanceof GlossaException || e instanceof IllegalArgumentException || e instanceof IllegalStateException) {
            return firstLine(e.getMessage());
        }
        if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            return "no such file: " + firstLine(e.getMessage());
        }
        if (e instanceof AccessDeniedException) {
            return "no permission for " + firstLine(e.getMessage());
        }
        if (e instanceof IOException) {
            return "reading or writing failed: " + firstLine(e.getMessage());
        }
        return "an unexpected " + e.getClass().getSimpleName() + "; run again with --verbose and report it";
    }

    private static String firstLine(String message) {
        String text = String.valueOf(message);
        int end = text.indexOf('\n');
        return ResultWriter.visible(end < 0 ? text : text.substring(0, end));
    }
}
