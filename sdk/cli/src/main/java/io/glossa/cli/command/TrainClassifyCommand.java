package io.glossa.cli.command;

import io.glossa.Device;
import io.glossa.cli.output.ResultWriter;
import io.glossa.data.Dataset;
import io.glossa.error.TrainingException;
import io.glossa.training.ClassifierTrainer;
import io.glossa.training.TrainingOptions;
import io.glossa.training.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code glossa train classify}. */
@Command(name = "classify", description = "Trains a classifier; prints a line of JSON for each measurement.", mixinStandardHelpOptions = true,
        sortOptions = false)
public final class TrainClassifyCommand implements Callable<Integer> {
    private static final Set<String> FILES = Set.of("--base", "--train", "--dev", "--unlabelled", "--teacher", "--out", "--options", "--lock");
    private static final Set<String> UNTOLD = Set.of("--resume", "--quiet", "--verbose");

    @Spec
    CommandLine.Model.CommandSpec spec;

    @Option(names = "--base", paramLabel = "MODEL", defaultValue = "base-en",
            description = "Folder, embedded model or hub:org/name to start from (default: base-en).")
    String base = "base-en";

    @Option(names = "--train", paramLabel = "FILE", required = true,
            description = "Labelled texts to learn from: .tsv, .csv or .jsonl (also .gz).")
    Path train;

    @Option(names = "--dev", paramLabel = "FILE", description = "Labelled texts to measure on (default: a part of --train is held out).")
    @Nullable Path dev;

    @Option(names = "--teacher", paramLabel = "MODEL",
            description = "Classifier to learn from beside the labels: a folder, embedded model or hub:org/name; give it again for several.")
    List<String> teachers = new ArrayList<>();

    @Option(names = "--unlabelled", paramLabel = "FILE", description = "Texts without labels, which the teachers label.")
    @Nullable Path unlabelled;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The model directory to write; new or empty.")
    Path out;

    @Option(names = "--resume", description = "Go on from the last checkpoint, if there is one.")
    boolean resume;

    @Mixin
    DataFileOptions files = new DataFileOptions();

    @Mixin
    TrainingFlags flags;

    @Option(names = "--device", paramLabel = "D", defaultValue = "auto", description = "auto, cpu, cuda or cuda:n (default: auto).")
    String device = "auto";

    @Option(names = "--threads", paramLabel = "N", description = "Most threads (default: all processors).")
    @Nullable Integer threads;

    @Option(names = "--lock", paramLabel = "FILE", description = "Lock file with the revisions of models of the hub.")
    @Nullable Path lock;

    @Option(names = "--quiet", description = "Nothing but results and errors.")
    boolean quiet;

    @Option(names = "--verbose", description = "Log, and show stack traces.")
    boolean verbose;

    private final Streams streams;

    TrainClassifyCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        try (TrainingConsole console = new TrainingConsole(streams, quiet); EndHint hint = new EndHint(console::training, streams.err())) {
            try {
                return train(console);
            } catch (TrainingException e) {
                return hint.take(e);
            }
        }
    }

    private int train(TrainingConsole console) throws IOException {
        ClassifierTrainer.Builder builder = ClassifierTrainer.builder(base).options(options()).device(Device.parse(device))
                .store(CommonOptions.store(streams, lock, quiet, null)).resume(resume).listener(console).command(command());
        if (threads != null) {
            builder.threads(threads);
        }
        teachers.forEach(builder::teacher);
        if (unlabelled != null) {
            builder.unlabelled(files.readTexts(unlabelled));
        }
        ClassifierTrainer trainer = trainer(builder);
        Dataset texts = files.read(train, spec);
        files.tellSkipped(texts, streams, quiet);
        TrainingResult result = dev == null ? trainer.train(texts, out) : trainer.train(texts, files.read(dev, spec), out);
        console.done(result);
        if (!quiet) {
            streams.err().println("glossa: " + ResultWriter.visible(out.toString()) + ": " + result.labels().size() + " labels, "
                    + result.metrics());
        }
        return CommandLine.ExitCode.OK;
    }

    /** What was typed, with files by name alone: where they lay on one machine says nothing on another. */
    private String command() {
        List<String> words = new ArrayList<>(List.of("glossa", "train", "classify"));
        List<String> typed = spec.commandLine().getParent().getParent().getParseResult().originalArgs();
        for (int i = typed.indexOf("classify") + 1; i < typed.size(); i++) {
            String word = typed.get(i);
            String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
            if (UNTOLD.contains(word)) {
                continue;
            }
            boolean attached = FILES.contains(name) && name.length() < word.length();
            if (attached) {
                word = name + "=" + fileName(word.substring(name.length() + 1));
            } else if (i > 0 && FILES.contains(typed.get(i - 1))) {
                word = fileName(word);
            }
            words.add(word.matches("[\\w.,:=@/+-]+") ? word : "'" + word.replace("'", "'\\''") + "'");
        }
        return String.join(" ", words);
    }

    private static String fileName(String path) {
        return path.startsWith("hub:") ? path : String.valueOf(Path.of(path).getFileName());
    }

    private ClassifierTrainer trainer(ClassifierTrainer.Builder builder) {
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private TrainingOptions options() throws IOException {
        try {
            return flags.options();
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
