package io.glossa.internal.translation;

import java.util.List;

/** Texts cut into sentences, and these into words and what is protected. Immutable. */
public final class CutTexts {
    private final List<Segments> segments;
    private final List<SentenceParts> parts;

    CutTexts(List<Segments> segments, List<SentenceParts> parts) {
        this.segments = List.copyOf(segments);
        this.parts = List.copyOf(parts);
    }

    /** One for each text. */
    List<Segments> segments() {
        return segments;
    }

    /** Those of all segments of all texts, in order. */
    List<SentenceParts> parts() {
        return parts;
    }
}
