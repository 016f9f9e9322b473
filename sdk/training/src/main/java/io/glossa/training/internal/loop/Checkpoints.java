package io.glossa.training.internal.loop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import io.glossa.error.TrainingException;
import io.glossa.models.format.DType;
import io.glossa.models.format.SafeTensors;
import io.glossa.models.format.SafeTensorsWriter;
import io.glossa.training.internal.engine.ParameterState;
import io.glossa.training.internal.engine.TrainableModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one run, in one folder: the last two, and the weights of the best measurement. Each is written beside, forced to the
 * disk and then moved into place, so whatever happens there is either the one before or the new one. A checkpoint holds the states of
 * all trainable parameters, where the loop stands, and a fingerprint of options and data; all random numbers depend on the step alone,
 * so the step is their position, too.
 */
public final class Checkpoints {
    /** File with the history of the run, a line for each window of steps and each measurement. */
    public static final String HISTORY = "history.jsonl";

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final int FORMAT = 1;
    private static final int KEPT = 2;
    private static final String STEP = "step-";
    private static final String BEST = "best-";
    private static final String TENSORS = "model.safetensors";
    private static final String STATE = "state.json";

    private final Path folder;
    private final String fingerprint;

    /**
     * A checkpoint that was found.
     *
     * @param path its folder
     * @param state where the loop stood
     */
    record Found(Path path, LoopState state) {}

    /**
     * The checkpoints in a folder.
     *
     * @param folder where they are; made when the first is written
     * @param fingerprint of all that must be the same for a run to go on
     */
    public Checkpoints(Path folder, String fingerprint) {
        this.folder = folder;
        this.fingerprint = fingerprint;
    }

    /**
     * The newest checkpoint that can be read.
     *
     * @throws InvalidInputException if it is of other options or data
     */
    Optional<Found> newest() {
        List<Path> steps = folders(STEP);
        for (int i = steps.size() - 1; i >= 0; i--) {
            Path path = steps.get(i);
            ObjectNode state;
            try {
                state = SafeJson.object(Files.readAllBytes(path.resolve(STATE)), path + "/" + STATE);
                SafeTensors.open(path.resolve(TENSORS));
            } catch (IOException | ModelFormatException e) {
                LOG.warn("{} cannot be read, looking for an older checkpoint", path);
                continue;
            }
            if (state.path("format").asInt() != FORMAT || !state.path("fingerprint").asText().equals(fingerprint)) {
                throw new InvalidInputException(path + ": expected a checkpoint of the same base, options and data, found one of others;"
                        + " run with those of before, or without resuming");
            }
            return Optional.of(new Found(path, LoopState.parse(state.path("state"))));
        }
        return Optional.empty();
    }

    /** The history of the run, which is written in its course. */
    Path history() {
        return folder.resolve(HISTORY);
    }

    /** Whether there is any checkpoint. */
    public boolean any() {
        return !folders(STEP).isEmpty();
    }

    /** Brings a model to where it was; best weights of later steps are forgotten. */
    void restore(TrainableModel model, Found found) {
        load(model, found.path().resolve(TENSORS), model.states());
        for (Path best : folders(BEST)) {
            if (step(best) > found.state().bestStep) {
                delete(best);
            }
        }
    }

    /**
     * Writes a checkpoint and removes those that it makes superfluous.
     *
     * @return its folder
     * @throws TrainingException if it cannot be written; those before stay
     */
    Path write(TrainableModel model, LoopState state) {
        ObjectNode json = SafeJson.mapper().createObjectNode().put("format", FORMAT).put("fingerprint", fingerprint);
        json.set("state", state.toJson());
        Path target = save(STEP, state.step, model, model.states(), json);
        List<Path> steps = folders(STEP);
        steps.subList(0, Math.max(0, steps.size() - KEPT)).forEach(Checkpoints::delete);
        pruneBest(state.bestStep);
        return target;
    }

    /** Best weights stay as long as a checkpoint that is kept may go back to them. */
    private void pruneBest(long bestStep) {
        Optional<Long> oldest = folders(STEP).stream().findFirst().flatMap(this::bestOf);
        for (Path best : folders(BEST)) {
            if (step(best) != bestStep && (oldest.isEmpty() || step(best) < oldest.get())) {
                delete(best);
            }
        }
    }

