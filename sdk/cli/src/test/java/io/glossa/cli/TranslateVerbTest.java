package io.glossa.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code translate}, and {@code evaluate} of models that translate, beyond the recorded results of the parity test. */
class TranslateVerbTest {
    private static final String MARIAN = Cli.fixture("marian-en-de");
    private static final String M2M100 = Cli.fixture("m2m100");
    private static final String T5 = Cli.fixture("t5-translate");
    private static final String TEXT = "A woman is asleep on a chair on a bus.";

    @TempDir
    Path folder;

    @Test
    void alternatives_bestFirst() {
        JsonNode all = Cli.run("translate", "--model", MARIAN, "--beams", "4", "--alternatives", "3", "--format", "jsonl", TEXT).json().get("translations");
        assertThat(all).hasSize(3);
        assertThat(all.get(0).get("score").asDouble()).isGreaterThanOrEqualTo(all.get(1).get("score").asDouble());
        assertThat(all.get(1).get("score").asDouble()).isGreaterThanOrEqualTo(all.get(2).get("score").asDouble());
    }

    @Test
    void people_seeTheTranslation() {
        Cli.Result result = Cli.run("translate", "--model", M2M100, "--from", "en", "--to", "de", TEXT);
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out().strip()).startsWith("Eine Frau").doesNotContain("\n");
    }

    @Test
    void end_saysWhatStopped() {
        JsonNode best = Cli.run("translate", "--model", MARIAN, "--max-new-tokens", "3", "--format", "jsonl", TEXT).json().get("translations").get(0);
        assertThat(best.get("end").asText()).isEqualTo("length");
        assertThat(best.get("token_ids")).hasSize(4);
    }

    @Test
    void timeout_givesWhatThereIs() {
        JsonNode result = Cli.run("translate", "--model", MARIAN, "--timeout", "1e-9", "--format", "jsonl", TEXT + " " + TEXT).json();
        assertThat(result.at("/translations/0/end").asText()).isEqualTo("timeout");
        Cli.Result refused = Cli.run("translate", "--model", MARIAN, "--timeout", "0", TEXT);
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out() + refused.err()).contains("timeout: expected");
    }

    @Test
    void stream_printsTheSame() {
        String second = "Two dogs are playing around in the dirt.";
        for (List<String> options : List.of(List.<String>of(), List.of("--no-split"), List.of("--beams", "3", "--alternatives", "2"))) {
            List<String> args = new java.util.ArrayList<>(List.of("translate", "--model", MARIAN, TEXT, "", second + " " + TEXT));
            args.addAll(options);
            Cli.Result plain = Cli.run(args.toArray(String[]::new));
            args.add("--stream");
            Cli.Result streamed = Cli.run(args.toArray(String[]::new));
            assertThat(streamed.out()).isEqualTo(plain.out()).isNotBlank();
            assertThat(streamed.status()).isEqualTo(plain.status());
        }
        assertThat(Cli.run("translate", "--model", MARIAN, "--stream", "--format", "jsonl", TEXT).status()).isEqualTo(2);
        assertThat(Cli.run("translate", "--model", MARIAN, "--stream", "--output", folder.resolve("out.txt").toString(), TEXT).err())
                .contains("--stream: expected");
    }

    @Test
    void batch_givesEachTextWhatItGetsAlone() {
        String second = "Two dogs are playing around in the dirt.";
        List<JsonNode> together = Cli.run("translate", "--model", MARIAN, "--format", "jsonl", TEXT, second, TEXT).jsonl();
        assertThat(together.get(2)).isEqualTo(together.get(0));
        for (int i = 0; i < 2; i++) {
            JsonNode alone = Cli.run("translate", "--model", MARIAN, "--format", "jsonl", i == 0 ? TEXT : second).json();
            assertThat(together.get(i).get("translations").get(0).get("token_ids")).isEqualTo(alone.get("translations").get(0).get("token_ids"));
        }
    }

    @Test
    void longLine_isCutAndSaysSo() {
        JsonNode result = Cli.run("translate", "--model", MARIAN, "--no-split", "--max-new-tokens", "2", "--format", "jsonl",
                "dog ".repeat(25_000)).json();
        assertThat(result.get("truncated").asBoolean()).isTrue();
        assertThat(Cli.run("translate", "--model", MARIAN, "--no-split", "--length", "fail", "dog ".repeat(25_000)).status()).isEqualTo(1);
    }

    @Test
    void longSentence_isReadInPieces() {
        JsonNode result = Cli.run("translate", "--model", MARIAN, "--max-new-tokens", "2", "--format", "jsonl", "dog ".repeat(1000)).json();
        assertThat(result.get("truncated").asBoolean()).isFalse();
        assertThat(result.get("tokens").asInt()).isGreaterThan(1000);
        assertThat(result.get("sentences")).hasSizeGreaterThan(5).allMatch(sentence -> sentence.get("split").asBoolean());
    }

    @Test
    void linesAndLists_stay() {
        String text = "- " + TEXT + " " + TEXT + "\n\n  1. " + TEXT + "\n---\n";
        String one = Cli.run("translate", "--model", MARIAN, TEXT).out().strip();
        JsonNode result = Cli.runWith("{\"text\":" + Cli.quoted(text) + "}\n", "translate", "--model", MARIAN, "--input", "-", "--input-format", "jsonl",
                "--format", "jsonl").json();
        assertThat(result.get("translations").get(0).get("text").asText()).isEqualTo(text.replace(TEXT, one));
        JsonNode second = result.get("sentences").get(1);
        assertThat(text.substring(second.get("source_start").asInt(), second.get("source_end").asInt())).isEqualTo(TEXT);
        assertThat(second.get("split").asBoolean()).isFalse();
    }

    @Test
    void alternativesOfTexts_areAsManyAsAskedFor() {
        JsonNode all = Cli.run("translate", "--model", MARIAN, "--beams", "3", "--alternatives", "2", "--format", "jsonl", TEXT + " " + TEXT).json()
                .get("translations");
        assertThat(all).hasSize(2);
        assertThat(all.get(0).get("text")).isNotEqualTo(all.get(1).get("text"));
    }

    /** A model that was trained for minutes loses marks: what it loses is reported, nothing is pasted in. */
    @Test
    void glossary_keepsOrReports() throws IOException {
        Path terms = Files.writeString(folder.resolve("terms.tsv"), "chair\tSessel\nbus\n");
        JsonNode result = Cli.run("translate", "--model", MARIAN, "--glossary", terms.toString(), "--format", "jsonl", TEXT).json();
        String translation = result.get("translations").get(0).get("text").asText();
        for (String term : List.of("Sessel", "bus")) {
            boolean reported = result.path("failures").toString().contains("\"" + term + "\"");
            assertThat(translation.contains(term)).as(term).isNotEqualTo(reported);
        }
        Files.writeString(terms, "a\tb\tc\n");
        assertThat(error("--model", MARIAN, "--glossary", terms.toString())).contains("found 3 cells");
    }

    @Test
    void directions_thatAreNotThere() {
        assertThat(error("--model", M2M100, "--from", "en", "--to", "xx")).contains("expected one of the model's languages");
        assertThat(error("--model", T5, "--from", "en", "--to", "zh")).contains("en to de, en to fr").contains("found en to zh");
        assertThat(error("--model", Cli.fixture("bert-uncased-sst2"))).contains("expected model_type");
        assertThat(error("--model", MARIAN, "--early-stopping", "perhaps")).contains("expected true, false or never");
        assertThat(error("--model", MARIAN, "--beams", "0")).contains("num_beams");
        assertThat(error("--model", MARIAN, "--precision", "int8")).contains("int8");
    }

    /** Languages change what the encoder reads; encoders know none of these fields. */
    @Test
    void forward_takesLanguages() {
        String line = "{\"text\":\"" + TEXT + "\",\"src_lang\":\"%s\",\"tgt_lang\":\"de\"}\n";
        JsonNode english = Cli.runWith(line.formatted("en"), "forward", "--model", M2M100, "--input", "-", "--input-format", "jsonl", "--format",
                "jsonl").json();
        JsonNode french = Cli.runWith(line.formatted("fr"), "forward", "--model", M2M100, "--input", "-", "--input-format", "jsonl", "--format",
                "jsonl").json();
        assertThat(english.get("encoder_first_token")).isNotEqualTo(french.get("encoder_first_token"));
        Cli.Result encoder = Cli.runWith(line.formatted("en"), "forward", "--model", Cli.fixture("bert-uncased-sst2"), "--input", "-",
                "--input-format", "jsonl", "--format", "jsonl");
        assertThat(encoder.status()).isEqualTo(1);
        assertThat(encoder.json().at("/error/message").asText()).contains("expected the fields");
    }

    private static String error(String... args) {
        List<String> all = new java.util.ArrayList<>(List.of("translate"));
        all.addAll(List.of(args));
        all.add(TEXT);
        Cli.Result result = Cli.run(all.toArray(String[]::new));
        assertThat(result.status()).isEqualTo(1);
        return result.err() + result.out();
    }

    /** Against references that are the model's own translations but for one: BLEU and chrF of a known text. */
    @Test
    void evaluate_pairs() throws IOException {
        String mine = Cli.run("translate", "--model", MARIAN, TEXT).out().strip();
        Path table = Files.writeString(folder.resolve("pairs.tsv"), "source\ttarget\n" + TEXT + "\t" + mine + "\n");
        JsonNode result = Cli.run("evaluate", "--model", MARIAN, "--data", table.toString(), "--format", "jsonl").json();
        assertThat(result.get("bleu").asDouble()).isCloseTo(100, within(1e-6));
        assertThat(result.get("chrf").asDouble()).isCloseTo(100, within(1e-6));
        assertThat(result.get("signature").asText()).contains("tok:13a");
        Path lines = Files.writeString(folder.resolve("pairs.jsonl"), "{\"source\":\"" + TEXT + "\",\"target\":\"Nichts davon\"}\n");
        JsonNode other = Cli.run("evaluate", "--model", MARIAN, "--data", lines.toString(), "--bleu-tokenizer", "intl", "--format", "jsonl").json();
        assertThat(other.get("bleu").asDouble()).isLessThan(20);
        assertThat(other.get("signature").asText()).contains("tok:intl");
        assertThat(Cli.run("evaluate", "--model", MARIAN, "--data", lines.toString(), "--fit").status()).isEqualTo(2);
    }
}
