package io.glossa.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.LengthPolicy;
import io.glossa.TextOptions;
import io.glossa.TokenUsage;
import io.glossa.cli.input.Line;
import io.glossa.cli.input.LineOptions;
import io.glossa.cli.input.LineSource;
import io.glossa.cli.input.Request;
import io.glossa.cli.output.OutputFormat;
import io.glossa.cli.output.ResultWriter;
import io.glossa.error.GlossaException;
import io.glossa.error.InvalidInputException;
import io.glossa.tokenizer.TextPair;
import io.glossa.tokenizer.Truncation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * A verb that gives each line of input a result: reads lines in chunks, hands those with the same options to the task
 * together, puts an error in the place of a result where a line fails, and writes in input order in bounded memory.
 */
abstract class TextCommand implements Callable<Integer> {
    private static final int CHUNK_LINES = 256;
    /** Where results for people keep those of a line with several texts. */
    private static final String ROWS = "rows";
    private static final long CHUNK_CHARACTERS = 4 << 20;

    @Spec
    CommandLine.Model.CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Parameters(paramLabel = "TEXT", description = "Texts, where no --input is given.")
    List<String> arguments = List.of();

    final Streams streams;

    TextCommand(Streams streams) {
        this.streams = streams;
    }

    /** Most lines that are worked on before the first of them is written. */
    int chunkLines() {
        return CHUNK_LINES;
    }

    /** The embedded model used when none is named, or null. */
    abstract @Nullable String defaultModel();

    /** Opens the task; it is closed when the input is done. */
    abstract AutoCloseable open(String model) throws IOException;

    /** Fields of a line that the verb knows beyond the common ones. */
    Set<String> fields() {
        return Set.of();
    }

    /** Options of a line that the verb knows beyond those of tokenization. */
    Set<String> options() {
        return Set.of("batch_size");
    }

    /**
     * What lines must agree in to be worked on together; null for a line that is worked on by {@link #answer} alone. Also
     * checks what the verb needs of a line.
     */
    @Nullable Object group(Request request) {
        request.requireTexts();
        return request.options().node();
    }

    /** One result for each text; {@code like} has the options that all of them share. */
    abstract List<ObjectNode> results(List<TextPair> texts, Request like);

    /** The result of a line that is in no group. */
    ObjectNode answer(Request request) {
        throw new IllegalStateException("every line of this verb is in a group");
    }

    /** How a result looks to people. */
    abstract String people(ObjectNode result);

