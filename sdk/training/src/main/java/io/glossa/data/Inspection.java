package io.glossa.data;

import java.util.List;

/** One thing that a check looks for: sees every example once, then says what it found. Not thread-safe. */
interface Inspection {
    /**
     * Sees an example; training data come before held-out data.
     *
     * @param row where it is
     * @param heldOut whether it is in the held-out data
     */
    void see(Example example, RowReference row, boolean heldOut);

    /** What was found in all that was seen. */
    List<DataFinding> findings();
}
