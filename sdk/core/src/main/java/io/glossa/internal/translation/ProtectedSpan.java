package io.glossa.internal.translation;

import io.glossa.ProtectedText;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a text that a model must not translate.
 *
 * @param start the first UTF-16 index
 * @param end the index after the last
 * @param text what stands there
 * @param replacement what stands in the translation: the target of a term, or the stretch itself
 * @param kind what it is; null for a term of the glossary
 */
record ProtectedSpan(int start, int end, String text, String replacement, @Nullable ProtectedText kind) {
    boolean isTerm() {
        return kind == null;
    }

    int length() {
        return end - start;
    }
}
