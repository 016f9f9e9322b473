package io.glossa.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of trouble is found where it was put, and nothing elsewhere. */
class DataCheckTest {
    private static final String[] TOPICS = {"football goal striker match referee league", "shares profit market bank merger bond",
        "planet probe orbit telescope comet galaxy"};

    @TempDir
    Path folder;

    /** Different texts of three topics, of which a classifier can tell the label. */
    private static List<Example> topics(int size, long seed) {
        Random random = new Random(seed);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String[] words = TOPICS[i % 3].split(" ");
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < 5; j++) {
                text.append(words[random.nextInt(words.length)]).append(' ');
                text.append(Integer.toString(random.nextInt(100_000), 36)).append(' ');
            }
            examples.add(Example.of(text.toString(), "topic " + i % 3));
        }
        return examples;
    }

    private static List<DataFinding> find(FindingKind kind, DataReport report) {
        return report.findings(kind);
    }

    private static List<List<Long>> rows(DataFinding finding) {
        return finding.items().stream().map(item -> item.rows().stream().map(RowReference::row).toList()).toList();
    }

    @Test
    void cleanData_nothingFound() {
        Dataset data = Dataset.of("clean", topics(300, 1));
        DatasetSplit split = data.split(0.2, 1);
        assertThat(DataCheck.defaults().check(split.train(), split.dev()).findings()).isEmpty();
        assertThat(DataCheck.defaults().check(data).findings()).isEmpty();
        assertThat(DataCheck.defaults().check(data).worst()).isEmpty();
    }

    @Test
    void duplicatesConflictsLeakage_withRows() {
        List<Example> train = topics(90, 2);
        train.add(Example.of(" " + train.get(0).text().text().toUpperCase(java.util.Locale.ROOT) + "!", "topic 0"));
        train.add(Example.of(train.get(1).text().text(), "topic 2"));
        List<Example> dev = topics(30, 3);
        dev.add(train.get(4));
        dev.add(Example.of(train.get(1).text().text(), "topic 1"));
        DataReport report = DataCheck.builder().labelErrors(false).nearDuplicates(false).build()
                .check(Dataset.of("train", train), Dataset.of("dev", dev));
        assertThat(report.findings()).extracting(DataFinding::kind)
                .containsExactly(FindingKind.LEAKAGE, FindingKind.CONFLICTING_LABELS, FindingKind.DUPLICATE);
        assertThat(report.worst()).contains(Severity.ERROR);
        DataFinding leakage = find(FindingKind.LEAKAGE, report).get(0);
        assertThat(leakage.message()).endsWith(": 2");
        assertThat(leakage.items().get(1).rows()).containsExactly(new RowReference("train", 5), new RowReference("dev", 31));
        DataFinding conflict = find(FindingKind.CONFLICTING_LABELS, report).get(0);
        assertThat(rows(conflict)).containsExactly(List.of(2L, 92L, 32L));
        assertThat(conflict.items().get(0).labels()).containsExactly("topic 1", "topic 2");
        assertThat(rows(find(FindingKind.DUPLICATE, report).get(0))).containsExactly(List.of(1L, 91L));
    }

    /** A second way to say what is the same: letters and digits alone. */
    @Property(tries = 60)
    void duplicates_equalGroupingByLettersAndDigits(@ForAll long seed) {
        Random random = new Random(seed);
        String[] words = {"Yes", "no", "maybe", "日本", "YES", "No", "ok"};
        String[] ends = {"", "!", " ", "…", " .", "\u3000"};
        List<Example> examples = new ArrayList<>();
        Map<String, List<Long>> expected = new HashMap<>();
        for (int i = 1; i <= 60; i++) {
            String text = ends[random.nextInt(3)] + words[random.nextInt(words.length)] + " " + words[random.nextInt(words.length)]
                    + ends[random.nextInt(ends.length)];
            examples.add(Example.of(text, "x"));
            expected.computeIfAbsent(text.toLowerCase(java.util.Locale.ROOT).replaceAll("[^\\p{L}]", ""), key -> new ArrayList<>())
                    .add((long) i);
        }
        Set<List<Long>> groups = new HashSet<>(expected.values());
        groups.removeIf(group -> group.size() == 1);
        DataReport report = DataCheck.builder().labelErrors(false).nearDuplicates(false).build().check(Dataset.of("d", examples));
        assertThat(find(FindingKind.DUPLICATE, report).stream().flatMap(finding -> rows(finding).stream()))
                .containsExactlyInAnyOrderElementsOf(groups);
    }

    @Test
    void nearDuplicates_groupsAndLeakage() {
        String text = "Why was my card payment declined at the supermarket yesterday evening";
        List<Example> train = topics(60, 4);
        train.add(Example.of(text, "topic 0"));
        train.add(Example.of(text + "s", "topic 0"));
        train.add(Example.of(text.replace("card", "cart"), "topic 1"));
        List<Example> dev = topics(30, 5);
        dev.add(Example.of("So " + text, "topic 0"));
        DataReport report = DataCheck.builder().labelErrors(false).build().check(Dataset.of("train", train), Dataset.of("dev", dev));
        DataFinding near = find(FindingKind.NEAR_DUPLICATE, report).get(0);
        assertThat(rows(near)).containsExactly(List.of(61L, 62L, 63L));
        assertThat(near.items().get(0).labels()).containsExactly("topic 0", "topic 1");
        DataFinding leakage = find(FindingKind.NEAR_LEAKAGE, report).get(0);
        assertThat(leakage.items()).singleElement().satisfies(item -> {
            assertThat(item.rows()).hasSize(2).contains(new RowReference("dev", 31));
            assertThat(item.measure().getAsDouble()).isBetween(0.8, 0.999);
        });
    }

    @Test
    void texts_emptyMojibakeHtmlOdd() {
        List<Example> train = topics(60, 6);
        train.set(9, Example.of(" \t", "topic 0"));
        train.set(19, Example.of("The cafÃ© on the corner", "topic 1"));
        train.set(29, Example.of("Fish &amp; chips<br>", "topic 2"));
        train.set(39, Example.of("broken \uFFFD text", "topic 0"));
        DataReport report = DataCheck.builder().labelErrors(false).build().check(Dataset.of("train", train));
        assertThat(report.findings()).extracting(DataFinding::kind).containsExactly(FindingKind.EMPTY_TEXT, FindingKind.MOJIBAKE,
                FindingKind.HTML, FindingKind.ODD_CHARACTERS);
        assertThat(report.findings().stream().flatMap(finding -> rows(finding).stream()))
                .containsExactly(List.of(10L), List.of(20L), List.of(30L), List.of(40L));
        assertThat(report.worst()).contains(Severity.WARNING);
    }

    @Test
    void labels_rareUnknownUntestedSimilarImbalanced() {
        List<Example> train = topics(300, 7);
        train.add(Example.of("something else entirely", "rare"));
        train.add(Example.of("and another thing", "Topic_0"));
        List<Example> dev = List.of(Example.of("hm", "topic 0"), Example.of("oh", "topic 1"), Example.of("what is this", "new"));
        DataReport report = DataCheck.builder().labelErrors(false).build().check(Dataset.of("train", train), Dataset.of("dev", dev));
        assertThat(report.findings()).extracting(DataFinding::kind).containsExactly(FindingKind.UNKNOWN_LABEL, FindingKind.SIMILAR_LABELS,
                FindingKind.RARE_LABEL, FindingKind.IMBALANCE, FindingKind.UNTESTED_LABEL);
        assertThat(report.findings()).extracting(finding -> finding.items().stream().flatMap(item -> item.labels().stream()).toList())
                .containsExactly(List.of("new"), List.of("Topic_0", "topic 0"), List.of("Topic_0", "rare"), List.of("Topic_0", "rare"),
                        List.of("Topic_0", "rare", "topic 2"));
        assertThat(report.worst()).contains(Severity.ERROR);
    }

    @Test
    void labelErrors_flippedOnes() {
        List<Example> train = topics(300, 8);
        Set<Long> flipped = new TreeSet<>();
        for (int i = 7; i < 300; i += 40) {
            train.set(i, Example.of(train.get(i).text().text(), "topic " + (i + 1) % 3));
            flipped.add(i + 1L);
        }
        DataFinding finding = find(FindingKind.LIKELY_LABEL_ERROR, DataCheck.defaults().check(Dataset.of("train", train))).get(0);
        assertThat(finding.items().stream().map(item -> item.rows().get(0).row())).containsExactlyInAnyOrderElementsOf(flipped);
        assertThat(finding.items()).allSatisfy(item -> {
            long row = item.rows().get(0).row();
            assertThat(item.suggestion()).contains("topic " + (row - 1) % 3);
            assertThat(item.labels()).containsExactly("topic " + row % 3);
            assertThat(item.measure().getAsDouble()).isLessThan(0.5);
        });
        assertThat(finding).isEqualTo(find(FindingKind.LIKELY_LABEL_ERROR, DataCheck.defaults().check(Dataset.of("train", train))).get(0));
    }

    /** Where labels have nothing to do with texts, no estimate is believed: a fifth at most is shown, as information. */
    @Test
    void labelErrors_labelsByChance_areNotBelieved() {
        Random random = new Random(5);
        List<Example> train = topics(300, 13).stream().map(example -> Example.of(example.text().text(), Set.of("x" + random.nextInt(2))))
                .toList();
        DataFinding finding = find(FindingKind.LIKELY_LABEL_ERROR, DataCheck.defaults().check(Dataset.of("train", train))).get(0);
        assertThat(finding.count()).isEqualTo(60);
        assertThat(finding.items()).hasSize(60);
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.message()).contains("more than can be believed");
    }

    @Test
    void labelErrors_severalLabels_eachByItself() {
        List<Example> train = new ArrayList<>();
        List<Example> source = topics(240, 9);
        for (int i = 0; i < 240; i++) {
            Set<String> labels = new TreeSet<>(source.get(i).labels());
            String text = source.get(i).text().text();
            if (i % 2 == 0) {
                text += "please urgently hurry immediately urgently";
                labels.add("urgent");
            }
            if (i == 100) {
                labels.remove("urgent");
            }
            if (i == 101) {
                labels.add("urgent");
            }
            train.add(Example.of(text, labels));
        }
        DataFinding finding = find(FindingKind.LIKELY_LABEL_ERROR, DataCheck.defaults().check(Dataset.of("train", train))).get(0);
        assertThat(finding.items()).extracting(item -> item.rows().get(0).row(), item -> item.suggestion().orElseThrow(),
                item -> item.labels().contains("urgent")).containsExactlyInAnyOrder(
                        Tuple.tuple(101L, "urgent", false), Tuple.tuple(102L, "urgent", true));
    }

    @Test
    void labelErrors_byVectors() {
        List<Example> train = topics(60, 10);
        train.set(10, Example.of(train.get(10).text().text(), "topic 0"));
        Map<String, float[]> vectors = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            vectors.put(train.get(i).text().text(), new float[] {i % 3 == 0 ? 5 : 0, i % 3 == 1 ? 5 : 0, i % 3 == 2 ? 5 : 0});
        }
        DataReport report = DataCheck.builder().vectors(texts -> texts.stream().map(vectors::get).toList()).build()
                .check(Dataset.of("train", train));
        assertThat(rows(find(FindingKind.LIKELY_LABEL_ERROR, report).get(0))).containsExactly(List.of(11L));
    }

    @Test
    void limits_checksAreLeftOutAndSaid() {
        DataReport report = DataCheck.builder().maxLabelErrorTexts(50).maxNearDuplicateTexts(50).build()
                .check(Dataset.of("train", topics(60, 11)));
        assertThat(report.findings()).extracting(DataFinding::kind).containsExactly(FindingKind.NOT_CHECKED, FindingKind.NOT_CHECKED);
        assertThat(report.findings()).extracting(DataFinding::severity).containsOnly(Severity.INFO);
    }

    @Test
    void badData_isReportedNotThrown() throws IOException {
        Path file = Files.writeString(folder.resolve("a.tsv"), "text\tlabel\na\tx\nb\nc\tx\n");
        DataReport report = DataCheck.defaults().check(Dataset.read(file, DatasetOptions.builder().badRows(BadRows.SKIP).build()));
        assertThat(report.findings()).extracting(DataFinding::kind)
                .contains(FindingKind.NOT_TRAINABLE, FindingKind.BAD_ROWS, FindingKind.RARE_LABEL, FindingKind.NOT_CHECKED);
        assertThat(rows(find(FindingKind.BAD_ROWS, report).get(0))).containsExactly(List.of(2L));
        assertThat(DataCheck.defaults().check(Dataset.of("none", List.of())).worst()).contains(Severity.ERROR);
    }

    @Test
    void values_andPairs() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            examples.add(new Example(io.glossa.tokenizer.TextPair.of("first " + Integer.toString(i * 7919, 36), i == 3 ? " " : "second"),
                    Set.of(), java.util.OptionalDouble.of(i), Map.of(), i + 1));
        }
        DataReport report = DataCheck.builder().nearDuplicates(false).build().check(Dataset.of("v", examples));
        assertThat(report.findings()).extracting(DataFinding::kind).containsExactly(FindingKind.EMPTY_TEXT);
        assertThat(rows(report.findings().get(0))).containsExactly(List.of(4L));
    }

    /** Nothing a user wrote stands in a message. */
    @Test
    void messages_holdNoTexts() {
        List<Example> train = topics(60, 12);
        train.add(Example.of("secretword &amp; more", "topic 0"));
        train.add(Example.of("secretword &amp; more", "topic 1"));
        DataReport report = DataCheck.defaults().check(Dataset.of("train", train));
        assertThat(report.findings()).isNotEmpty();
        assertThat(Stream.of(report.toString())).noneMatch(text -> text.contains("secretword"));
    }
}
