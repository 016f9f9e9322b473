package io.glossa.tokenizer;

import io.glossa.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of one or two texts on their way to encodings: cut as the options say, special tokens around each cut.
 *
 * @param name how the model is called in messages
 */
record EncodingRequest(String name, TokenizerAssembly parts, EncodingOptions options, RawPieces text,
        @Nullable RawPieces pair) {

    /** What remains after cutting. */
    Encoding first() {
        Truncator.Cuts cuts = cuts();
        return build(cuts.first().get(0), cuts.second().get(0));
    }

    /** What remains, then the windows over the rest, in the library's order. */
    List<Encoding> windows() {
        Truncator.Cuts cuts = cuts();
        List<Truncator.Range> first = cuts.first();
        List<Truncator.Range> second = cuts.second();
        List<Encoding> windows = new ArrayList<>();
        windows.add(build(first.get(0), second.get(0)));
        // Each further window of the first text with all of the second's, then the first of the first with the others.
        for (Truncator.Range range : first.subList(1, first.size())) {
            for (Truncator.Range other : second) {
                windows.add(build(range, other));
            }
        }
        for (Truncator.Range other : second.subList(1, second.size())) {
            windows.add(build(first.get(0), other));
        }
        return List.copyOf(windows);
    }

    private Truncator.Cuts cuts() {
        int pairLength = pair == null ? -1 : pair.length();
        int maximum = options.maxLength().orElse(parts.modelMaxLength());
        if (options.truncation() == Truncation.OFF || maximum < 0) {
            return Truncator.cut(text.length(), pairLength, 0, Truncation.OFF, Side.RIGHT, 0);
        }
        int specials = options.addSpecialTokens() ? parts.processor().added(pair != null) : 0;
        int room = maximum - specials;
        if (room < 0) {
            throw new InvalidInputException(name + ": expected a maximum length of at least " + specials
                    + ", the number of special tokens, found " + maximum + "; allow more");
        }
        if (options.stride() > 0 && options.stride() >= room) {
            throw new InvalidInputException(name + ": expected a stride below " + room + " (maximum length " + maximum
                    + " less " + specials + " special tokens), found " + options.stride() + "; lower it or allow more");
        }
        return Truncator.cut(text.length(), pairLength, room, options.truncation(),
                options.truncationSide().orElse(parts.truncationSide()), options.stride());
    }

    private Encoding build(Truncator.Range range, Truncator.Range other) {
        int total = text.length() + (pair == null ? 0 : pair.length());
        int kept = range.to() - range.from() + (pair == null ? 0 : other.to() - other.from());
        return parts.processor().build(new PostProcessor.Cut(text, range.from(), range.to()),
                pair == null ? null : new PostProcessor.Cut(pair, other.from(), other.to()), options.addSpecialTokens(),
                total - kept, parts.unknownId());
    }
}
