package io.glossa.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints how often {@link LanguageDetector} is right, on the sentences of Tatoeba, the Declaration of Human Rights and the
 * Tatoeba pairs beside the repository. Lines that hold no word of their language ("Article 1") are counted as they come.
 */
final class LanguageMeasurement {
    /** Codes of the files that have another one in ISO 639-1, or stand for a language that has. */
    private static final Map<String, String> CODES = Map.ofEntries(Map.entry("pes", "fa"), Map.entry("pes_1", "fa"),
            Map.entry("arb", "ar"), Map.entry("cmn_hans", "zh"), Map.entry("cmn_hant", "zh"), Map.entry("yue", "zh"),
            Map.entry("nob", "no"), Map.entry("swh", "sw"), Map.entry("tgl", "tl"), Map.entry("khk", "mn"),
            Map.entry("ell_monotonic", "el"), Map.entry("por_BR", "pt"), Map.entry("por_PT", "pt"), Map.entry("srp_cyrl", "sr"));

    private LanguageMeasurement() {}

    private record Sample(String language, String text) {}

    /** Counts of one language. */
    private static final class Count {
        private int right;
        private int undetermined;
        private int all;
    }

    /** Takes the folder of the data sets. */
    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        for (boolean full : new boolean[] {false, true}) {
            long before = used();
            long start = System.nanoTime();
            LanguageDetector detector = full ? LanguageDetector.full() : LanguageDetector.scripts();
            detector.detect("Hello there");
            System.out.printf(Locale.ROOT, "%s: ready after %d ms%n", full ? "full" : "scripts", (System.nanoTime() - start) / 1_000_000);
            report("Tatoeba, 54 languages", labelled(data.resolve("text/tatoeba_sentences.tsv")), detector);
            report("Human Rights, 44 languages and scripts", labelled(data.resolve("text/udhr.tsv")), detector);
            report("Tatoeba pairs, en de es fr zh", pairs(data), detector);
            System.out.printf(Locale.ROOT, "memory: %+d kB%n%n", (used() - before) / 1024);
            // Holds the detector until its memory is measured.
            detector.detect("");
        }
    }

    private static long used() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static List<Sample> labelled(Path file) throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            int tab = line.indexOf('\t');
            String code = line.substring(0, tab);
            if (!code.equals("lang")) {
                samples.add(new Sample(CODES.containsKey(code) ? CODES.get(code) : iso(code), line.substring(tab + 1)));
            }
        }
        return samples;
    }

    private static String iso(String three) {
        for (String code : Locale.getISOLanguages()) {
            if (new Locale(code).getISO3Language().equals(three)) {
                return code;
            }
        }
        return three;
    }

    private static List<Sample> pairs(Path data) throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (String language : List.of("de", "es", "fr", "zh")) {
            List<String> lines = Files.readAllLines(data.resolve("tatoeba_en_" + language + "/dev.tsv"));
            for (String line : lines.subList(1, Math.min(lines.size(), 501))) {
                int tab = line.indexOf('\t');
                samples.add(new Sample("en", line.substring(0, tab)));
                samples.add(new Sample(language, line.substring(tab + 1)));
            }
        }
        return samples;
    }

    private static void report(String name, List<Sample> samples, LanguageDetector detector) {
        Map<String, Count> counts = new TreeMap<>();
        int right = 0;
        int undetermined = 0;
        double confidence = 0;
        long start = System.nanoTime();
        for (Sample sample : samples) {
            LanguageHint hint = detector.detect(sample.text());
            Count count = counts.computeIfAbsent(sample.language(), l -> new Count());
            count.all++;
            confidence += hint.confidence();
            if (hint.language().equals(sample.language())) {
                count.right++;
                right++;
            } else if (!hint.isKnown()) {
                count.undetermined++;
                undetermined++;
            }
        }
        double micros = (System.nanoTime() - start) / 1e3 / samples.size();
        System.out.printf(Locale.ROOT, "  %s: %d texts, right %.1f %%, und %.1f %%, wrong %.1f %%, mean confidence %.1f %%, %.0f us a"
                + " text%n   ", name,
                samples.size(), 100.0 * right / samples.size(), 100.0 * undetermined / samples.size(),
                100.0 * (samples.size() - right - undetermined) / samples.size(), 100 * confidence / samples.size(), micros);
        counts.forEach((language, count) -> System.out.printf(Locale.ROOT, " %s %.0f", language, 100.0 * count.right / count.all));
        System.out.println();
    }
}
