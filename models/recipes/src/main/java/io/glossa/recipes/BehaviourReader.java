package io.glossa.recipes;

import java.util.List;

/** What a behaviour suite is run on: a sentiment model, or in tests something that answers from a table. */
@FunctionalInterface
interface BehaviourReader {
    /** Reads texts; one reading each, in order. */
    List<Reading> read(List<String> texts);
}
