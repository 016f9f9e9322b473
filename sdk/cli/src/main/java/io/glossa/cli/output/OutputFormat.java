package io.glossa.cli.output;

/** How results are written. */
public enum OutputFormat {
    /** For people. */
    TEXT,
    /** One JSON list. */
    JSON,
    /** One JSON object a line. */
    JSONL,
    /** A table with a header, separated by tabs. */
    TSV
}
