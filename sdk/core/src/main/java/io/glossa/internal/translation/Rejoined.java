package io.glossa.internal.translation;

import java.util.List;

/**
 * A translated text.
 *
 * @param text the whole
 * @param places one for each segment, in order
 */
public record Rejoined(String text, List<Place> places) {
    /** Copies the places. */
    public Rejoined {
        places = List.copyOf(places);
    }

    /**
     * Where a segment came from and where its translation stands, in UTF-16 indices, ends exclusive.
     *
     * @param split whether it is a piece of a sentence that was too long
     */
    public record Place(int sourceStart, int sourceEnd, int targetStart, int targetEnd, boolean split) {}

    /** Lengths only: texts do not belong in logs. */
    @Override
    public String toString() {
        return "Rejoined[" + text.length() + " UTF-16 units, " + places.size() + " segments]";
    }
}
