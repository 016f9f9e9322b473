package io.glossa.training.internal.tuning;

import io.glossa.data.Dataset;
import io.glossa.data.Example;
import io.glossa.error.InvalidInputException;
import io.glossa.internal.directory.NewFolder;
import io.glossa.internal.pipeline.LoadedModel;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelStore;
import io.glossa.tokenizer.TextPair;
import io.glossa.tokenizer.Tokenizer;
import io.glossa.training.TrainingListener;
import io.glossa.training.TrainingOptions;
import io.glossa.training.internal.student.StudentBase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What training starts from where the options want a part of the base: a model directory in the work folder. */
final class Students {
    private Students() {}

    /**
     * The base, or the part that is wanted.
     *
     * @param train texts whose pieces are kept
     * @param unlabelled more of them; null for none
     * @param usualLength most tokens of a text unless the options say otherwise
     * @param work folder of the training
     * @throws InvalidInputException if the base has not the layers, or its vocabulary cannot be pruned
     */
    static ModelDirectory of(ModelDirectory base, Dataset train, @Nullable Dataset unlabelled, TrainingOptions options, int usualLength,
            ModelStore store, TrainingListener listener, Path work) throws IOException {
        boolean layered = options.layers().isPresent() || !options.keepLayers().isEmpty();
        if (!layered && options.pruneVocabulary().isEmpty()) {
            return base;
        }
        StudentBase student = new StudentBase(base);
        if (layered) {
            student.layers(options.layers().isPresent() ? options.layers().getAsInt() : null, options.keepLayers());
        }
        MessageDigest digest = TextReader.digest();
        text(digest, options.layers() + " " + options.keepLayers() + " " + options.pruneVocabulary() + " " + BaseReference.of(base));
        if (options.pruneVocabulary().isPresent()) {
            listener.phase("counting word pieces");
            student.requirePieces();
            try (Tokenizer tokenizer = LoadedModel.tokenizer(base)) {
                long[] counts = counts(tokenizer, train, unlabelled, options.maxLength().orElse(usualLength), digest);
                student.pieces(counts, options.pruneVocabulary().getAsInt(), tokenizer);
            }
        }
        // Another part of the base, or of other texts, has another name, so that a training that goes on never takes up a wrong one.
        Path folder = work.resolve("base-" + HexFormat.of().formatHex(digest.digest()).substring(0, 16));
        if (!Files.exists(folder)) {
            NewFolder.write(folder, temporary -> {
                try (ParameterSource source = ParameterSource.open(base)) {
                    student.write(temporary, source.parameters());
                }
                return temporary;
            });
        }
        return store.open(folder.toString());
    }

    private static long[] counts(Tokenizer tokenizer, Dataset train, @Nullable Dataset unlabelled, int length, MessageDigest digest) {
        long[] counts = new long[0];
        Function<TextPair, TextReader.Encoded> encoder = TextReader.tokens(tokenizer, length);
        for (Dataset data : unlabelled == null ? List.of(train) : List.of(train, unlabelled)) {
            try (Stream<Example> stream = data.examples()) {
                Iterator<Example> examples = stream.iterator();
                while (examples.hasNext()) {
                    for (int id : TextReader.encode(encoder, data, examples.next()).ids()) {
                        counts = id < counts.length ? counts : Arrays.copyOf(counts, Math.max(id + 1, 2 * counts.length));
                        counts[id]++;
                    }
                }
            }
        }
        for (long count : counts) {
            digest.update(HexFormat.of().toHexDigits(count).getBytes(StandardCharsets.UTF_8));
        }
        return counts;
    }

    private static void text(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }
}
