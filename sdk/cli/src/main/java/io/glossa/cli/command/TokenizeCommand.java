package io.glossa.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.Tokenizers;
import io.glossa.cli.input.LineOptions;
import io.glossa.cli.input.Request;
import io.glossa.error.InvalidInputException;
import io.glossa.text.CleanedText;
import io.glossa.text.TextSpan;
import io.glossa.tokenizer.Encoding;
import io.glossa.tokenizer.EncodingOptions;
import io.glossa.tokenizer.PaddingOptions;
import io.glossa.tokenizer.TextPair;
import io.glossa.tokenizer.Tokenizer;
import io.glossa.tokenizer.Truncation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code glossa tokenize}. */
@Command(name = "tokenize", description = "Shows the tokens that a model sees.", mixinStandardHelpOptions = true)
public final class TokenizeCommand extends TextCommand {
    @Option(names = "--truncation", paramLabel = "WHAT", defaultValue = "off", converter = TruncationConverter.class,
            description = "off, longest_first, only_first or only_second (default: off).")
    Truncation truncation = Truncation.OFF;

    @Option(names = "--no-special-tokens", description = "Leave the model's special tokens out.")
    boolean noSpecialTokens;

    @Option(names = "--src-lang", paramLabel = "LANG", description = "Language of the text, for models that translate.")
    @Nullable String sourceLanguage;

    @Option(names = "--tgt-lang", paramLabel = "LANG", description = "Language to translate to.")
    @Nullable String targetLanguage;

    @Option(names = "--target", description = "The text is a translation: shows it as the labels of training.")
    boolean target;

    private Tokenizer tokenizer;

    TokenizeCommand(Streams streams) {
        super(streams);
    }

    @Override
    String defaultModel() {
        return "base-en";
    }

    @Override
    AutoCloseable open(String model) {
        tokenizer = Tokenizers.load(model, common.store());
        return tokenizer;
    }

    @Override
    @Nullable Object group(Request request) {
        request.requireTexts();
        return null;
    }

    @Override
    List<ObjectNode> results(List<TextPair> texts, Request like) {
        throw new IllegalStateException("lines are answered one by one");
    }

    @Override
    Set<String> fields() {
        return Set.of("src_lang", "tgt_lang");
    }

    /** The tokenizer with what the line's languages ask for. */
    private Tokenizer side(Request request) {
        String from = request.string("src_lang", sourceLanguage);
        String to = request.string("tgt_lang", targetLanguage);
        if (target) {
            return tokenizer.target(to);
        }
        return from == null && to == null ? tokenizer : tokenizer.source(from, to);
    }

    @Override
    ObjectNode answer(Request request) {
        Tokenizer side = side(request);
        LineOptions options = request.options();
        boolean windows = options.bool("return_overflowing_tokens").orElse(common.stride != null || options.has("stride"));
        EncodingOptions encoding = encodingOptions(options, windows);
        if (windows) {
            List<ObjectNode> rows = new ArrayList<>();
            for (TextPair text : request.texts()) {
                Cleaned cleaned = cleaned(text);
                ArrayNode list = JsonNodeFactory.instance.arrayNode();
                padded(side.windows(cleaned.text(), cleaned.pair(), encoding), options, encoding, false)
                        .forEach(e -> list.add(fields(e, cleaned)));
                ObjectNode row = object();
                row.set("windows", list);
                rows.add(row);
            }
            return request.batch() ? together(rows) : rows.get(0);
        }
        List<Cleaned> texts = request.texts().stream().map(this::cleaned).toList();
        List<Encoding> encodings = new ArrayList<>();
        for (Cleaned text : texts) {
            encodings.add(side.encode(text.text(), text.pair(), encoding));
        }
        List<Encoding> padded = padded(encodings, options, encoding, request.batch());
        List<ObjectNode> rows = new ArrayList<>();
        for (int i = 0; i < padded.size(); i++) {
            rows.add(fields(padded.get(i), texts.get(i)));
        }
        return request.batch() ? together(rows) : rows.get(0);
    }

    /** A text or pair after cleaning. */
    private record Cleaned(CleanedText first, @Nullable CleanedText second) {
        String text() {
            return first.text();
        }

        @Nullable String pair() {
            return second == null ? null : second.text();
        }

        /** Where a token stands in the text that was given; {@code sequence} is negative for tokens of neither. */
        TextSpan original(int sequence, int start, int end) {
            CleanedText of = sequence == 0 ? first : sequence == 1 ? second : null;
            return of == null ? new TextSpan(start, end) : of.toOriginal(start, end);
        }
    }

    private Cleaned cleaned(TextPair text) {
        String pair = text.pair();
        return new Cleaned(common.cleaner.clean(text.text()), pair == null ? null : common.cleaner.clean(pair));
    }

