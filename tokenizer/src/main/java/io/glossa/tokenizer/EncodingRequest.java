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
        return build(cuts, cuts.first().get(0), cuts.second().get(0));
    }

    /** What remains, then the windows over the rest, in the library's order. */
    List<Encoding> windows() {
        Truncator.Cuts cuts = cuts();
        boolean swapped = pair != null && parts.processor().startsWithSecond();
        List<Truncator.Range> outer = swapped ? cuts.second() : cuts.first();
        List<Truncator.Range> inner = swapped ? cuts.first() : cuts.second();
        List<Encoding> windows = new ArrayList<>();
        windows.add(build(cuts, cuts.first().get(0), cuts.second().get(0)));
        // Each further window of the text that comes first with all of the other's, then its first with the others.
        for (int i = 1; i < outer.size(); i++) {
            for (Truncator.Range range : inner) {
                windows.add(swapped ? build(cuts, range, outer.get(i)) : build(cuts, outer.get(i), range));
            }
        }
        for (int i = 1; i < inner.size(); i++) {
            windows.add(swapped ? build(cuts, inner.get(i), outer.get(0)) : build(cuts, outer.get(0), inner.get(i)));
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

    private Encoding build(Truncator.Cuts cuts, Truncator.Range range, Truncator.Range other) {
        int total = text.length() + (pair == null ? 0 : pair.length());
        int kept = range.to() - range.from() + (pair == null ? 0 : other.to() - other.from());
        return parts.processor().build(cut(text, range, range != cuts.first().get(0)),
                pair == null ? null : cut(pair, other, other != cuts.second().get(0)), options.addSpecialTokens(),
                total - kept, parts.unknownId());
    }

    private static PostProcessor.Cut cut(RawPieces pieces, Truncator.Range range, boolean further) {
        return new PostProcessor.Cut(pieces, range.from(), range.to(), further);
    }
}