    private Optional<Long> bestOf(Path checkpoint) {
        try {
            byte[] json = Files.readAllBytes(checkpoint.resolve(STATE));
            return Optional.of(SafeJson.object(json, STATE).path("state").path("best_step").asLong());
        } catch (IOException | ModelFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Writes the weights of the best measurement.
     *
     * @throws TrainingException if they cannot be written; those before stay
     */
    void writeBest(TrainableModel model, long step) {
        save(BEST, step, model, Set.of(ParameterState.VALUE), SafeJson.mapper().createObjectNode().put("step", step));
        pruneBest(step);
    }

    /** Brings the weights of the best measurement back. */
    void readBest(TrainableModel model, long step) {
        load(model, path(BEST, step).resolve(TENSORS), Set.of(ParameterState.VALUE));
    }

    /** Removes everything. */
    public void clear() {
        delete(folder);
    }

    private Path save(String kind, long step, TrainableModel model, Collection<ParameterState> states, ObjectNode json) {
        Path target = path(kind, step);
        Path temporary = folder.resolve(".tmp-" + UUID.randomUUID());
        try {
            Files.createDirectories(temporary);
            for (Path left : folders(".tmp-")) {
                if (!left.equals(temporary)) {
                    delete(left);
                }
            }
            SafeTensorsWriter writer = new SafeTensorsWriter().inOrderAdded();
            for (String name : model.trainable()) {
                int[] shape = model.shape(name);
                int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
                for (ParameterState each : ParameterState.values()) {
                    if (states.contains(each)) {
                        writer.add(key(name, each), DType.F32, Arrays.stream(shape).mapToObj(axis -> (long) axis).toList(), sink -> {
                            FloatBuffer values = FloatBuffer.allocate(size);
                            model.read(name, each, values);
                            sink.floats(values.clear());
                        });
                    }
                }
            }
            Path tensors = temporary.resolve(TENSORS);
            try (FileChannel channel = FileChannel.open(tensors, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                OutputStream out = java.nio.channels.Channels.newOutputStream(channel);
                writer.write(out);
                channel.force(true);
            }
            try (FileChannel channel = FileChannel.open(temporary.resolve(STATE), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                java.nio.channels.Channels.newOutputStream(channel).write(SafeJson.mapper().writeValueAsBytes(json));
                channel.force(true);
            }
            force(temporary);
            if (Files.exists(target)) {
                delete(target);
            }
            Files.move(temporary, target);
            force(folder);
            return target;
        } catch (IOException e) {
            delete(temporary);
            throw new TrainingException(folder + ": expected to write a checkpoint at step " + step + ", found "
                    + e.getClass().getSimpleName() + "; the checkpoints before are whole, so free space or correct permissions, then resume", e);
        }
    }

    /** Makes entries of a folder last; not every system can or needs to. */
    private static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debug("{} cannot be forced to the disk", folder);
        }
    }

    private static void load(TrainableModel model, Path file, Collection<ParameterState> states) {
        SafeTensors tensors = SafeTensors.open(file);
        for (String name : model.trainable()) {
            int size = Arrays.stream(model.shape(name)).reduce(1, Math::multiplyExact);
            for (ParameterState each : states) {
                FloatBuffer values = FloatBuffer.allocate(size);
                tensors.floats(key(name, each), 0, values);
                model.write(name, each, values.clear());
            }
        }
    }

    private static String key(String name, ParameterState state) {
        return state.name().toLowerCase(Locale.ROOT) + "/" + name;
    }

    private Path path(String kind, long step) {
        return folder.resolve(String.format(Locale.ROOT, "%s%09d", kind, step));
    }

    private static long step(Path path) {
        try {
            return Long.parseLong(path.getFileName().toString().substring(BEST.length()));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Folders of a kind, by step. */
    private List<Path> folders(String kind) {
        if (!Files.isDirectory(folder)) {
            return new ArrayList<>();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return new ArrayList<>(all.filter(path -> path.getFileName().toString().startsWith(kind)).sorted().toList());
        } catch (IOException e) {
            throw new TrainingException(folder + ": expected a folder of checkpoints, found " + e.getClass().getSimpleName()
                    + "; check its permissions", e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be removed", folder);
        }
    }
}
