package io.glossa.base.internal;

import java.util.List;
import java.util.regex.Pattern;

/** Tells which columns a table has, for messages. A file without a header has a row of texts in its place, which stay out of them. */
public final class ColumnNames {
    private static final int MOST = 20;
    /** A word or two of letters, digits and what names are joined with. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}_.:/#()-]{1,30}( [\\p{L}\\p{M}\\p{N}_.:/#()-]{1,20})?");

    private ColumnNames() {}

    /** Whether the header is a single name that holds what separates columns elsewhere. */
    private static boolean joined(List<String> header) {
        return header.size() == 1 && header.get(0).chars().anyMatch(c -> c == ';' || c == '|' || c == '\t' || c == ',');
    }

    /** Whether two names are the same but for case and spaces around them. */
    public static boolean alike(String first, String second) {
        return first.strip().equalsIgnoreCase(second.strip());
    }

    /**
     * What was found in place of a column that is not there, and what to do, to follow "found".
     *
     * @param column the column that is not there
     * @param remedy how another is named
     */
    public static String found(String column, List<String> header, String remedy) {
        for (int i = 0; i < header.size(); i++) {
            if (alike(header.get(i), column)) {
                return "'" + header.get(i) + "', which differs in case or spaces, as column " + (i + 1) + "; rename it, or " + remedy;
            }
        }
        return found(header) + (joined(header) ? "" : "; " + remedy);
    }

    /** What was found in place of a column that is not there, to follow "found". */
    static String found(List<String> header) {
        String only = header.get(0);
        if (joined(header)) {
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
