package io.glossa.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code glossa data}. */
@Command(name = "data", description = "Looks at labelled texts before they are learnt from.", mixinStandardHelpOptions = true,
        subcommands = DataCheckCommand.class)
public final class DataCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** For picocli. */
    public DataCommand() {}

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "expected check, found nothing");
    }
}
