package io.glossa.models.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON header of a safetensors file, read token by token so that a large one needs no tree in memory. */
record SafeTensorsHeader(Map<String, TensorInfo> tensors, Map<String, String> metadata) {
    static final int MAX_BYTES = 100_000_000;
    private static final String DUPLICATE = "Duplicate field ";
    private static final int MAX_TENSORS = 200_000;
    static final int MAX_RANK = 32;

    /**
     * Parses and checks a header.
     *
     * @param header the bytes between the length and the data
     * @param dataBytes how many bytes follow the header
     */
    static SafeTensorsHeader parse(byte[] header, long dataBytes, String where) {
        if (header.length == 0 || header[0] != '{') {
            throw bad(where, "a JSON object as header", "something else");
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header));
        } catch (CharacterCodingException e) {
            throw bad(where, "a header in UTF-8", "other bytes");
        }
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = Map.of();
        try (JsonParser json = SafeJson.mapper().getFactory().createParser(header)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (name.equals("__metadata__")) {
                    metadata = metadata(json, where);
                } else {
                    tensors.put(name, tensor(json, name, where));
                    if (tensors.size() > MAX_TENSORS) {
                        throw bad(where, "at most " + MAX_TENSORS + " tensors", "more");
                    }
                }
            }
            if (json.nextToken() != null) {
                throw bad(where, "one JSON object as header", "something after it");
            }
        } catch (JsonProcessingException e) {
            String message = String.valueOf(e.getOriginalMessage());
            if (message.startsWith(DUPLICATE)) {
                throw bad(where, "each name once in the header", quote(message.substring(DUPLICATE.length()).replaceAll("^'|'$", "")) + " twice");
            }
            throw bad(where, "valid JSON in the header", "a syntax error near byte "
                    + (e.getLocation() == null ? 0 : e.getLocation().getByteOffset()));
        } catch (IOException e) {
            throw new ModelFormatException(where + ": could not read the header", e);
        }
        checkLayout(tensors, dataBytes, where);
        return new SafeTensorsHeader(Collections.unmodifiableMap(tensors), metadata);
    }

    private static Map<String, String> metadata(JsonParser json, String where) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw bad(where, "__metadata__ to be an object of strings", "something else");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_STRING) {
                throw bad(where, "__metadata__ to hold strings only", "another value");
            }
            metadata.put(key, json.getText());
        }
        return Collections.unmodifiableMap(metadata);
    }

    private static TensorInfo tensor(JsonParser json, String name, String where) throws IOException {
        String what = where + ", tensor " + quote(name);
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw bad(what, "an object with dtype, shape and data_offsets", "something else");
        }
        DType dtype = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            JsonToken token = json.nextToken();
            switch (key) {
                case "dtype" -> dtype = dtype(token == JsonToken.VALUE_STRING ? json.getText() : null, what);
                case "shape" -> shape = longs(json, token, what);
                case "data_offsets" -> offsets = longs(json, token, what);
                default -> throw bad(what, "dtype, shape and data_offsets", "another field");
            }
        }
        if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
            throw bad(what, "dtype, shape and two data_offsets", "not all of them");
        }
        long begin = offsets.get(0);
        long end = offsets.get(1);
        long bytes = bytes(dtype, shape, what);
        if (begin > end || end - begin != bytes) {
            throw bad(what, bytes + " bytes for its shape and dtype", "offsets " + begin + " to " + end);
        }
        return new TensorInfo(name, dtype, shape, begin, end);
    }

    private static DType dtype(@Nullable String text, String what) {
        for (DType dtype : DType.values()) {
            if (dtype.name().equals(text)) {
                return dtype;
            }
        }
        throw bad(what, "a dtype of " + List.of(DType.values()), text == null ? "no string" : quote(text));
    }

    private static List<Long> longs(JsonParser json, @Nullable JsonToken token, String what) throws IOException {
        List<Long> values = new ArrayList<>();
        if (token != JsonToken.START_ARRAY) {
            throw bad(what, "a list of whole numbers", "something else");
        }
        JsonToken next;
        while ((next = json.nextToken()) != JsonToken.END_ARRAY) {
            if (next != JsonToken.VALUE_NUMBER_INT || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    || json.getLongValue() < 0 || values.size() == MAX_RANK) {
                throw bad(what, "at most " + MAX_RANK + " whole numbers from 0 to 2^63-1", "something else");
            }
            values.add(json.getLongValue());
        }
        return values;
    }

    private static long bytes(DType dtype, List<Long> shape, String what) {
        try {
            long bytes = dtype.bytes();
            for (long length : shape) {
                bytes = Math.multiplyExact(bytes, length);
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw bad(what, "a shape whose size fits 63 bits", "a larger one");
        }
    }

    /** The tensors must cover the data from its first to its last byte, without holes and without overlaps. */
    private static void checkLayout(Map<String, TensorInfo> tensors, long dataBytes, String where) {
        List<TensorInfo> sorted = new ArrayList<>(tensors.values());
        sorted.sort(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end));
        long position = 0;
        for (TensorInfo tensor : sorted) {
            if (tensor.end() > dataBytes) {
                throw bad(where, "tensor " + quote(tensor.name()) + " to end within the " + dataBytes + " bytes of data",
                        "byte " + tensor.end());
            }
            if (tensor.begin() != position) {
                throw bad(where, "tensor " + quote(tensor.name()) + " to begin at byte " + position + " of the data",
                        "byte " + tensor.begin() + " (tensors must lie side by side)");
            }
            position = tensor.end();
        }
        if (position != dataBytes) {
            throw bad(where, position + " bytes of data, as the header says", dataBytes + " bytes");
        }
    }

    static String quote(String text) {
        String clean = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
        return "\"" + (clean.length() > 120 ? clean.substring(0, 120) + "…" : clean) + "\"";
    }

    static ModelFormatException bad(String where, String expected, String found) {
        return new ModelFormatException(where + ": expected " + expected + ", found " + found
                + "; the safetensors file is damaged or incomplete, get it again from where it came");
    }
}
