package io.glossa.internal.pipeline;

import io.glossa.LengthPolicy;
import io.glossa.TextOptions;
import io.glossa.TokenUsage;
import io.glossa.error.InvalidInputException;
import io.glossa.tokenizer.Encoding;
import io.glossa.tokenizer.EncodingOptions;
import io.glossa.tokenizer.TextPair;
import io.glossa.tokenizer.Tokenizer;
import io.glossa.tokenizer.Truncation;
import java.util.List;
import java.util.OptionalInt;

/** Applies the length policy: one text or pair becomes one encoding or several windows, and an account of what was read. */
public final class TextEncoder {
    private final Tokenizer tokenizer;
    private final OptionalInt defaultMaxLength;
    private final OptionalInt hardLimit;

    /**
     * Makes an encoder.
     *
     * @param defaultMaxLength where texts are cut when the caller says nothing
     * @param hardLimit how many tokens the graph has positions for
     */
    TextEncoder(Tokenizer tokenizer, OptionalInt defaultMaxLength, OptionalInt hardLimit) {
        this.tokenizer = tokenizer;
        this.defaultMaxLength = defaultMaxLength;
        this.hardLimit = hardLimit;
    }

    /** Where texts are cut when the caller says nothing; empty if the model has no limit. */
    public OptionalInt defaultMaxLength() {
        return defaultMaxLength;
    }

    /**
     * Encodes one text or pair.
     *
     * @throws InvalidInputException if it is not valid Unicode, or does not fit where it must
     */
    public EncodedText encode(TextPair text, TextOptions options) {
        OptionalInt limit = options.maxLength().isPresent() ? options.maxLength() : defaultMaxLength;
        EncodingOptions plain = EncodingOptions.builder()
                .addSpecialTokens(options.addSpecialTokens())
                .truncation(Truncation.OFF)
                .build();
        EncodedText encoded;
        if (limit.isEmpty()) {
            encoded = whole(tokenizer.encode(text.text(), text.pair(), plain));
        } else if (options.length() instanceof LengthPolicy.Truncate && options.truncation() != Truncation.OFF) {
            encoded = whole(tokenizer.encode(text.text(), text.pair(), cut(options, options.truncation(), limit.getAsInt())));
        } else {
            Encoding full = tokenizer.encode(text.text(), text.pair(), plain);
            if (full.length() <= limit.getAsInt()) {
                encoded = whole(full);
            } else if (options.length() instanceof LengthPolicy.Window window) {
                encoded = windows(text, full, options, window, limit.getAsInt());
            } else {
                throw tooLong(full.length(), limit.getAsInt());
            }
        }
        for (Encoding window : encoded.windows()) {
            if (window.length() == 0) {
                throw new InvalidInputException(
                        "text: expected at least one token, found none; add the special tokens or leave the text out");
            }
            if (hardLimit.isPresent() && window.length() > hardLimit.getAsInt()) {
                throw overPositions(window.length(), limit, hardLimit.getAsInt());
            }
        }
        return encoded;
    }

    private static EncodingOptions cut(TextOptions options, Truncation truncation, int limit) {
        EncodingOptions.Builder builder = EncodingOptions.builder()
                .addSpecialTokens(options.addSpecialTokens())
                .truncation(truncation)
                .maxLength(limit);
        options.truncationSide().ifPresent(builder::truncationSide);
        return builder.build();
    }

    private EncodedText windows(TextPair text, Encoding full, TextOptions options, LengthPolicy.Window window, int limit) {
        Truncation which = text.pair() == null
                ? Truncation.LONGEST_FIRST
                : text.pair().length() > text.text().length() ? Truncation.ONLY_SECOND : Truncation.ONLY_FIRST;
        EncodingOptions cut = cut(options, which, limit).toBuilder().stride(window.stride()).build();
        List<Encoding> windows = tokenizer.windows(text.text(), text.pair(), cut);
        return new EncodedText(windows,
                new TokenUsage(full.length(), 0, windows.size(), ratio(full.unknownTokens(), full.textTokens())));
    }

    private static EncodedText whole(Encoding encoding) {
        return new EncodedText(List.of(encoding),
                new TokenUsage(encoding.length(), encoding.droppedTokens(), 1,
                        ratio(encoding.unknownTokens(), encoding.textTokens())));
    }

    private static double ratio(int part, int of) {
        return of == 0 ? 0 : (double) part / of;
    }

    private static InvalidInputException overPositions(int found, OptionalInt limit, int positions) {
        if (limit.isPresent() && limit.getAsInt() > positions && found <= limit.getAsInt()) {
            return new InvalidInputException("maxLength: expected at most " + positions + " tokens, all that the model has"
                    + " positions for, found " + limit.getAsInt() + " and a text of " + found + "; lower maxLength");
        }
        return tooLong(found, positions);
    }

    private static InvalidInputException tooLong(int found, int limit) {
        return new InvalidInputException("text: expected at most " + limit + " tokens, found " + found
                + "; shorten it, or let the length policy truncate it or read it in windows");
    }
}