    private EncodingOptions encodingOptions(LineOptions options, boolean windows) {
        EncodingOptions.Builder builder = EncodingOptions.builder().addSpecialTokens(!noSpecialTokens);
        Truncation chosen = options.truncation().orElse(truncation);
        boolean implied = chosen == Truncation.OFF && !options.has("truncation") && (windows || common.maxLength != null);
        builder.truncation(implied ? Truncation.LONGEST_FIRST : chosen);
        if (common.maxLength != null) {
            builder.maxLength(common.maxLength);
        }
        options.integer("max_length", 0).ifPresent(builder::maxLength);
        options.side("truncation_side").ifPresent(builder::truncationSide);
        options.bool("add_special_tokens").ifPresent(builder::addSpecialTokens);
        OptionalInt stride = options.integer("stride", 0);
        if (stride.isPresent()) {
            builder.stride(stride.getAsInt());
        } else if (common.stride != null) {
            builder.stride(common.stride);
        }
        return builder.build();
    }

    /** Texts cut at a length that is no multiple could not be padded to one within it. */
    private void requireMultiple(int multiple, EncodingOptions cut) {
        if (cut.truncation() == Truncation.OFF) {
            return;
        }
        OptionalInt limit = cut.maxLength().isPresent() ? cut.maxLength() : tokenizer.modelMaxLength();
        if (limit.isPresent() && limit.getAsInt() % multiple != 0) {
            throw new InvalidInputException("options.pad_to_multiple_of: expected a divisor of the maximum length "
                    + limit.getAsInt() + ", found " + multiple + "; change one of them");
        }
    }

    private List<Encoding> padded(List<Encoding> encodings, LineOptions options, EncodingOptions cut, boolean batch) {
        LineOptions.Padding padding =
                options.padding().orElse(batch ? LineOptions.Padding.LONGEST : LineOptions.Padding.NONE);
        if (padding == LineOptions.Padding.NONE || encodings.isEmpty()) {
            return encodings;
        }
        PaddingOptions how = PaddingOptions.longest();
        if (padding == LineOptions.Padding.MAX_LENGTH) {
            OptionalInt length = options.integer("max_length", 1);
            if (length.isEmpty()) {
                length = common.maxLength != null ? OptionalInt.of(common.maxLength) : tokenizer.modelMaxLength();
            }
            how = PaddingOptions.toLength(length.orElseThrow(() -> new InvalidInputException(
                    "options.padding: expected max_length beside it, found none; the model has no limit of its own")));
        }
        OptionalInt multiple = options.integer("pad_to_multiple_of", 1);
        if (multiple.isPresent()) {
            requireMultiple(multiple.getAsInt(), cut);
            how = how.withMultipleOf(multiple.getAsInt());
        }
        if (options.side("padding_side").isPresent()) {
            how = how.withSide(options.side("padding_side").get());
        }
        return tokenizer.pad(encodings, how);
    }

    private ObjectNode fields(Encoding encoding, Cleaned text) {
        ObjectNode node = object();
        node.set(target ? "labels" : "input_ids", array(encoding.ids()));
        node.set("attention_mask", array(encoding.attentionMask()));
        if (tokenizer.returnsTokenTypeIds()) {
            node.set("token_type_ids", array(encoding.typeIds()));
        }
        ArrayNode tokens = node.putArray("tokens");
        if (target) {
            // Labels are ids: what a token stands for is what its id does.
            Arrays.stream(encoding.ids()).forEach(id -> tokens.add(tokenizer.tokenOf(id).orElse("")));
        } else {
            encoding.tokens().forEach(tokens::add);
        }
        ArrayNode offsets = node.putArray("offsets");
        int[] starts = encoding.starts();
        int[] ends = encoding.ends();
        int[] sequences = encoding.sequenceIds();
        for (int i = 0; i < starts.length; i++) {
            TextSpan span = text.original(sequences[i], starts[i], ends[i]);
            offsets.addArray().add(span.start()).add(span.end());
        }
        node.set("special_tokens_mask", array(encoding.specialTokensMask()));
        ArrayNode sequenceIds = node.putArray("sequence_ids");
        for (int sequence : sequences) {
            if (sequence < 0) {
                sequenceIds.addNull();
            } else {
                sequenceIds.add(sequence);
            }
        }
        node.put("decoded", tokenizer.decode(encoding.ids(), false));
        node.put("decoded_skip_special", tokenizer.decode(encoding.ids(), true));
        if (encoding.truncated()) {
            node.put("truncated", true);
        }
        return node;
    }

    @Override
    String people(ObjectNode result) {
        StringBuilder text = new StringBuilder();
        (result.has("windows") ? result.get("windows") : JsonNodeFactory.instance.arrayNode().add(result)).forEach(window -> {
            text.append(text.length() == 0 ? "" : "\n");
            window.path("tokens").forEach(token -> text.append(token.asText()).append(' '));
        });
        return text.toString().stripTrailing();
    }
}
