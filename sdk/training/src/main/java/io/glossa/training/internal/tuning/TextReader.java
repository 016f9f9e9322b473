package io.glossa.training.internal.tuning;

import io.glossa.data.Dataset;
import io.glossa.data.Example;
import io.glossa.error.InvalidInputException;
import io.glossa.models.ProblemType;
import io.glossa.tokenizer.Encoding;
import io.glossa.tokenizer.EncodingOptions;
import io.glossa.tokenizer.TextPair;
import io.glossa.tokenizer.Tokenizer;
import io.glossa.tokenizer.Truncation;
import io.glossa.training.internal.loop.EncodedSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Encodes data, once. */
final class TextReader {
    private final Function<TextPair, Encoded> encoder;
    private final ProblemType type;
    private final Map<String, Integer> labels = new HashMap<>();

    /**
     * A text as numbers.
     *
     * @param ids token ids
     * @param typeIds segments; null if all are 0
     * @param truncated whether it was cut
     */
    record Encoded(int[] ids, int @Nullable [] typeIds, boolean truncated) {}

    TextReader(Function<TextPair, Encoded> encoder, Survey survey) {
        this.encoder = encoder;
        this.type = survey.type();
        for (int i = 0; i < survey.labels().size(); i++) {
            labels.put(survey.labels().get(i), i);
        }
    }

    /** Encodes as a tokenizer does. */
    static Function<TextPair, Encoded> tokens(Tokenizer tokenizer, int maxLength) {
        EncodingOptions options = EncodingOptions.builder().truncation(Truncation.LONGEST_FIRST).maxLength(maxLength).build();
        return text -> {
            String second = text.pair() == null || text.pair().isEmpty() ? null : text.pair();
            Encoding encoded = tokenizer.encode(text.text(), second, options);
            int[] types = encoded.typeIds();
            boolean typed = tokenizer.returnsTokenTypeIds() && Arrays.stream(types).anyMatch(id -> id != 0);
            return new Encoded(encoded.ids(), typed ? types : null, encoded.truncated());
        };
    }

    /** For models that read texts in their own way: as many zeros as there are characters. */
    static Encoded characters(TextPair text) {
        return new Encoded(new int[Math.max(1, text.text().length() + (text.pair() == null ? 0 : text.pair().length()))], null, false);
    }

    /**
     * Encodes a data set.
     *
     * @param target the set that takes the text with this index
     * @param cut hears the index of each text that is cut
     * @return SHA-256 over texts, labels and numbers
     * @throws InvalidInputException if a text cannot be encoded, or has a label that the training data lack
     */
    String read(Dataset data, IntFunction<EncodedSet> target, IntConsumer cut) {
        MessageDigest digest = digest();
        int index = 0;
        try (Stream<Example> stream = data.examples()) {
            Iterator<Example> examples = stream.iterator();
            while (examples.hasNext()) {
                Example example = examples.next();
                update(digest, example);
                Encoded encoded = encode(encoder, data, example);
                if (encoded.truncated()) {
                    cut.accept(index);
                }
                target.apply(index++).add(new EncodedSet.Item(encoded.ids(), encoded.typeIds(), labels(data, example),
                        example.value().orElse(Double.NaN), example.row()));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Encodes texts whose labels, if there are any, do not matter.
     *
     * @param target the set that takes them
     * @param cut hears of each text that is cut
     * @return SHA-256 over the texts
     * @throws InvalidInputException if a text cannot be encoded
     */
    String readUnlabelled(Dataset data, EncodedSet target, IntConsumer cut) {
        MessageDigest digest = digest();
        int index = 0;
        try (Stream<Example> stream = data.examples()) {
            Iterator<Example> examples = stream.iterator();
            while (examples.hasNext()) {
                Example example = examples.next();
                updateText(digest, example);
                Encoded encoded = encode(encoder, data, example);
                if (encoded.truncated()) {
                    cut.accept(index);
                }
                index++;
                target.add(new EncodedSet.Item(encoded.ids(), encoded.typeIds(), new int[0], Double.NaN, example.row()));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Encodes a text of a data set.
     *
     * @throws InvalidInputException that says which, if it cannot be encoded
     */
    static Encoded encode(Function<TextPair, Encoded> encoder, Dataset data, Example example) {
        try {
            Encoded encoded = encoder.apply(example.text());
            if (encoded.ids().length == 0) {
                throw new InvalidInputException("text: expected at least one token, found none; leave the text out");
            }
            return encoded;
        } catch (InvalidInputException e) {
            throw new InvalidInputException(data.name() + Survey.place(example) + ": " + e.getMessage(), e);
        }
    }

    private int[] labels(Dataset data, Example example) {
        if (type == ProblemType.REGRESSION) {
            if (example.value().isEmpty()) {
                throw new InvalidInputException(data.name() + Survey.place(example) + ": expected a number, found none");
            }
            return new int[0];
        }
        int[] ids = new int[example.labels().size()];
        int next = 0;
        for (String label : example.labels()) {
            Integer id = labels.get(label);
            if (id == null) {
                throw new InvalidInputException(data.name() + Survey.place(example)
                        + ": expected a label of the training data, found another; correct it, or add texts with it to the training data");
            }
            ids[next++] = id;
        }
        if (type == ProblemType.SINGLE_LABEL_CLASSIFICATION && ids.length != 1) {
            throw new InvalidInputException(data.name() + Survey.place(example) + ": expected one label, found " + ids.length);
        }
        Arrays.sort(ids);
        return ids;
    }

    private static void update(MessageDigest digest, Example example) {
        updateText(digest, example);
        digest.update(ByteBuffer.allocate(12).putInt(example.labels().size()).putDouble(example.value().orElse(0)).flip());
        example.labels().forEach(label -> text(digest, label));
    }

    private static void updateText(MessageDigest digest, Example example) {
        text(digest, example.text().text());
        text(digest, example.text().pair() == null ? "" : example.text().pair());
    }

    private static void text(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
