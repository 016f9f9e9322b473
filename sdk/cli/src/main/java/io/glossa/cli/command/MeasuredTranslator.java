package io.glossa.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.Translation;
import io.glossa.Translator;
import io.glossa.cli.input.Columns;
import io.glossa.cli.input.Line;
import io.glossa.cli.input.LineSource;
import io.glossa.error.InvalidInputException;
import io.glossa.evaluation.Bleu;
import io.glossa.evaluation.BleuScore;
import io.glossa.evaluation.BleuTokenizer;
import io.glossa.evaluation.Chrf;
import io.glossa.evaluation.ChrfScore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A model that writes texts, measured on texts and their translations by people. */
final class MeasuredTranslator {
    /** The columns of pairs. */
    static final String SOURCE = "source";
    static final String TARGET = "target";
    private static final int CHUNK = 256;

    private final Translator translator;
    private final Bleu bleu;
    private final List<String> translations = new ArrayList<>();
    private final List<List<String>> references = new ArrayList<>();
    private int incomplete;

    MeasuredTranslator(Translator translator, BleuTokenizer tokenizer) {
        this.translator = translator;
        this.bleu = Bleu.of(tokenizer);
    }

    /** How tables of pairs are read. */
    static Columns columns(String label) {
        return new Columns(SOURCE, "", List.of(label), List.of(TARGET));
    }

    /** Reads and translates all lines. */
    void measure(LineSource source, Progress progress) throws IOException {
        List<String> texts = new ArrayList<>();
        while (true) {
            Line line = source.next();
            if (line != null) {
                texts.add(read(line));
            }
            if (line == null || texts.size() == CHUNK) {
                for (Translation translation : translator.translate(texts)) {
                    translations.add(translation.text());
                    incomplete += translation.complete() ? 0 : 1;
                }
                progress.advance(texts.size());
                texts.clear();
            }
            if (line == null) {
                return;
            }
        }
    }

    /** The text of a line; its translation is kept. A table has fields for its columns, an object of JSON its own. */
    private String read(Line line) {
        if (line.problem() != null) {
            throw line.problem();
        }
        ObjectNode fields = line.fields();
        JsonNode target = fields.has(TARGET) ? fields.get(TARGET) : fields.get(Columns.more(TARGET));
        JsonNode source = fields.has(SOURCE) ? fields.get(SOURCE) : fields.get("text");
        if (source == null || target == null || !source.isTextual() || !target.isTextual()) {
            throw new InvalidInputException("line " + line.number() + ": expected the strings source and target, found "
                    + (source == null || !source.isTextual() ? "no source" : "no target"));
        }
        references.add(List.of(target.textValue()));
        return source.textValue();
    }

    /** What was measured. */
    ObjectNode fields() {
        if (references.isEmpty()) {
            throw new InvalidInputException("--data: expected a line at least, found none");
        }
        BleuScore score = bleu.corpus(translations, references);
        ChrfScore chrf = Chrf.chrf().corpus(translations, references);
        ChrfScore words = Chrf.plusPlus().corpus(translations, references);
        return TextCommand.object().put("examples", references.size()).put("bleu", score.score()).put("signature", score.signature())
                .put("chrf", chrf.score()).put("chrf_signature", chrf.signature()).put("chrf_plus_plus", words.score())
                .put("chrf_plus_plus_signature", words.signature()).put("incomplete", incomplete);
    }

    static String people(ObjectNode result) {
        return String.format(Locale.ROOT, "%d translations, %d of them incomplete%nBLEU   %6.2f  %s%nchrF   %6.2f  %s%nchrF++ %6.2f  %s",
                result.get("examples").asInt(), result.get("incomplete").asInt(), result.get("bleu").asDouble(),
                result.get("signature").asText(), result.get("chrf").asDouble(), result.get("chrf_signature").asText(),
                result.get("chrf_plus_plus").asDouble(), result.get("chrf_plus_plus_signature").asText());
    }
}
