package io.glossa.internal.engine;

import io.glossa.internal.decoding.DecoderModel;
import io.glossa.internal.decoding.DecoderSession;
import java.util.List;

/** The loaded graphs of a model that writes texts. Thread-safe; each session is for one thread at a time. */
public interface WriterGraphs extends DecoderModel, AutoCloseable {
    /** A decoder at work, with what the encoder gave. */
    interface Session extends DecoderSession {
        /** The encoder's last hidden state, [b,s,h] row by row, padding included. */
        float[] encoded();
    }

    @Override
    Session start(List<int[]> sources);

    /** Where it runs: {@code cpu} or {@code cuda:n}. */
    String device();

    @Override
    void close();
}