    @Override
    public Integer call() throws Exception {
        String model = common.modelOr(spec, defaultModel());
        boolean failed = false;
        try (LineSource source = source();
                AutoCloseable task = open(model);
                ResultSink sink = ResultSink.open(common, streams, this::forPeople);
                Progress progress = Progress.start(common, streams.err(), source)) {
            List<Line> chunk = new ArrayList<>();
            long characters = 0;
            while (true) {
                Line line = source.next();
                if (line != null) {
                    chunk.add(line);
                    characters += size(line);
                }
                if (line == null || chunk.size() == chunkLines() || characters > CHUNK_CHARACTERS) {
                    RuntimeException[] problems = new RuntimeException[chunk.size()];
                    List<ObjectNode> results = answers(chunk, problems);
                    for (int i = 0; i < problems.length; i++) {
                        if (problems[i] != null && common.onError == CommonOptions.OnError.STOP) {
                            throw stopped(chunk.get(i), problems[i]);
                        }
                        sink.write(results.get(i));
                        failed |= problems[i] != null;
                    }
                    if (sink.broken()) {
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    progress.advance(chunk.size());
                    chunk.clear();
                    characters = 0;
                }
                if (line == null) {
                    break;
                }
            }
            sink.finish();
        }
        return failed ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }

    private LineSource source() throws IOException {
        if (common.input != null) {
            if (!arguments.isEmpty()) {
                throw new CommandLine.ParameterException(spec.commandLine(), "expected TEXT or --input, found both");
            }
            return LineSource.open(common.input, common.inputFormat, common.columns(), streams.in());
        }
        if (arguments.isEmpty()) {
            throw new CommandLine.ParameterException(spec.commandLine(), "expected TEXT or --input FILE, found neither");
        }
        return LineSource.of(arguments);
    }

    private static long size(Line line) {
        long size = 0;
        for (Iterator<JsonNode> it = line.fields().elements(); it.hasNext(); ) {
            JsonNode node = it.next();
            size += node.isTextual() ? node.textValue().length() : node.size() * 64L;
        }
        return size;
    }

    private List<ObjectNode> answers(List<Line> lines, RuntimeException[] problems) {
        ObjectNode[] results = new ObjectNode[lines.size()];
        Map<Object, List<Integer>> groups = new LinkedHashMap<>();
        Request[] requests = new Request[results.length];
        for (int i = 0; i < results.length; i++) {
            try {
                requests[i] = Request.of(lines.get(i), fields(), options(), common.keepInput);
                Object key = group(requests[i]);
                if (key == null) {
                    results[i] = answer(requests[i]);
                } else {
                    groups.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
                }
            } catch (GlossaException | IllegalArgumentException e) {
                problems[i] = e;
                results[i] = error(e);
            }
        }
        for (List<Integer> group : groups.values()) {
            work(group, requests, results, problems);
        }
        List<ObjectNode> finished = new ArrayList<>(results.length);
        for (int i = 0; i < results.length; i++) {
            finished.add(dressed(lines.get(i), results[i]));
        }
        return finished;
    }

    /** All lines of a group at once; if that fails, each alone, so that a bad one takes nobody with it. */
    private void work(List<Integer> group, Request[] requests, ObjectNode[] results, RuntimeException[] problems) {
        try {
            List<TextPair> texts = new ArrayList<>();
            group.forEach(i -> texts.addAll(requests[i].texts()));
            List<ObjectNode> all = texts.isEmpty() ? List.of() : results(texts, requests[group.get(0)]);
            int next = 0;
            for (int i : group) {
                int count = requests[i].texts().size();
                results[i] = requests[i].batch() ? together(all.subList(next, next + count)) : all.get(next);
                next += count;
            }
        } catch (GlossaException | IllegalArgumentException e) {
            if (group.size() == 1) {
                problems[group.get(0)] = e;
                results[group.get(0)] = error(e);
            } else {
                group.forEach(i -> work(List.of(i), requests, results, problems));
            }
        }
    }

    /** The results of a line with {@code texts}: an object of lists, or for people a line each. */
    ObjectNode together(List<ObjectNode> rows) {
        if (common.format == OutputFormat.TEXT) {
            ObjectNode node = object();
            node.putArray(ROWS).addAll(rows);
            return node;
        }
        return columns(rows);
    }

    private String forPeople(ObjectNode result) {
        if (!result.has(ROWS)) {
            return people(result);
        }
        List<String> lines = new ArrayList<>();
        result.get(ROWS).forEach(row -> lines.add(people((ObjectNode) row)));
        return lines.isEmpty() ? "(no texts)" : String.join("\n", lines);
    }

    /** Objects with the same fields as one object of lists. */
    static ObjectNode columns(List<ObjectNode> rows) {
        ObjectNode columns = JsonNodeFactory.instance.objectNode();
        for (ObjectNode row : rows) {
            for (Iterator<Map.Entry<String, JsonNode>> it = row.fields(); it.hasNext(); ) {
                Map.Entry<String, JsonNode> field = it.next();
                ((ArrayNode) columns.withArray("/" + field.getKey())).add(field.getValue());
            }
        }
        return columns;
    }

    /** What ends the run where the first bad line does: its problem, and which line it is. */
    private static RuntimeException stopped(Line line, RuntimeException problem) {
        String message = String.valueOf(problem.getMessage());
        return message.startsWith("line ") ? problem
                : new InvalidInputException("line " + line.number() + ": " + message, problem);
    }

    private static ObjectNode error(RuntimeException e) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.putObject("error").put("type", e.getClass().getSimpleName()).put("message", e.getMessage());
        return node;
    }

    private ObjectNode dressed(Line line, ObjectNode result) {
        JsonNode id = line.id();
        if (id == null && !common.keepInput) {
            return result;
        }
        ObjectNode dressed = JsonNodeFactory.instance.objectNode();
        if (id != null) {
            dressed.set("id", id);
        }
        dressed.setAll(result);
        if (common.keepInput) {
            dressed.set("input", line.fields());
        }
        return dressed;
    }

    /** How the texts of a line are encoded: the command line's way, changed by the line's options. */
    TextOptions textOptions(LineOptions options) {
        TextOptions.Builder text = common.text().toBuilder();
        options.truncation().ifPresent(truncation -> {
            text.truncation(truncation);
            if (truncation != Truncation.OFF) {
                text.length(LengthPolicy.truncate());
            }
        });
        options.integer("max_length", 1).ifPresent(text::maxLength);
        options.side("truncation_side").ifPresent(text::truncationSide);
        options.bool("add_special_tokens").ifPresent(text::addSpecialTokens);
        return text.build();
    }

    /** Adds what was read of a text. */
    static ObjectNode withUsage(ObjectNode result, TokenUsage usage) {
        return result.put("tokens", usage.tokens()).put("truncated", usage.truncated()).put("unknown_ratio", usage.unknownRatio());
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array(float[] numbers) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(numbers.length);
        for (float number : numbers) {
            array.add(number);
        }
        return array;
    }

    static ArrayNode array(int[] numbers) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(numbers.length);
        for (int number : numbers) {
            array.add(number);
        }
        return array;
    }

    /** Marks a text that was cut, for people. */
    static String cut(ObjectNode result) {
        return result.path("truncated").asBoolean() ? "  (end not read: the text is too long)" : "";
    }

    static String json(JsonNode node) {
        return ResultWriter.json(node);
    }
}
