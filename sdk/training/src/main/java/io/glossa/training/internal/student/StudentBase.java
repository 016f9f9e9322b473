package io.glossa.training.internal.student;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import io.glossa.models.ModelDirectory;
import io.glossa.models.format.DType;
import io.glossa.models.format.SafeTensorsWriter;
import io.glossa.models.graph.Parameters;
import io.glossa.tokenizer.Encoding;
import io.glossa.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes what a student starts from: a model directory with some layers of a base, its head if it has one, and all of its vocabulary or a
 * part. The same base and texts give the same files.
 */
public final class StudentBase {
    private static final String CONFIG = "config.json";

    private final ModelDirectory base;
    private final ObjectNode config;
    private @Nullable LayerChoice layers;
    private @Nullable PrunedVocabulary vocabulary;

    /** A student that is its base. */
    public StudentBase(ModelDirectory base) {
        this.base = base;
        this.config = SafeJson.object(base.read(CONFIG), base.name() + "/" + CONFIG);
    }

    /**
     * Keeps some layers.
     *
     * @param count how many, evenly spread from the first to the last; null if they are named
     * @param named numbers of layers, from 0, ascending
     * @throws InvalidInputException if the base has not these layers, or they share weights
     */
    public StudentBase layers(@Nullable Integer count, List<Integer> named) {
        layers = LayerChoice.of(config, count, named, base.name());
        return this;
    }

    /**
     * Makes sure that the vocabulary can be pruned, before texts are counted.
     *
     * @throws InvalidInputException if it is no vocabulary of word pieces
     */
    public StudentBase requirePieces() {
        Vocabulary.read(base);
        return this;
    }

    /**
     * Keeps the pieces that occur, and those without which a character would be unknown.
     *
     * @param counts how often each id occurs in the texts
     * @param least how often a piece has to occur to be kept
     * @param tokenizer the base's, open
     * @throws InvalidInputException if the base has no vocabulary of word pieces
     */
    public StudentBase pieces(long[] counts, long least, Tokenizer tokenizer) {
        Vocabulary all = Vocabulary.read(base);
        vocabulary = new PrunedVocabulary(PieceChoice.keep(all.pieces(), all.prefix(), all.special(), counts, least,
                character -> inside(tokenizer, character)));
        return this;
    }

    /** Whether the tokenizer leaves a character in the word of the letter before it. */
    private static boolean inside(Tokenizer tokenizer, String character) {
        Encoding encoding = tokenizer.encode("a" + character);
        for (int i = 0; i < encoding.ids().length; i++) {
            if (encoding.wordIds()[i] == 0 && encoding.ends()[i] > 1) {
                return true;
            }
        }
        return false;
    }

    /**
     * Writes the directory.
     *
     * @param folder an empty folder
     * @param parameters the base's, open
     * @throws ModelFormatException if weights, configuration and tokenizer do not belong together
     * @throws IOException if a file cannot be written
     */
    public void write(Path folder, Parameters parameters) throws IOException {
        Files.createDirectories(folder);
        for (String file : base.files()) {
            if (vocabulary != null && PrunedVocabulary.FILES.contains(file)) {
                Files.write(folder.resolve(file), vocabulary.rewritten(base, file));
            } else if (CopiedFiles.tokenizer(file) || CopiedFiles.legal(file)) {
                Files.write(folder.resolve(file), base.read(file));
            }
        }
        ObjectNode changed = config.deepCopy();
        if (layers != null) {
            layers.apply(changed);
        }
        if (vocabulary != null) {
            vocabulary.apply(changed);
        }
        Files.writeString(folder.resolve(CONFIG), SafeJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(changed) + "\n");
        StudentParameters student = new StudentParameters(parameters, layers, vocabulary);
        SafeTensorsWriter writer = new SafeTensorsWriter();
        for (String name : student.names()) {
            List<Long> shape = Arrays.stream(student.shape(name)).mapToObj(axis -> (long) axis).toList();
            writer.add(name, DType.F32, shape, sink -> sink.floats(FloatBuffer.wrap(student.floats(name))));
        }
        writer.write(folder.resolve("model.safetensors"));
    }
}
