package io.glossa.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** {@code glossa train}. */
@Command(name = "train", description = "Trains models on your own texts.", mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "WHAT", commandListHeading = "%nWhat:%n", subcommands = TrainClassifyCommand.class)
public final class TrainCommand implements Runnable {
    @Spec
    CommandLine.Model.CommandSpec spec;

    /** For picocli. */
    public TrainCommand() {}

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "expected what to train, such as classify, found nothing");
    }
}
