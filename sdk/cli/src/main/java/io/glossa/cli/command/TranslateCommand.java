package io.glossa.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.Glossary;
import io.glossa.ProtectedText;
import io.glossa.TextOptions;
import io.glossa.TranslatedText;
import io.glossa.Translation;
import io.glossa.TranslationOptions;
import io.glossa.Translator;
import io.glossa.cli.input.LineOptions;
import io.glossa.cli.input.Request;
import io.glossa.cli.output.OutputFormat;
import io.glossa.error.GlossaException;
import io.glossa.error.InvalidInputException;
import io.glossa.tokenizer.TextPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code glossa translate}. */
@Command(name = "translate", description = "Translates texts, sentence by sentence.", mixinStandardHelpOptions = true)
public final class TranslateCommand extends TextCommand {
    /** Arguments of {@code generate} that a line may have. */
    private static final Set<String> GENERATION = Set.of("max_length", "num_beams", "max_new_tokens", "min_new_tokens", "min_length", "length_penalty",
            "early_stopping", "no_repeat_ngram_size", "encoder_no_repeat_ngram_size", "repetition_penalty", "encoder_repetition_penalty",
            "num_return_sequences", "forced_bos_token_id", "forced_eos_token_id", "bad_words_ids", "do_sample", "temperature", "top_k", "top_p",
            "seed");

    /** Marks results whose best translation people have seen. */
    private static final String SHOWN = "shown";

    @Option(names = "--from", paramLabel = "LANG", description = "Language of the texts, by the model's code or ISO 639-1 (default: the model's own).")
    @Nullable String from;

    @Option(names = "--to", paramLabel = "LANG", description = "Language to translate to (default: the model's own).")
    @Nullable String to;

    @Option(names = "--beams", paramLabel = "N", description = "Hypotheses of the search; 1 is greedy (default: the model's).")
    @Nullable Integer beams;

    @Option(names = "--length-penalty", paramLabel = "F", description = "Above 0 favours long translations (default: the model's).")
    @Nullable Double lengthPenalty;

    @Option(names = "--early-stopping", paramLabel = "WHEN", description = "true, false or never: when the search ends (default: the model's).")
    @Nullable String earlyStopping;

    @Option(names = "--max-new-tokens", paramLabel = "N", description = "Most tokens of a translation (default: the model's).")
    @Nullable Integer maxNewTokens;

    @Option(names = "--min-new-tokens", paramLabel = "N", description = "Fewest tokens of a translation (default: the model's).")
    @Nullable Integer minNewTokens;

    @Option(names = "--no-repeat-ngram", paramLabel = "N", description = "No N tokens in a row twice (default: the model's).")
    @Nullable Integer noRepeatNgram;

    @Option(names = "--repetition-penalty", paramLabel = "F", description = "Above 1 makes tokens less likely that were written (default: the model's).")
    @Nullable Double repetitionPenalty;

    @Option(names = "--alternatives", paramLabel = "N", description = "Translations of each text, best first (default: the model's).")
    @Nullable Integer alternatives;

    @Option(names = "--timeout", paramLabel = "SECONDS",
            description = "Longest time for the texts of a batch; what is written then is given as it is (default: none).")
    @Nullable Double timeout;

    @Option(names = "--stream", description = "Show each translation while it is written, a text after the other; for people, on standard output.")
    boolean stream;

    @Option(names = "--no-split", description = "Each text is one sequence for the model.")
    boolean noSplit;

    @Option(names = "--glossary", paramLabel = "FILE",
            description = "Terms, one a line: term, tab, translation; a term alone is kept as it is. Not with --no-split.")
    @Nullable Path glossary;

    @Option(names = "--protect", description = "Keep placeholders, markup, addresses, code and file names as they are. Not with --no-split.")
    boolean protect;

    private Translator translator;

    TranslateCommand(Streams streams) {
        super(streams);
    }

    @Override
    @Nullable String defaultModel() {
        return null;
    }

