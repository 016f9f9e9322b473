package io.glossa.evaluation;

import io.glossa.error.InvalidInputException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The labels of a model and their places. */
final class Labels {
    private final List<String> names;
    private final Map<String, Integer> index = new HashMap<>();

    Labels(List<String> names) {
        this.names = List.copyOf(names);
        for (String name : names) {
            if (index.put(name, index.size()) != null) {
                throw new InvalidInputException("labels: expected each once, found '" + name + "' twice");
            }
        }
        if (names.isEmpty()) {
            throw new InvalidInputException("labels: expected at least one, found none");
        }
    }

    List<String> names() {
        return names;
    }

    int size() {
        return names.size();
    }

    boolean containsAll(List<String> others) {
        return index.keySet().containsAll(others);
    }

    /** The place of a label of the data, which is not repeated in the message. */
    int id(String label) {
        Integer id = index.get(label);
        if (id == null) {
            throw new InvalidInputException("label: expected one of the model's labels " + shown()
                    + ", found another; the data and the model must name labels alike");
        }
        return id;
    }

    /** The labels for a message, at most twenty. */
    String shown() {
        return names.size() <= 20 ? names.toString() : names.subList(0, 20) + "… (" + names.size() + ")";
    }
}
