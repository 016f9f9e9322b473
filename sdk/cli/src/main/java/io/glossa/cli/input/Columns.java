package io.glossa.cli.input;

/**
 * Which columns of a table are what.
 *
 * @param text the column with the text
 * @param pair the column with the second text; read where it is there
 * @param label the column with the label; read where it is there
 */
public record Columns(String text, String pair, String label) {}
