package io.glossa.base.internal;

import java.util.List;
import java.util.regex.Pattern;

/** Tells which columns a table has, for messages. A file without a header has a row of texts in its place, which stay out of them. */
public final class ColumnNames {
    private static final int MOST = 20;
    /** A word or two of letters, digits and what names are joined with. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}_.:/#()-]{1,30}( [\\p{L}\\p{M}\\p{N}_.:/#()-]{1,20})?");

    private ColumnNames() {}

    /** What was found in place of a column that is not there, to follow "found". */
    public static String found(List<String> header) {
        String only = header.get(0);
        if (header.size() == 1 && only.chars().filter(c -> c == ';' || c == '|' || c == '\t' || c == ',').count() > 0) {
            char separator = only.indexOf(';') >= 0 ? ';' : only.indexOf('|') >= 0 ? '|' : only.indexOf('\t') >= 0 ? '\t' : ',';
            return "a single column with '" + (separator == '\t' ? "\\t" : String.valueOf(separator))
                    + "' in its name, which seems to separate columns; save the file with commas as .csv, or with tabs as .tsv";
        }
        if (!header.stream().allMatch(name -> name.length() <= 40 && NAME.matcher(name).matches())) {
            return header.size() + (header.size() == 1 ? " column" : " columns")
                    + " with names that look like texts; write a header as first line if there is none";
        }
        return "the columns " + (header.size() > MOST ? header.subList(0, MOST) + "…" : header);
    }
}
