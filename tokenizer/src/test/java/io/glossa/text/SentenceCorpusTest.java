package io.glossa.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The splitter on sentences that others wrote: lines of translation corpora, ten in a row joined to a document. A line may
 * hold several sentences, and each of their boundaries counts as a wrong one here, for all splitters alike; so precision
 * is too low, and only the comparison means something. Documents of an even number were looked at when the rules were
 * written; the numbers are of the odd ones. Where the data does not lie beside the repository, the lines are those of the
 * held-out gold, joined in the same way.
 */
class SentenceCorpusTest {
    private static final int LINES = 10;
    /** Not written with marks at the end of a sentence, or not in this form; and the languages with rules of their own. */
    private static final Set<String> WITHOUT_STOPS = Set.of("lang", "tha", "lao", "eng", "deu", "cmn", "fra", "spa");
    /** A few lines in other languages, for where the data is missing. */
    private static final Path OTHERS = Path.of("src/test/resources/sentences/others.tsv");

    @Test
    void joinedLines_areCutBetterThanByPlainIterators() {
        Map<String, List<String>> corpora = new LinkedHashMap<>();
        Path data = data();
        if (data == null) {
            for (String language : SentenceGold.LANGUAGES) {
                corpora.put("gold " + language, goldLines(language));
            }
        } else {
            corpora.put("tatoeba en", column(data.resolve("tatoeba_en_de/dev.tsv"), 0));
            corpora.put("tatoeba de", column(data.resolve("tatoeba_en_de/dev.tsv"), 1));
            corpora.put("tatoeba fr", column(data.resolve("tatoeba_en_fr/dev.tsv"), 1));
            corpora.put("tatoeba es", column(data.resolve("tatoeba_en_es/dev.tsv"), 1));
            corpora.put("tatoeba zh", column(data.resolve("tatoeba_en_zh/dev.tsv"), 1));
            corpora.put("wmt21 en", column(data.resolve("wmt21_news/en-de.tsv"), 0));
            corpora.put("wmt21 de", column(data.resolve("wmt21_news/de-en.tsv"), 0));
            corpora.put("wmt21 zh", column(data.resolve("wmt21_news/zh-en.tsv"), 0));
            corpora.put("multi30k fr", column(data.resolve("multi30k_en_fr/dev.tsv"), 1));
        }
        corpora.forEach((name, lines) -> {
            String language = name.substring(name.lastIndexOf(' ') + 1);
            List<SentenceGold> documents = join(lines, language.equals("zh") ? "" : " ");
            SentenceSplitter splitter = SentenceSplitter.of(language);
            if (Boolean.getBoolean("sentences.errors")) {
                for (int i = 0; i < documents.size(); i += 2) {
                    SentenceGoldTest.errors(documents.get(i), SentenceScore.ours(splitter, documents.get(i).text()));
                }
            }
            List<SentenceGold> odd = new ArrayList<>();
            for (int i = 1; i < documents.size(); i += 2) {
                odd.add(documents.get(i));
            }
            SentenceScore ours = SentenceScore.of(odd, text -> SentenceScore.ours(splitter, text));
            SentenceScore icu = SentenceScore.of(odd, text -> SentenceScore.icu(language, text));
            SentenceScore java = SentenceScore.of(odd, text -> SentenceScore.java(language, text));
            System.out.println("sentences " + name + ", " + ours.gold() + " joints: F1 (precision, recall) Glossa "
                    + ours + ", ICU " + icu + ", java.text " + java);
            assertThat(odd).as(name).isNotEmpty();
            assertThat(ours.f1()).as(name).isGreaterThanOrEqualTo(icu.f1());
        });
    }

    @Test
    void joinedLinesOfManyLanguages_areCutAsWellAsByIcu() {
        Path data = data();
        Map<String, List<String>> languages = new LinkedHashMap<>();
        for (String line : data == null ? lines(OTHERS) : lines(data.resolve("text/tatoeba_sentences.tsv"))) {
            String[] fields = line.split("\t", -1);
            if (!WITHOUT_STOPS.contains(fields[0]) && fields.length == 2 && !Character.isLetterOrDigit(
                    fields[1].codePointBefore(fields[1].length()))) {
                languages.computeIfAbsent(fields[0], l -> new ArrayList<>()).add(fields[1]);
            }
        }
        int[] sums = new int[6];
        languages.forEach((language, lines) -> {
            List<SentenceGold> documents = join(lines, List.of("jpn", "yue").contains(language) ? "" : " ");
            SentenceSplitter splitter = SentenceSplitter.of(language);
            SentenceScore ours = SentenceScore.of(documents, text -> SentenceScore.ours(splitter, text));
            SentenceScore icu = SentenceScore.of(documents, text -> SentenceScore.icu("und", text));
            if (Boolean.getBoolean("sentences.errors") && ours.f1() < icu.f1()) {
                System.out.println("sentences " + language + ": " + ours + ", ICU " + icu);
                documents.forEach(d -> SentenceGoldTest.errors(d, SentenceScore.ours(splitter, d.text())));
            }
            int[] counts = {ours.right(), ours.found(), ours.gold(), icu.right(), icu.found(), icu.gold()};
            for (int i = 0; i < sums.length; i++) {
                sums[i] += counts[i];
            }
        });
        SentenceScore ours = new SentenceScore(sums[0], sums[1], sums[2]);
        SentenceScore icu = new SentenceScore(sums[3], sums[4], sums[5]);
        System.out.println("sentences of " + languages.size() + " other languages, " + ours.gold()
                + " joints: F1 (precision, recall) Glossa " + ours + ", ICU " + icu);
        assertThat(languages).isNotEmpty();
        assertThat(ours.f1()).isGreaterThanOrEqualTo(icu.f1() - 0.002);
    }

    /** The folder of the data, beside the repository or in GLOSSA_SHARED; null without it. */
    private static @Nullable Path data() {
        String variable = System.getenv("GLOSSA_SHARED");
        String root = System.getProperty("glossa.root");
        Path shared = variable != null ? Path.of(variable) : root == null ? null : Path.of(root).resolve("../shared");
        return shared != null && Files.isDirectory(shared.resolve("data/wmt21_news")) ? shared.resolve("data") : null;
    }

    private static List<String> column(Path file, int column) {
        return lines(file).stream().skip(1).map(l -> l.split("\t", -1)[column].strip())
                .filter(SentenceCorpusTest::endsWithStop).toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> goldLines(String language) {
        List<String> lines = new ArrayList<>();
        for (SentenceGold document : SentenceGold.read(language, "heldout")) {
            SortedSet<Integer> starts = new TreeSet<>(document.starts());
            starts.add(document.text().length());
            int from = 0;
            for (int start : starts) {
                lines.add(document.text().substring(from, start).strip());
                from = start;
            }
        }
        return lines.stream().filter(SentenceCorpusTest::endsWithStop).toList();
    }

    private static boolean endsWithStop(String line) {
        return line.matches("(?s).*[.!?。！？…][\"”’」』»)）]*");
    }

    private static List<SentenceGold> join(List<String> lines, String joiner) {
        List<SentenceGold> documents = new ArrayList<>();
        for (int from = 0; from + LINES <= lines.size(); from += LINES) {
            StringBuilder text = new StringBuilder();
            SortedSet<Integer> starts = new TreeSet<>();
            for (String line : lines.subList(from, from + LINES)) {
                if (text.length() > 0) {
                    text.append(joiner);
                    starts.add(text.length());
                }
                text.append(line);
            }
            documents.add(new SentenceGold(text.toString(), starts));
        }
        return documents;
    }
}
