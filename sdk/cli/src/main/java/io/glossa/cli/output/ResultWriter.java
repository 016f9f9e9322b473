package io.glossa.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.InvalidInputException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Writes results one after the other as they come. Not thread-safe. */
public final class ResultWriter implements Closeable {
    /** Errors that a table keeps until it knows its columns. */
    private static final int MOST_WAITING = 100_000;

    private final OutputStream out;
    private final OutputFormat format;
    private final Function<ObjectNode, String> people;
    private boolean first = true;
    private final List<ObjectNode> waiting = new ArrayList<>();

    /**
     * Makes a writer.
     *
     * @param people how a result looks in the format for people
     */
    public ResultWriter(OutputStream out, OutputFormat format, Function<ObjectNode, String> people) {
        this.out = out;
        this.format = format;
        this.people = people;
    }

    /** Writes one result. */
    public void write(ObjectNode result) throws IOException {
        switch (format) {
            case JSONL -> line(json(result));
            case JSON -> line((first ? "[" : ",") + json(result));
            case TSV -> table(result);
            case TEXT -> line(visible(
                    result.has("error") ? "error: " + result.get("error").get("message").asText() : people.apply(result)));
        }
        first = false;
    }

    /** The first good result names the columns; errors before it wait for them. */
    private void table(ObjectNode result) throws IOException {
        if (header.isEmpty()) {
            if (result.has("error")) {
                if (waiting.size() == MOST_WAITING) {
                    throw new InvalidInputException("--format: expected a result among the first " + MOST_WAITING
                            + " to name the columns of tsv, found errors only; use jsonl");
                }
                waiting.add(result);
                return;
            }
            line(header(result));
            flushWaiting();
        }
        line(row(result));
    }

    private void flushWaiting() throws IOException {
        for (ObjectNode error : waiting) {
            line(row(error));
        }
        waiting.clear();
    }

    /** The text without what a terminal would obey: control characters other than line breaks and tabs. */
    public static String visible(String text) {
        return text.replaceAll("[\\p{Cntrl}\\x{80}-\\x{9f}&&[^\n\t]]", "?");
    }

    private void line(String text) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** A JSON value on one line, numbers in full precision. */
    public static String json(JsonNode node) {
        try {
            return SafeJson.mapper().writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String header = "";

    private String header(ObjectNode result) {
        StringBuilder names = new StringBuilder();
        for (Iterator<String> it = result.fieldNames(); it.hasNext(); ) {
            names.append(names.length() == 0 ? "" : "\t").append(it.next());
        }
        header = names.toString();
        return header;
    }

    /** One row under the columns of the first; what a row has beyond them is left out. */
    private String row(ObjectNode result) {
        StringBuilder row = new StringBuilder();
        for (String name : header.split("\t")) {
            JsonNode value = result.path(name);
            String cell = value.isMissingNode() ? "" : value.isTextual() ? value.textValue() : json(value);
            row.append(row.length() == 0 && row.indexOf("\t") < 0 && name.equals(header.split("\t")[0]) ? "" : "\t")
                    .append(cell.replace('\t', ' ').replace('\n', ' ').replace('\r', ' '));
        }
        if (result.has("error") && !header.contains("error")) {
            row.append("\terror: ").append(result.get("error").get("message").asText());
        }
        return row.toString();
    }

    /** A number with three decimals, as people read it. */
    public static String decimal(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }

    /** The name and value of each field, on one line. */
    public static String plain(ObjectNode result) {
        StringBuilder text = new StringBuilder();
        for (Iterator<Map.Entry<String, JsonNode>> it = result.fields(); it.hasNext(); ) {
            Map.Entry<String, JsonNode> field = it.next();
            text.append(text.length() == 0 ? "" : "  ").append(field.getKey()).append(' ')
                    .append(field.getValue().isTextual() ? field.getValue().textValue() : json(field.getValue()));
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        if (format == OutputFormat.JSON) {
            line(first ? "[]" : "]");
        }
        if (!waiting.isEmpty()) {
            line(header(waiting.get(0)));
            flushWaiting();
        }
        out.flush();
    }
}
