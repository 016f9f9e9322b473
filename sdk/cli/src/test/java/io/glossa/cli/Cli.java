package io.glossa.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glossa.models.format.SafeTensorsWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the command line in this JVM. */
final class Cli {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WIDTH = 384;

    private Cli() {}

    /** What a run left. */
    record Result(int status, String out, String err) {
        List<JsonNode> jsonl() {
            return out.lines().map(Cli::json).toList();
        }

        JsonNode json() {
            return Cli.json(out);
        }
    }

    static Result run(String... args) {
        return runWith(new byte[0], args);
    }

    static Result runWith(String in, String... args) {
        return runWith(in.getBytes(StandardCharsets.UTF_8), args);
    }

    static Result runWith(byte[] in, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Glossa.run(args, new ByteArrayInputStream(in), new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Result(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** A text as a string of JSON. */
    static String quoted(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A linear head on base-en, with weights of zero. */
    static String head(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("glossa.json"), "{\"formatVersion\": 1, \"base\": \"base-en\", \"head\": \"head.safetensors\"}");
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"bert\", \"max_position_embeddings\": 512, \"id2label\": {\"0\": \"no\", \"1\": \"yes\"}}");
        new SafeTensorsWriter().add("classifier.weight", new float[2 * WIDTH], 2, WIDTH).add("classifier.bias", new float[2], 2)
                .write(folder.resolve("head.safetensors"));
        return folder.toString();
    }

    /** A model of the trimmed fixtures. */
    static String fixture(String name) {
        Path folder = Repository.root().resolve("sdk/cli/src/test/resources/parity").resolve(name);
        return folder.toString();
    }
}
