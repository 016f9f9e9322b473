package io.glossa.training.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.AtomicFiles;
import io.glossa.error.TrainingException;
import io.glossa.training.report.TrainingHistory.Epoch;
import io.glossa.training.report.TrainingHistory.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;

/**
 * Writes {@code history.jsonl}, a line for each window of steps and each epoch, as they happen. Two kinds of lines:
 *
 * <pre>{@code
 * {"type":"step","step":50,"epoch":0.25,"loss":1.31,"learning_rate":2.5E-5,"gradient_norm":2.2,"tokens_per_second":1840.0,"seconds":61.5}
 * {"type":"epoch","epoch":1,"step":200,"train_loss":0.93,"dev_loss":0.71,"dev":{"accuracy":0.81},"best":true,"seconds":260.0}
 * }</pre>
 *
 * The fields are those of {@link Step} and {@link Epoch}; a number that is none is null, and {@code dev_loss} is absent without
 * development data. A line is written in one piece, so a process that is killed leaves at most one damaged line at the end. Opening the
 * file for a run that goes on drops that line and all lines after the step it goes on from, which will be written again. Not thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class HistoryWriter implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    private HistoryWriter(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens a file to add lines to. Lines after a step are dropped first, in one move.
     *
     * @param file the file; made if it is not there, with the folders above
     * @param step the last step that is kept; 0 for a new run, which drops everything
     * @throws TrainingException if it can't be read or written
     */
    public static HistoryWriter open(Path file, long step) {
        try {
            List<String> kept = new ArrayList<>();
            for (String line : lines(file)) {
                HistoryLine parsed = HistoryLine.parse(line);
                if (parsed != null && parsed.step() <= step) {
                    kept.add(line);
                }
            }
            byte[] bytes = (String.join("\n", kept) + (kept.isEmpty() ? "" : "\n")).getBytes(StandardCharsets.UTF_8);
            AtomicFiles.write(file, temporary -> Files.write(temporary, bytes));
            return new HistoryWriter(file, FileChannel.open(file, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /**
     * Reads a file back. Lines that are damaged or of another kind are passed over.
     *
     * @param file the file; if it is not there the history is empty
     * @throws TrainingException if it can't be read
     */
    public static TrainingHistory read(Path file) {
        List<Step> steps = new ArrayList<>();
        List<Epoch> epochs = new ArrayList<>();
        try {
            for (String line : lines(file)) {
                HistoryLine parsed = HistoryLine.parse(line);
                if (parsed instanceof HistoryLine.OfStep step) {
                    steps.add(step.value());
                } else if (parsed instanceof HistoryLine.OfEpoch epoch) {
                    epochs.add(epoch.value());
                }
            }
        } catch (IOException e) {
            throw failure(file, e);
        }
        return new TrainingHistory(steps, epochs);
    }

    /**
     * Adds a window of steps.
     *
     * @throws TrainingException if it can't be written
     */
    public void step(Step step) {
        write(HistoryLine.node(step));
    }

    /**
     * Adds an epoch.
     *
     * @throws TrainingException if it can't be written
     */
    public void epoch(Epoch epoch) {
        write(HistoryLine.node(epoch));
    }

    /**
     * Closes the file.
     *
     * @throws TrainingException if that fails
     */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private void write(ObjectNode node) {
        try {
            ByteBuffer line = ByteBuffer.wrap((HistoryLine.JSON.writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** Whole lines; bytes after the last line break are a line that was not finished. */
    private static List<String> lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        // Damaged bytes become U+FFFD, and the line is then refused by the parser or has a name nobody asks for.
        String all = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return all.substring(0, all.lastIndexOf('\n') + 1).lines().toList();
    }

    private static TrainingException failure(Path file, IOException e) {
        return new TrainingException(file + ": expected a history that can be read and written, found " + e.getClass().getSimpleName()
                + "; make room, or check the rights of the folder", e);
    }
}
