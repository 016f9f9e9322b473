package io.glossa.base.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import java.io.IOException;

/**
 * JSON parsing with limits. Depth, string, name and number lengths are bounded, duplicate keys and trailing content are
 * refused, and an error tells line and column but never a piece of the content.
 */
public final class SafeJson {
    /** Deepest nesting accepted: configuration files of models stay below ten. */
    public static final int MAX_DEPTH = 100;
    /** Largest document accepted, in bytes: the biggest vocabularies known are below 60 MB. */
    public static final int MAX_BYTES = 512 << 20;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(256 << 20)
                            .maxNameLength(1 << 20)
                            .maxNumberLength(400)
                            .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SafeJson() {}

    /** The shared mapper, for writing and for building nodes; it is thread-safe and must not be reconfigured. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /**
     * Parses one file of a model that must hold a JSON object.
     *
     * @param bytes the file's content, UTF-8
     * @param where how the file is called in messages
     * @throws ModelFormatException if it is not one JSON object within the limits
     */
    public static ObjectNode object(byte[] bytes, String where) {
        JsonNode node = value(bytes, where);
        if (!(node instanceof ObjectNode object)) {
            throw new ModelFormatException(where + ": expected a JSON object, found " + kind(node)
                    + "; the file is damaged or is not what its name says");
        }
        return object;
    }

    /**
     * Parses one file of a model that must hold a JSON value.
     *
     * @param bytes the file's content, UTF-8
     * @param where how the file is called in messages
     * @throws ModelFormatException if it is not one JSON value within the limits
     */
    public static JsonNode value(byte[] bytes, String where) {
        if (bytes.length > MAX_BYTES) {
            throw new ModelFormatException(where + ": expected at most " + MAX_BYTES + " bytes of JSON, found "
                    + bytes.length + "; use the original file of the model");
        }
        try {
            JsonNode node = MAPPER.readTree(bytes);
            if (node == null || node.isMissingNode()) {
                throw new ModelFormatException(where + ": expected JSON, found an empty file; download it again");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new ModelFormatException(where + ": expected valid JSON, found " + describe(e)
                    + "; the file is damaged or incomplete, get it again from where it came");
        } catch (IOException e) {
            throw new ModelFormatException(where + ": could not be read as JSON; get it again from where it came", e);
        }
    }

    /**
     * Parses a line of user data that must hold a JSON object.
     *
     * @param line the line
     * @param where how the line is called in messages
     * @throws InvalidInputException if it is not one JSON object within the limits
     */
    public static ObjectNode inputObject(String line, String where) {
        try {
            JsonNode node = MAPPER.readTree(line);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new InvalidInputException(where + ": expected a JSON object such as {\"text\": \"…\"}, found "
                    + (node == null ? "nothing" : kind(node)));
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(where + ": expected a JSON object such as {\"text\": \"…\"}, found "
                    + describe(e));
        }
    }

    /** What a node is, in words for a message. */
    public static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list of " + node.size();
            case OBJECT -> "an object";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case MISSING -> "nothing";
            default -> "something else";
        };
    }

    /** The problem without any content of the document: Jackson's own message may quote it. */
    private static String describe(JsonProcessingException e) {
        String raw = String.valueOf(e.getOriginalMessage());
        String problem;
        if (raw.contains("nesting depth") || raw.contains("maximum allowed")) {
            problem = "a document over the limits (depth " + MAX_DEPTH + ", or a name, number or string too long)";
        } else if (raw.startsWith("Duplicate field")) {
            problem = "the same key twice in one object";
        } else if (raw.contains("end-of-input") || raw.contains("end of input")) {
            problem = "the end of the document in the middle of a value";
        } else if (raw.contains("UTF-8")) {
            problem = "bytes that are not UTF-8";
        } else {
            problem = "a syntax error";
        }
        JsonLocation at = e.getLocation();
        return at == null ? problem : problem + " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
