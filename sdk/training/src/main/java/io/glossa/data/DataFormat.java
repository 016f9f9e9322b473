package io.glossa.data;

import io.glossa.error.InvalidInputException;
import java.util.Locale;
import org.apiguardian.api.API;

/** The kinds of files with texts. All are UTF-8. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public enum DataFormat {
    /** One text a line, without labels. */
    TXT,
    /** Tab-separated with a header, no quoting: a quotation mark is a plain character. */
    TSV,
    /** Comma-separated with a header, quoted as RFC 4180 says; a quoted text may hold line ends. */
    CSV,
    /** One JSON object a line. */
    JSONL;

    /**
     * The kind a file's name tells, with or without {@code .gz}.
     *
     * @param fileName the name, of which the end matters
     * @throws InvalidInputException if it tells none
     */
    public static DataFormat of(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        if (name.endsWith(".gz")) {
            name = name.substring(0, name.length() - 3);
        }
        for (DataFormat format : values()) {
            if (name.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
                return format;
            }
        }
        throw new InvalidInputException("'" + fileName + "': expected a file ending in .txt, .tsv, .csv or .jsonl (or these with .gz),"
                + " found another; rename it or say what it is (format, --input-format)");
    }
}
