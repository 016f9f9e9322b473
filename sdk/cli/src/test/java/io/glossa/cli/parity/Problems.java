package io.glossa.cli.parity;

import java.util.ArrayList;
import java.util.List;

/** The differences found, each with its place; comparing goes on after the first. */
final class Problems {
    private final String where;
    private final List<String> found;

    private Problems(String where, List<String> found) {
        this.where = where;
        this.found = found;
    }

    static Problems of(String fixture) {
        return new Problems(fixture, new ArrayList<>());
    }

    /** The same list, for a place further in. */
    Problems at(String place) {
        return new Problems(where + " " + place, found);
    }

    void add(String problem) {
        found.add(where + ": " + problem);
    }

    List<String> found() {
        return List.copyOf(found);
    }
}
