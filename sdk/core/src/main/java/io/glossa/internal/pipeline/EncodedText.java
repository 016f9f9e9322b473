package io.glossa.internal.pipeline;

import io.glossa.TokenUsage;
import io.glossa.tokenizer.Encoding;
import java.util.List;

/**
 * A text, ready to run.
 *
 * @param windows one encoding, or several where the text is read in windows
 * @param usage what of the text the model will read
 */
public record EncodedText(List<Encoding> windows, TokenUsage usage) {}
