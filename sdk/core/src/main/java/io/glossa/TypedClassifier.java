package io.glossa;

import io.glossa.error.InvalidInputException;
import io.glossa.tokenizer.TextPair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * A {@link TextClassifier} whose labels are constants of an enum; see {@link TextClassifier#as(Class)}. It shares the
 * classifier's model and lives as long. Thread-safe.
 *
 * @param <E> the enum
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class TypedClassifier<E extends Enum<E>> {
    private final TextClassifier classifier;
    private final Map<String, E> constants;

    TypedClassifier(TextClassifier classifier, Class<E> type) {
        this.classifier = classifier;
        this.constants = bind(classifier.labels(), Objects.requireNonNull(type, "labels"));
    }

    /** Classifies one text. */
    public TypedClassification<E> classify(String text) {
        return typed(classifier.classify(text));
    }

    /** Classifies a text or pair. */
    public TypedClassification<E> classify(TextPair text) {
        return typed(classifier.classify(text));
    }

    /** Classifies texts; one result each, in order. */
    public List<TypedClassification<E>> classify(List<String> texts) {
        return classifier.classify(texts).stream().map(this::typed).toList();
    }

    /** Classifies a stream lazily and in order. */
    public Stream<TypedClassification<E>> classify(Stream<String> texts) {
        return classifier.classify(texts).map(this::typed);
    }

    /** Classifies one text on a thread of the classifier. */
    public CompletableFuture<TypedClassification<E>> classifyAsync(String text) {
        return classifier.classifyAsync(text).thenApply(this::typed);
    }

    private TypedClassification<E> typed(Classification classification) {
        return new TypedClassification<>(classification, constants);
    }

    private static <E extends Enum<E>> Map<String, E> bind(List<String> labels, Class<E> type) {
        Map<String, E> byName = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            E same = byName.put(normal(constant.name()), constant);
            if (same != null) {
                throw new InvalidInputException(type.getName() + ": expected constants that differ in letters and digits,"
                        + " found " + same.name() + " and " + constant.name() + "; rename one");
            }
        }
        Map<String, E> bound = new LinkedHashMap<>();
        List<String> strays = new ArrayList<>();
        for (String label : labels) {
            E constant = byName.remove(normal(label));
            if (constant == null) {
                strays.add(label);
            } else {
                bound.put(label, constant);
            }
        }
        if (!strays.isEmpty() || !byName.isEmpty()) {
            throw new InvalidInputException(type.getName() + ": expected one constant for each label of the model " + labels
                    + ", found labels without a constant " + strays + " and constants without a label "
                    + byName.values() + "; rename the constants or use another model");
        }
        return Map.copyOf(bound);
    }

    private static String normal(String name) {
        StringBuilder normal = new StringBuilder();
        name.codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c)) {
                normal.appendCodePoint(c);
            } else if (normal.length() > 0 && normal.charAt(normal.length() - 1) != '_') {
                normal.append('_');
            }
        });
        if (normal.length() > 0 && normal.charAt(normal.length() - 1) == '_') {
            normal.setLength(normal.length() - 1);
        }
        return normal.toString().toLowerCase(Locale.ROOT);
    }
}
