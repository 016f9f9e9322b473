package io.glossa;

import org.apiguardian.api.API;

/**
 * Which sentence of a text became which stretch of its translation. Indices are UTF-16 units, ends exclusive.
 *
 * @param sourceStart first character in the source
 * @param sourceEnd after the last
 * @param targetStart first character in the translation
 * @param targetEnd after the last
 * @param split whether it is a piece of a sentence that was too long for the model
 * @param patched whether it was put together around its protected parts from translations of what lies between them, because
 *     the model lost these parts; the sentence is complete, but read it before you trust it
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record TranslatedSentence(
        int sourceStart, int sourceEnd, int targetStart, int targetEnd, boolean split, boolean patched) {}