    @Override
    AutoCloseable open(String model) throws IOException {
        if (stream && (common.format != OutputFormat.TEXT || common.output != null)) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--stream: expected the format text on standard output, found "
                    + (common.output != null ? "--output" : "another format") + "; leave one of the two out");
        }
        Translator.Builder builder = common.configure(Translator.builder(model));
        builder.protect(protect ? ProtectedText.defaults() : Set.of());
        if (glossary != null) {
            builder.glossary(terms(glossary));
        }
        translator = builder.build();
        return translator;
    }

    @Override
    Set<String> fields() {
        return Set.of("src_lang", "tgt_lang", "input_ids");
    }

    @Override
    Set<String> options() {
        java.util.Set<String> all = new java.util.TreeSet<>(GENERATION);
        all.add("batch_size");
        return all;
    }

    @Override
    @Nullable Object group(Request request) {
        if (request.field("input_ids") != null) {
            if (!request.texts().isEmpty() || request.batch()) {
                throw new InvalidInputException("input_ids: expected it alone, found text beside it");
            }
            return null;
        }
        request.requireTexts();
        for (TextPair text : request.texts()) {
            if (text.pair() != null) {
                throw new InvalidInputException("text_pair: expected none, found one; a translation has one text");
            }
        }
        if (stream && !request.batch()) {
            return null;
        }
        return List.of(request.options().node(), String.valueOf(request.string("src_lang", from)),
                String.valueOf(request.string("tgt_lang", to)));
    }

    @Override
    List<ObjectNode> results(List<TextPair> texts, Request like) {
        List<String> all = texts.stream().map(TextPair::text).toList();
        Translator own = translator(like);
        return noSplit ? own.translate(all).stream().map(TranslateCommand::fields).toList()
                : own.translateTexts(all).stream().map(TranslateCommand::fields).toList();
    }

    @Override
    ObjectNode answer(Request request) {
        JsonNode ids = request.field("input_ids");
        return ids == null ? shown(translator(request), request.texts().get(0).text())
                : fields(translator(request).translateIds(Request.integers(ids, "input_ids")));
    }

    /** A result whose best translation is shown already. */
    private ObjectNode shown(Translator own, String text) {
        GrowingLine line = new GrowingLine(streams.out());
        try {
            return (noSplit ? fields(own.translate(text, line)) : fields(own.translateText(text, line))).put(SHOWN, true);
        } catch (GlossaException | IllegalArgumentException e) {
            line.end();
            throw e;
        }
    }

    @Override
    int chunkLines() {
        return stream ? 1 : super.chunkLines();
    }

    /** The translator for the direction and the options of a line. */
    private Translator translator(Request line) {
        return translator.with(textOptions(line.options())).between(line.string("src_lang", from), line.string("tgt_lang", to))
                .with(generation(line.options()));
    }

    /** A maximum length limits the translation; the source is cut, if asked for, where the model's own limit is. */
    @Override
    TextOptions textOptions(LineOptions options) {
        TextOptions.Builder text = common.text().toBuilder();
        options.truncation().ifPresent(text::truncation);
        options.side("truncation_side").ifPresent(text::truncationSide);
        options.bool("add_special_tokens").ifPresent(text::addSpecialTokens);
        return text.build();
    }

    private TranslationOptions generation(LineOptions options) {
        ObjectNode arguments = object();
        put(arguments, "num_beams", beams);
        put(arguments, "length_penalty", lengthPenalty);
        put(arguments, "max_new_tokens", maxNewTokens);
        put(arguments, "min_new_tokens", minNewTokens);
        put(arguments, "no_repeat_ngram_size", noRepeatNgram);
        put(arguments, "repetition_penalty", repetitionPenalty);
        put(arguments, "num_return_sequences", alternatives);
        if (earlyStopping != null) {
            if (earlyStopping.equals("never")) {
                arguments.put("early_stopping", earlyStopping);
            } else if (earlyStopping.equals("true") || earlyStopping.equals("false")) {
                arguments.put("early_stopping", earlyStopping.equals("true"));
            } else {
                throw new InvalidInputException("--early-stopping: expected true, false or never, found another word");
            }
        }
        for (String name : options.names()) {
            if (GENERATION.contains(name)) {
                arguments.set(name, options.node().get(name));
            }
        }
        TranslationOptions generation = TranslationOptions.parse(arguments.toString());
        return timeout == null ? generation : generation.toBuilder().timeout(Duration.ofNanos((long) (timeout * 1e9))).build();
    }

    private static void put(ObjectNode to, String name, @Nullable Object value) {
        if (value != null) {
            to.putPOJO(name, value);
        }
    }

    private static Glossary terms(Path file) throws IOException {
        Glossary.Builder terms = Glossary.builder();
        for (String line : Files.readAllLines(file)) {
            String[] cells = line.split("\t", -1);
            if (cells.length > 2) {
                throw new InvalidInputException(file.getFileName() + ": expected a term and its translation with a tab between, found "
                        + cells.length + " cells in a line");
            }
            if (!line.isBlank()) {
                terms = cells.length == 2 ? terms.term(cells[0], cells[1]) : terms.keep(cells[0]);
            }
        }
        return terms.build();
    }

    private static ObjectNode fields(TranslatedText text) {
        ObjectNode node = fields(text.translation());
        if (!text.failures().isEmpty()) {
            ArrayNode failures = node.putArray("failures");
            text.failures().forEach(each -> failures.addObject().put("kind", each.kind().name().toLowerCase(java.util.Locale.ROOT))
                    .put("expected", each.expected()).put("start", each.start()).put("end", each.end()));
        }
        if (text.sentences().size() > 1) {
            ArrayNode sentences = node.putArray("sentences");
            text.sentences().forEach(each -> sentences.addObject().put("source_start", each.sourceStart()).put("source_end", each.sourceEnd())
                    .put("target_start", each.targetStart()).put("target_end", each.targetEnd()).put("split", each.split())
                    .put("patched", each.patched()));
        }
        return node;
    }

    private static ObjectNode fields(Translation translation) {
        ObjectNode node = object();
        ArrayNode all = node.putArray("translations");
        for (Translation.Candidate candidate : translation.alternatives()) {
            ObjectNode each = all.addObject().put("text", candidate.text()).put("score", candidate.score());
            each.set("token_ids", array(candidate.tokenIds().stream().mapToInt(Integer::intValue).toArray()));
            if (candidate.end() != Translation.End.COMPLETE) {
                each.put("end", candidate.end().name().toLowerCase(java.util.Locale.ROOT));
            }
        }
        return withUsage(node, translation.usage());
    }

    @Override
    String people(ObjectNode result) {
        List<String> lines = new ArrayList<>();
        result.get("translations").forEach(each -> lines.add(lines.isEmpty() && result.has(SHOWN) ? "" : each.path("text").asText()));
        return String.join("\n", lines) + cut(result);
    }
}
