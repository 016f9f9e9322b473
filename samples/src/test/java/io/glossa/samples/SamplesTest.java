package io.glossa.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs each sample as a user would and looks at what it prints. Fixtures have random weights: their scores mean nothing. */
class SamplesTest {
    /** The program of a sample. */
    private interface Program {
        void main(String[] args) throws IOException;
    }

    @Test
    void sentiment_embeddedModel() throws IOException {
        List<String> lines = run(SentimentSample::main);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).matches("POSITIVE [01]\\.\\d+ [01]\\.\\d+");
        assertThat(lines.get(1)).matches("NEGATIVE -[01]\\.\\d+");
        assertThat(lines.get(2)).matches("POSITIVE [01]\\.\\d+");
    }

    @Test
    void cleaning_offsetsAndHints() throws IOException {
        List<String> lines = run(CleaningSample::main);
        assertThat(lines).containsExactly("Tom & Ann: soo good! http",
                "'soo' was 'sooooo'",
                "call us",
                "POSITIVE",
                "zh Hani",
                "und Latn",
                "true");
    }

    @Test
    void classify_ownFolder() throws IOException {
        List<String> lines = run(ClassifySample::main, Repository.fixture("bert-cased-stars"));
        assertThat(lines).hasSize(1 + 2 * 3 + 1);
        assertThat(lines.subList(0, 7)).allMatch(line -> line.matches("[1-5] stars? 0\\.\\d+"));
        assertThat(lines.get(7)).startsWith("pair: ").endsWith("of [1 star, 2 stars, 3 stars, 4 stars, 5 stars]");
    }

    @Test
    void translate_andAlternatives() throws IOException {
        List<String> lines = run(TranslateSample::main, Repository.fixture("m2m100"));
        assertThat(lines).hasSizeGreaterThan(6);
        assertThat(lines.get(0)).startsWith("Eine Frau");
        assertThat(lines.subList(1, 4)).allMatch(line -> line.matches("-\\d+\\.\\d+ .+"));
        assertThat(lines.get(lines.size() - 1)).startsWith("Zwei ");
    }

    @Test
    void scoreTranslations_asSacreBleu() throws IOException {
        assertThat(run(ScoreTranslationsSample::main)).containsExactly(
                "BLEU|nrefs:var|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0 = 35.15 92.9/58.3/30.0/12.5 (BP = 0.931 ratio = 0.933 hyp_len = 14 ref_len = 15)",
                "chrF2++|nrefs:var|case:mixed|eff:yes|nc:6|nw:2|space:no|version:2.6.0 = 69.83");
    }

    @Test
    void export_thenServe(@TempDir Path folder) throws IOException {
        List<String> lines = run(ExportSample::main, Repository.fixture("distilbert-sst2"), folder.resolve("out").toString());
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).isEqualTo("2 texts, agreement 1.0");
        assertThat(lines.get(1)).matches("NEGATIVE|POSITIVE");
    }

    @Test
    void train_thenServe(@TempDir Path folder) throws IOException {
        StringBuilder rows = new StringBuilder("text,label\n");
        for (int i = 0; i < 60; i++) {
            rows.append(i % 2 == 0 ? "a good buy" : "a bad idea").append(' ').append(i).append(',').append(i % 2 == 0 ? "good" : "bad")
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("mine.csv"), rows);
        List<String> lines = run(TrainSample::main, Repository.fixture("bert-embed-mean"), file.toString(), folder.resolve("out").toString());
        assertThat(lines).hasSize(5);
        assertThat(lines.get(2)).startsWith("epoch 3.0: accuracy ");
        assertThat(lines.get(3)).isEqualTo("what is served is within 1e-4 of the trainer: true");
        assertThat(lines.get(4)).matches("good|bad");
    }

    @Test
    void distill_aSmallerModel(@TempDir Path folder) throws IOException {
        StringBuilder rows = new StringBuilder("text,label\n");
        StringBuilder texts = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            rows.append(i % 2 == 0 ? "very good" : "awful").append(' ').append(i).append(',').append(i % 2 == 0 ? "POSITIVE" : "NEGATIVE")
                    .append('\n');
            texts.append("nobody said of number ").append(i).append(" what it is\n");
        }
        Path file = Files.writeString(folder.resolve("mine.csv"), rows);
        Path unlabelled = Files.writeString(folder.resolve("more.txt"), texts);
        List<String> lines = run(DistillSample::main, Repository.fixture("bert-embed-mean"), Repository.fixture("distilbert-sst2"), file.toString(),
                unlabelled.toString(), folder.resolve("out").toString());
        assertThat(lines).singleElement().asString().startsWith("accuracy: ");
    }

    @Test
    void typedLabels_enum() throws IOException {
        assertThat(run(TypedLabelsSample::main, Repository.fixture("mpnet-topics")))
                .singleElement().asString().matches("(WORLD|SPORTS|BUSINESS|SCI_TECH) goes to the \\w+ desk");
    }

    @Test
    void zeroShot_embeddedModelAndInference() throws IOException {
        List<String> lines = run(ZeroShotSample::main, Repository.fixture("deberta-v2-nli"));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("billing 0.");
        assertThat(lines.get(1)).startsWith("inference: ").contains("label=billing", "label=delivery");
    }

    @Test
    void zeroShot_withoutArgument() throws IOException {
        assertThat(run(ZeroShotSample::main)).hasSize(1);
    }

    @Test
    void semanticSearch_nearestFirst() throws IOException {
        List<String> lines = run(SemanticSearchSample::main);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("384 numbers, 0.");
        assertThat(lines.get(1)).endsWith("We refund purchases within thirty days.");
    }

    @Test
    void entities_placesInTheText() throws IOException {
        String text = "Ada Lovelace met Charles Babbage in London.";
        List<String> lines = run(EntitiesSample::main, Repository.fixture("bert-ner"));
        assertThat(lines).hasSizeGreaterThan(1);
        for (String line : lines.subList(0, lines.size() - 1)) {
            String[] place = line.substring(line.lastIndexOf(' ') + 1).split("-");
            String piece = text.substring(Integer.parseInt(place[0]), Integer.parseInt(place[1]));
            assertThat(line).matches("(PER|ORG|LOC) .*").contains(" " + piece + " ");
        }
        assertThat(lines.get(lines.size() - 1)).endsWith("labels [O, B-PER, I-PER, B-ORG, I-ORG, B-LOC, I-LOC]");
    }

    @Test
    void rerank_allDocumentsBestFirst() throws IOException {
        List<String> lines = run(RerankSample::main, Repository.fixture("bert-reranker"));
        List<Float> scores = lines.stream().map(line -> Float.valueOf(line.split(" ")[0])).toList();
        assertThat(scores).hasSize(3).isSortedAccordingTo((a, b) -> Float.compare(b, a));
    }

    @Test
    void longText_cutWindowsRefused() throws IOException {
        List<String> lines = run(LongTextSample::main, Repository.fixture("bert-cased-stars"));
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).matches("read 64 tokens, dropped [1-9]\\d+");
        assertThat(lines.get(1)).matches("read [1-9]\\d{2,} tokens in [1-9]\\d* windows");
        assertThat(lines.get(2)).startsWith("refused: text: expected at most 64 tokens");
        assertThat(lines.get(3)).matches("same model, windows of 48: [1-9]\\d*");
    }

    @Test
    void evaluate_knownLabels() throws IOException {
        List<String> lines = run(EvaluateSample::main, Repository.fixture("mpnet-topics"));
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).matches("accuracy [01]\\.\\d+, 95 % Interval\\[low=[0-9.E-]+, high=[0-9.]+]");
        assertThat(lines.get(1)).isEqualTo("World: F1 0.0 on 0");
        assertThat(lines.get(4)).startsWith("Sci/Tech: F1 ").endsWith(" on 1");
    }

    @Test
    void data_readSplitCheck(@TempDir Path folder) throws IOException {
        StringBuilder rows = new StringBuilder("review,stars\n");
        for (int i = 0; i < 40; i++) {
            rows.append(i % 2 == 0 ? "lovely food and drinks " : "awful service again ").append(Integer.toString(i * i * 7919, 36))
                    .append(i % 2 == 0 ? ",5\n" : ",1\n");
        }
        Path file = Files.writeString(folder.resolve("reviews.csv"), rows + "no stars\nlovely food and drinks 0,1\n");
        List<String> lines = run(DataSample::main, file.toString());
        assertThat(lines.get(0)).isEqualTo("41 texts, {1=21, 5=20}, 1 bad rows");
        assertThat(lines.get(1)).isEqualTo("33 to learn from, {1=4, 5=4} held out");
        assertThat(lines).anyMatch(line -> line.startsWith("WARNING rows of reviews.csv (train) that were left out: 1"));
        assertThat(lines.get(lines.size() - 1)).isEqualTo("21 with five stars");
    }

    @Test
    void compare_twoModelsAndNumbers() throws IOException {
        List<String> lines = run(CompareSample::main, Repository.fixture("bert-uncased-sst2"), Repository.fixture("distilbert-sst2"));
        assertThat(lines.get(0)).matches("accuracy -?[01]\\.\\d+, 95 % Interval\\[low=.*");
        assertThat(lines.get(1)).matches("McNemar p = [01]\\.\\d+");
        assertThat(lines.get(2)).startsWith("0-24 characters: ").endsWith(" on 1");
        assertThat(lines.get(3)).startsWith("25-49 characters: ").endsWith(" on 2");
        assertThat(lines.get(4)).startsWith("50-99 characters: ").endsWith(" on 1");
        assertThat(lines.subList(5, lines.size() - 1)).allMatch(line -> line.matches("row [1-4] is \\[.*], given \\[.*]"));
        assertThat(lines.get(lines.size() - 1)).matches("threshold of delivery 0\\.2\\d*, accuracy 1\\.0");
    }

    @Test
    void file_oneLineEach(@TempDir Path folder) throws IOException {
        Path input = Files.write(folder.resolve("in.txt"), List.of("Splendid.", "Awful.", "Splendid."));
        Path output = folder.resolve("out.tsv");
        assertThat(run(FileSample::main, input.toString(), output.toString())).containsExactly("wrote out.tsv");
        List<String> lines = Files.readAllLines(output);
        assertThat(lines).hasSize(3).allMatch(line -> line.matches("(POSITIVE|NEGATIVE)\t-?\\d.*"));
        assertThat(lines.get(0)).isEqualTo(lines.get(2)).startsWith("POSITIVE");
        assertThat(lines.get(1)).startsWith("NEGATIVE");
    }

    @Test
    void async_ownThreadsAndExecutor() throws IOException {
        assertThat(run(AsyncSample::main)).containsExactly("POSITIVE, 2 more", "POSITIVE");
    }

    @Test
    void errors_damagedOrMissingOrFine(@TempDir Path empty) throws IOException {
        List<String> missing = run(ErrorsSample::main, empty.resolve("nothing").toString());
        assertThat(missing).hasSize(3);
        assertThat(missing.get(0)).startsWith("nothing there: ");
        assertThat(missing.get(1)).startsWith("input: text: expected at most 8 tokens").doesNotContain("refused");
        assertThat(missing.get(2)).startsWith("closed: ");
        assertThat(run(ErrorsSample::main, Repository.fixture("bert-cased-stars")).get(0))
                .isEqualTo("loaded bert-cased-stars on cpu");
        Files.writeString(empty.resolve("config.json"), "{");
        Files.writeString(empty.resolve("model.onnx"), "x");
        assertThat(run(ErrorsSample::main, empty.toString()).get(0)).startsWith("damaged, or of another kind: ");
    }

    @Test
    void tokens_idsAndLogits() throws IOException {
        List<String> lines = run(TokensSample::main, Repository.fixture("bert-ner"));
        assertThat(lines.get(0)).endsWith(" [CLS] 0-0");
        assertThat(lines.get(lines.size() - 1)).matches("TOKEN_LOGITS: " + (lines.size() - 1) + " rows of 7");
    }

    @Test
    void luceneTagging_foundByLabel() throws IOException {
        List<String> lines = run(LuceneTaggingSample::main);
        List<Float> scores = lines.stream().map(line -> Float.valueOf(line.split(" ")[0])).toList();
        assertThat(scores).isSortedAccordingTo((a, b) -> Float.compare(b, a));
        assertThat(lines).map(line -> line.substring(line.indexOf(' ') + 1)).containsExactlyInAnyOrder(
                "The room was dirty and the staff were rude.", "Terrible. The worst night of the whole trip.",
                "A boring place, badly run and far too expensive.");
    }

    @Test
    void luceneWords_bothWays() throws IOException {
        List<String> lines = run(LuceneWordsSample::main, Repository.fixture("bert-cased-stars"));
        assertThat(lines).startsWith("[CLS] -").contains("[SEP] -").endsWith("Word[text=##ly, start=15, end=21]");
        assertThat(lines.get(1)).endsWith(" the");
    }

    @Test
    void samples_allTested() throws IOException {
        String here = Files.readString(Repository.root().resolve("samples/src/test/java/io/glossa/samples/SamplesTest.java"));
        try (Stream<Path> files = Files.list(Repository.samples())) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("package-info.java")))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(here).contains(name.replace(".java", "::main")));
        }
    }

    /** What a sample prints. */
    private static List<String> run(Program sample, String... args) throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            sample.main(args);
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
