package io.glossa.cli.input;

import io.glossa.error.InvalidInputException;
import java.util.Locale;

/** The kinds of input file. */
public enum InputFormat {
    /** One text a line. */
    TXT,
    /** Tab-separated with a header, no quoting. */
    TSV,
    /** Comma-separated with a header, quoted as RFC 4180 says. */
    CSV,
    /** One JSON object a line. */
    JSONL;

    /**
     * The kind a file's name tells, with or without {@code .gz}.
     *
     * @throws InvalidInputException if it tells none
     */
    static InputFormat of(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        if (name.endsWith(".gz")) {
            name = name.substring(0, name.length() - 3);
        }
        for (InputFormat format : values()) {
            if (name.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
                return format;
            }
        }
        throw new InvalidInputException("--input: expected a file ending in .txt, .tsv, .csv or .jsonl (or these with .gz), found '"
                + fileName + "'; rename it or say what it is with --input-format");
    }
}
