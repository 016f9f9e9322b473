package io.glossa.training.internal.tuning;

import io.glossa.Activation;
import io.glossa.TextClassifier;
import io.glossa.error.InvalidInputException;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelStore;
import io.glossa.models.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A classifier that others learn from.
 *
 * @param reference a folder, the name of an embedded model, or {@code hub:org/name[@revision]}
 * @param name what it is called
 * @param identity its commit, or SHA-256 over its files
 */
record Teacher(String reference, String name, String identity) {
    /** What the card and pages of a model say of it, which nothing depends on. */
    private static final Set<String> PAPERS = Set.of("README.md", "report.html", "history.jsonl");

    /** Looks a teacher up. */
    static Teacher of(String reference, ModelStore store) throws IOException {
        ModelDirectory model = store.open(reference);
        return new Teacher(reference, model.name(), model.commit().isPresent() ? model.commit().get() : digest(model));
    }

    private static String digest(ModelDirectory model) throws IOException {
        MessageDigest digest = TextReader.digest();
        for (String file : model.files()) {
            if (PAPERS.contains(file)) {
                continue;
            }
            digest.update(file.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            try (InputStream in = new DigestInputStream(Files.newInputStream(model.file(file)), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Where its labels stand among those of the data: by name, else by name without regard to case.
     *
     * @return for each label of the data its index in the logits of the teacher
     * @throws InvalidInputException if it answers another question, or has other labels
     */
    static int[] order(TextClassifier teacher, String name, Survey survey) {
        Activation expected = switch (survey.type()) {
            case SINGLE_LABEL_CLASSIFICATION -> Activation.SOFTMAX;
            case MULTI_LABEL_CLASSIFICATION -> Activation.SIGMOID;
            case REGRESSION -> Activation.NONE;
        };
        if (teacher.activation() != expected) {
            throw new InvalidInputException("teacher " + name + ": expected a model of the task of the data, "
                    + word(survey.type()) + ", found one whose scores are by " + teacher.activation().name().toLowerCase(Locale.ROOT)
                    + "; take another teacher, or name the task");
        }
        List<String> labels = teacher.labels();
        if (survey.type() == ProblemType.REGRESSION) {
            if (labels.size() != 1) {
                throw new InvalidInputException("teacher " + name + ": expected one number, found " + labels.size());
            }
            return new int[] {0};
        }
        if (labels.size() == survey.labels().size()) {
            if (new TreeSet<>(labels).equals(new TreeSet<>(survey.labels()))) {
                return survey.labels().stream().mapToInt(labels::indexOf).toArray();
            }
            List<String> small = labels.stream().map(label -> label.toLowerCase(Locale.ROOT)).toList();
            List<String> wanted = survey.labels().stream().map(label -> label.toLowerCase(Locale.ROOT)).toList();
            if (new TreeSet<>(small).size() == labels.size() && new TreeSet<>(small).equals(new TreeSet<>(wanted))) {
                return wanted.stream().mapToInt(small::indexOf).toArray();
            }
        }
        throw new InvalidInputException("teacher " + name + ": expected the labels of the data, " + shown(survey.labels()) + ", found "
                + shown(labels) + "; rename labels in the data, or take another teacher");
    }

    private static String word(ProblemType type) {
        return type.name().toLowerCase(Locale.ROOT).replace("_classification", "").replace('_', '-');
    }

    private static String shown(List<String> labels) {
        return labels.size() <= 10 ? labels.toString() : labels.subList(0, 10) + " and " + (labels.size() - 10) + " more";
    }
}
