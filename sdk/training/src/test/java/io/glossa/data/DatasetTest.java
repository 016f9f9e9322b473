package io.glossa.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.InvalidInputException;
import io.glossa.tokenizer.TextPair;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every format gives the same examples, again at each pass. */
class DatasetTest {
    @TempDir
    Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static List<Example> examples(Dataset dataset) {
        try (Stream<Example> examples = dataset.examples()) {
            return examples.toList();
        }
    }

    @Test
    void read_allFormats_sameExamples() throws IOException {
        List<Example> expected = List.of(
                new Example(TextPair.of("Hello, \"world\""), Set.of("x"), java.util.OptionalDouble.empty(), Map.of("site", "a"), 1),
                new Example(TextPair.of("bad\u2028day 😀"), Set.of("y"), java.util.OptionalDouble.empty(), Map.of("site", "b"), 2));
        Path tsv = file("a.tsv", "label\ttext\tsite\nx\tHello, \"world\"\ta\n\ny\tbad\u2028day 😀\tb\n");
        Path csv = file("a.csv", "\uFEFFtext,label,site\r\n\"Hello, \"\"world\"\"\",x,a\r\nbad\u2028day 😀,y,b");
        Path jsonl = file("a.jsonl", "{\"text\": \"Hello, \\\"world\\\"\", \"label\": \"x\", \"site\": \"a\"}\n\n"
                + "{\"text\": \"bad\u2028day 😀\", \"label\": [\"y\"], \"site\": \"b\"}\n");
        for (Path path : List.of(tsv, csv, jsonl)) {
            Dataset dataset = Dataset.read(path);
            assertThat(examples(dataset)).as(path.getFileName().toString()).isEqualTo(expected).isEqualTo(examples(dataset));
            assertThat(dataset.name()).isEqualTo(path.getFileName().toString());
            assertThat(dataset.size()).isEqualTo(2);
            assertThat(dataset.labels()).containsExactly("x", "y");
            assertThat(dataset.statistics().kind()).isEqualTo(LabelKind.SINGLE);
        }
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(Files.readAllBytes(tsv));
        }
        assertThat(examples(Dataset.read(Files.write(folder.resolve("b.tsv.gz"), zipped.toByteArray())))).isEqualTo(expected);
        assertThat(examples(Dataset.read(Files.copy(csv, folder.resolve("data")),
                DatasetOptions.builder().format(DataFormat.CSV).build()))).isEqualTo(expected);
    }

    @Test
    void read_textFile_noLabels() throws IOException {
        Dataset dataset = Dataset.read(file("a.txt", "one\n\nthree"));
        assertThat(examples(dataset)).extracting(example -> example.text().text()).containsExactly("one", "", "three");
        assertThat(dataset.statistics().kind()).isEqualTo(LabelKind.NONE);
        assertThat(dataset.statistics().unlabelled()).isEqualTo(3);
        assertThatThrownBy(dataset::requireTrainable).isInstanceOf(InvalidInputException.class)
                .hasMessage("a.txt: expected labels, found texts without; add a column of labels");
    }

    @Test
    void examples_askedAgainAtTheEnd() throws IOException {
        try (Stream<Example> examples = Dataset.read(file("a.tsv", "text\tlabel\none\tx\n")).examples()) {
            java.util.Iterator<Example> iterator = examples.iterator();
            iterator.next();
            assertThat(iterator.hasNext()).isFalse();
            assertThat(iterator.hasNext()).isFalse();
        }
    }

    @Test
    void read_textsAlone() throws IOException {
        DatasetOptions options = DatasetOptions.builder().unlabelled(true).build();
        for (Path path : List.of(file("t.tsv", "text\none\ntwo\n"), file("t.csv", "text,label\none,\ntwo,x\n"),
                file("t.jsonl", "{\"text\":\"one\"}\n{\"text\":\"two\",\"label\":7.5,\"value\":\"no number\"}\n"), file("t.txt", "one\ntwo\n"))) {
            Dataset dataset = Dataset.read(path, options);
            assertThat(examples(dataset)).as(path.toString()).extracting(example -> example.text().text()).containsExactly("one", "two");
            assertThat(dataset.statistics().kind()).isEqualTo(LabelKind.NONE);
        }
        assertThatThrownBy(() -> DatasetOptions.builder().unlabelled(true).labelColumn("l").build()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unlabelled");
    }

    @Test
    void read_namedColumns_pairAndSeveralLabels() throws IOException {
        Dataset dataset = Dataset.read(file("a.tsv", "premise\thypothesis\ttags\nA\tB\tx|y\nC\tD\t\nE\tF\tz.|x\n"),
                DatasetOptions.builder().textColumn("premise").pairColumn("hypothesis").labelColumn("tags").labelSeparator("|").build());
        assertThat(examples(dataset)).extracting(Example::text)
                .containsExactly(TextPair.of("A", "B"), TextPair.of("C", "D"), TextPair.of("E", "F"));
        assertThat(examples(dataset)).extracting(Example::labels).containsExactly(Set.of("x", "y"), Set.of(), Set.of("z.", "x"));
        assertThat(dataset.statistics()).satisfies(statistics -> {
            assertThat(statistics.kind()).isEqualTo(LabelKind.MULTI);
            assertThat(statistics.labelCounts()).containsExactly(Map.entry("x", 2L), Map.entry("y", 1L), Map.entry("z.", 1L));
            assertThat(statistics.pairs()).isEqualTo(3);
            assertThat(statistics.imbalance()).hasValue(2);
        });
    }

    /** A separator is never guessed, and where it is set, texts may have several labels even if none has. */
    @Test
    void read_barInLabel_splitOnlyWhereAsked() throws IOException {
        Path file = file("a.tsv", "text\tlabel\na\tx|y\nb\tz\n");
        assertThat(Dataset.read(file).labels()).containsExactly("x|y", "z");
        Path single = file("b.tsv", "text\tlabel\na\tx\nb\tz\n");
        assertThat(Dataset.read(single, DatasetOptions.builder().labelSeparator("|").build()).statistics().kind())
                .isEqualTo(LabelKind.MULTI);
    }

    @Test
    void read_values_onlyWithoutLabelsOrWhereNamed() throws IOException {
        Dataset values = Dataset.read(file("a.csv", "text,value\na,1.5\nb, -2e1 \n"));
        assertThat(examples(values)).extracting(example -> example.value().getAsDouble()).containsExactly(1.5, -20.0);
        assertThat(values.statistics().values()).hasValue(new ValueStatistics(-20, 1.5, -9.25, 10.75));
        assertThat(values.requireTrainable()).isSameAs(values);
        Path both = file("b.csv", "text,label,value\na,x,cheap\nb,y,3\n");
        assertThat(examples(Dataset.read(both)).get(0).columns()).containsExactly(Map.entry("value", "cheap"));
        Path stars = file("c.jsonl", "{\"text\": \"a\", \"label\": \"x\", \"stars\": 3}\n{\"text\": \"b\", \"stars\": 4.5}\n");
        Dataset named = Dataset.read(stars, DatasetOptions.builder().valueColumn("stars").build());
        assertThat(examples(named)).extracting(example -> example.value().getAsDouble()).containsExactly(3.0, 4.5);
        assertThat(named.statistics().kind()).isEqualTo(LabelKind.VALUE);
    }

    @Test
    void read_jsonLabels_numbersAndTruth() throws IOException {
        Dataset dataset = Dataset.read(file("a.jsonl", "{\"text\": \"a\", \"label\": 1}\n{\"text\": \"b\", \"label\": true}\n"));
        assertThat(dataset.labels()).containsExactly("1", "true");
    }

    @Test
    void of_supplier_isOpenedAtEachPassAndClosed() {
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        Dataset dataset = Dataset.of("query", () -> {
            opened.incrementAndGet();
            return IntStream.range(0, 1000).mapToObj(i -> Example.of("text " + i, "label " + i % 3)).parallel()
                    .onClose(closed::incrementAndGet);
        });
        assertThat(opened).hasValue(0);
        assertThat(dataset.size()).isEqualTo(1000);
        assertThat(dataset.labels()).hasSize(3);
        assertThat(opened).hasValue(1);
        assertThat(examples(dataset)).isEqualTo(examples(dataset.inMemory()));
        assertThat(opened).hasValue(3);
        assertThat(closed).hasValue(3);
    }

    @Test
    void views_takeFilterMapConcat() {
        Dataset dataset = Dataset.of("list", IntStream.range(0, 10).mapToObj(i -> Example.of("t" + i, "l" + i % 2)).toList());
        assertThat(dataset.take(3).size()).isEqualTo(3);
        assertThat(dataset.take(0).size()).isZero();
        assertThat(dataset.take(99).size()).isEqualTo(10);
        assertThat(dataset.filter(example -> example.labels().contains("l0")).labels()).containsExactly("l0");
        assertThat(dataset.map(example -> Example.of(example.text().text(), "all")).labels()).containsExactly("all");
        Dataset both = dataset.take(1).concat(dataset.filter(example -> example.labels().contains("l1")).take(1)).named("both");
        assertThat(examples(both)).extracting(example -> example.text().text()).containsExactly("t0", "t1");
        assertThat(both.name()).isEqualTo("both");
        assertThatThrownBy(() -> dataset.take(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A user's parallel stream must not change what a part holds. */
    @Test
    void split_parallelStream_sameExamples() {
        Dataset dataset = Dataset.of("list", IntStream.range(0, 20_000).mapToObj(i -> Example.of("t" + i, "l" + i % 7)).toList());
        Dataset dev = dataset.split(0.3, 5).dev();
        try (Stream<Example> parallel = dev.examples().parallel()) {
            assertThat(parallel.toList()).isEqualTo(examples(dev));
        }
    }

    /** Rows that are left out are in neither part, and are told of once. */
    @Test
    void split_badRows_areTheTrainingParts() throws IOException {
        Path file = file("a.tsv", "text\tlabel\na\tx\nbroken\nb\tx\nc\ty\nd\ty\n");
        DatasetSplit split = Dataset.read(file, DatasetOptions.builder().badRows(BadRows.SKIP).build()).split(0.5, 1);
        assertThat(split.train().statistics().skippedRows()).isEqualTo(1);
        assertThat(split.dev().statistics().skippedRows()).isZero();
        assertThat(split.train().size()).isEqualTo(2);
        assertThat(split.dev().labels()).containsExactly("x", "y");
    }

    @Test
    void statistics_lengths_inCodePoints() {
        List<Example> examples = IntStream.rangeClosed(1, 100).mapToObj(i -> Example.of("😀".repeat(i), "x")).toList();
        assertThat(Dataset.of("a", examples).statistics().lengths()).isEqualTo(new LengthStatistics(50, 95, 100));
        assertThat(Dataset.of("a", List.of()).statistics().lengths()).isEqualTo(new LengthStatistics(0, 0, 0));
    }

    @Test
    void requireTrainable_saysWhatIsMissing() {
        refused(Dataset.of("d", List.of()), "d: expected labelled texts, found none; add rows");
        refused(Dataset.of("d", List.of(Example.of("a", "x"), Example.of("b", "x"))),
                "d: expected two labels or more, found 'x' for each text; add examples of another label");
        refused(Dataset.of("d", List.of(Example.of("a", 1), Example.of("b", "x"))),
                "d: expected a number for each text, found texts without; learn labels or numbers");
        refused(Dataset.of("d", List.of(Example.of("a", 1), Example.of("b", 1))),
                "d: expected different finite numbers to predict, found 1.0 to 1.0; check the column of values");
        refused(Dataset.of("d", List.of(Example.of("a", 1), Example.of("b", Double.NaN))),
                "d: expected different finite numbers to predict, found NaN to NaN; check the column of values");
        Dataset fine = Dataset.of("d", List.of(Example.of("a", "x"), Example.of("b", "y")));
        assertThat(fine.requireTrainable()).isSameAs(fine);
    }

    private static void refused(Dataset dataset, String message) {
        assertThatThrownBy(dataset::requireTrainable).isInstanceOf(InvalidInputException.class).hasMessage(message);
    }

    @Test
    void example_inMessages_hidesItsText() throws IOException {
        Path file = Files.write(folder.resolve("a.tsv"), "text\tlabel\nsecret words\t\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> examples(Dataset.read(file))).hasMessageNotContaining("secret");
    }
}
