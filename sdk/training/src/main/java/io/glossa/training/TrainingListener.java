package io.glossa.training;

import java.nio.file.Path;
import org.apiguardian.api.API;

/**
 * Hears of a training as it goes on. All methods are called on the thread that trains, so they should be quick; what they throw ends
 * the training.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public interface TrainingListener {
    /** Hears nothing. */
    TrainingListener NONE = new TrainingListener() {};

    /**
     * Something else than steps begins.
     *
     * @param phase what, in words, such as {@code "encoding texts"}
     */
    default void phase(String phase) {}

    /** A step was made. */
    default void step(TrainingProgress progress) {}

    /** A measurement was made. */
    default void evaluation(int run, TrainingEvaluation evaluation) {}

    /** A checkpoint was written. */
    default void checkpoint(Path folder, long step) {}

    /** A run goes on from a checkpoint. */
    default void resumed(Path folder, long step) {}
}
