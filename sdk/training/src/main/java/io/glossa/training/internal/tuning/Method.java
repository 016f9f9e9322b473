package io.glossa.training.internal.tuning;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How one method of training turns data into the files of a model. */
interface Method {
    /**
     * Trains, once for each seed.
     *
     * @param work folder for what must outlive the process
     * @param resume whether to go on with what is there
     * @param fingerprint of all that must be the same for that
     */
    List<FinishedRun> run(Path work, boolean resume, String fingerprint) throws IOException;

    /** What was chosen where the options leave it open, for the manifest. */
    Plan plan();

    /**
     * Writes configuration, tokenizer and weights.
     *
     * @param run folder of the run that is kept
     */
    void write(OutputFolder out, Path run) throws IOException;

    /**
     * Runs what was written on the development data.
     *
     * @return how far its logits are from the trainer's
     */
    OutputFolder.Compared verify(OutputFolder out, FinishedRun best) throws IOException;
}
