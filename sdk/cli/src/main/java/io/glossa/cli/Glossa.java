package io.glossa.cli;

import io.glossa.cli.command.ClassifyCommand;
import io.glossa.cli.command.DataCommand;
import io.glossa.cli.command.EmbedCommand;
import io.glossa.cli.command.EvaluateCommand;
import io.glossa.cli.command.ExportCommand;
import io.glossa.cli.command.ForwardCommand;
import io.glossa.cli.command.ModelsCommand;
import io.glossa.cli.command.NerCommand;
import io.glossa.cli.command.RerankCommand;
import io.glossa.cli.command.SentimentCommand;
import io.glossa.cli.command.Streams;
import io.glossa.cli.command.TokenizeCommand;
import io.glossa.cli.command.TrainCommand;
import io.glossa.cli.command.TranslateCommand;
import io.glossa.cli.command.ZeroShotCommand;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The {@code glossa} command. */
@Command(
        name = "glossa",
        description = "Classifies text, reads sentiment, translates, finds entities, embeds and ranks; all on this machine.",
        mixinStandardHelpOptions = true,
        versionProvider = Glossa.Version.class,
        synopsisSubcommandLabel = "VERB",
        commandListHeading = "%nVerbs:%n",
        footer = {"", "Example: glossa sentiment \"I loved every minute of it\""},
        subcommands = {
            SentimentCommand.class,
            ClassifyCommand.class,
            ZeroShotCommand.class,
            NerCommand.class,
            EmbedCommand.class,
            RerankCommand.class,
            TranslateCommand.class,
            TokenizeCommand.class,
            ForwardCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            ExportCommand.class,
            DataCommand.class,
            ModelsCommand.class,
            HelpCommand.class,
        })
public final class Glossa implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** For picocli. */
    public Glossa() {}

    /** Runs the command line and ends the JVM with its exit status. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int status = run(args, System.in, out, err);
        System.exit(status);
    }

    /**
     * Runs one command to its end.
     *
     * @param args the arguments, the verb first
     * @param in standard input
     * @param out where results go; flushed at the end
     * @param err where all else goes
     * @return 0 done, 1 failed (model, data, engine), 2 wrong use
     */
    public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        if (Arrays.asList(args).contains("--verbose")) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
        } else if (Arrays.asList(args).contains("--quiet")) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        }
        CommandLine line = new CommandLine(new Glossa(), new Streams.Factory(new Streams(in, out, err)));
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(new Failures(err));
        line.setParameterExceptionHandler(Failures::wrongUse);
        int status;
        try {
            status = line.execute(args);
        } catch (OutOfMemoryError e) {
            err.println("glossa: out of memory; split very long lines, or give Java more (JAVA_TOOL_OPTIONS=-Xmx8g)");
            status = CommandLine.ExitCode.SOFTWARE;
        }
        if (out.checkError()) {
            err.println("glossa: standard output could not be written; the disk is full or the reader is gone");
            return CommandLine.ExitCode.SOFTWARE;
        }
        return status;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "expected a verb, found none");
    }

    /** The version of the build, from the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Glossa.class.getPackage().getImplementationVersion();
            return new String[] {"glossa " + (version == null ? "(not packaged)" : version)};
        }
    }
}
