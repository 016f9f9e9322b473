package io.glossa.evaluation;

import io.glossa.internal.pipeline.Checks;
import io.glossa.text.LanguageDetector;
import io.glossa.text.LanguageHint;
import io.glossa.tokenizer.TextPair;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/**
 * Names the group of a text, to evaluate each group for itself: {@code evaluation.slices(names)}. For other groups, such as a
 * column of the data, a list of names is all it takes. Immutable and thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class Slicer {
    private static final int[] LENGTHS = {25, 50, 100, 200, 400};

    private final Function<TextPair, String> name;

    private Slicer(Function<TextPair, String> name) {
        this.name = name;
    }

    /** By length in characters (code points; of a pair, of both texts), with bounds at 25, 50, 100, 200 and 400. */
    public static Slicer length() {
        return length(LENGTHS);
    }

    /**
     * By length in characters (code points; of a pair, of both texts).
     *
     * @param bounds where a new group begins, ascending, from 1
     * @throws IllegalArgumentException if there are none, or they do not ascend from 1
     */
    public static Slicer length(int... bounds) {
        int[] copy = bounds.clone();
        Checks.argument(copy.length > 0 && copy[0] >= 1
                && IntStream.range(1, copy.length).allMatch(i -> copy[i] > copy[i - 1]),
                "bounds: expected lengths that ascend from 1, found " + Arrays.toString(copy));
        return new Slicer(text -> bucket(characters(text), copy));
    }

    /** By the detector's language, or by script where it names none: {@code de}, {@code Latn}. Of a pair the first text counts. */
    public static Slicer language(LanguageDetector detector) {
        Objects.requireNonNull(detector, "detector");
        return new Slicer(text -> {
            LanguageHint hint = detector.detect(text.text());
            return hint.isKnown() ? hint.language() : hint.script();
        });
    }

    /** The group of a text. */
    public String of(String text) {
        return of(TextPair.of(text));
    }

    /** The group of a text or pair. */
    public String of(TextPair text) {
        return name.apply(Objects.requireNonNull(text, "text"));
    }

    private static int characters(TextPair text) {
        String pair = text.pair();
        return text.text().codePointCount(0, text.text().length()) + (pair == null ? 0 : pair.codePointCount(0, pair.length()));
    }

    private static String bucket(int length, int[] bounds) {
        int place = Arrays.binarySearch(bounds, length);
        int next = place >= 0 ? place + 1 : -place - 1;
        int low = next == 0 ? 0 : bounds[next - 1];
        return next == bounds.length ? low + "+" : low + "-" + (bounds[next] - 1);
    }

    /** The places of the texts of each group. */
    static Map<String, int[]> groups(List<String> names, int texts) {
        Checks.argument(names.size() == texts, "names: expected one for each of " + texts + " texts, found " + names.size());
        Map<String, IntStream.Builder> groups = new TreeMap<>(
                Comparator.comparingLong(Slicer::leadingNumber).thenComparing(Comparator.naturalOrder()));
        for (int i = 0; i < texts; i++) {
            groups.computeIfAbsent(Objects.requireNonNull(names.get(i), "names"), name -> IntStream.builder()).add(i);
        }
        Map<String, int[]> places = new LinkedHashMap<>();
        groups.forEach((name, builder) -> places.put(name, builder.build().toArray()));
        return places;
    }

    private static long leadingNumber(String name) {
        int digits = 0;
        while (digits < name.length() && digits < 18 && name.charAt(digits) >= '0' && name.charAt(digits) <= '9') {
            digits++;
        }
        return digits == 0 ? Long.MAX_VALUE : Long.parseLong(name.substring(0, digits));
    }
}
