package io.glossa.internal.pipeline;

import io.glossa.error.ModelFormatException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What each label of a sentiment model is worth, from −1 (negative) over 0 (neutral) to 1 (positive). */
public final class PolarityMap {
    private static final Pattern STARS = Pattern.compile("(?:label[ _-]?)?([1-5])[ _-]*(?:stars?)?");
    private static final Map<String, Double> WORDS = words();

    private final double[] values;

    private PolarityMap(double[] values) {
        this.values = values;
    }

    /** The value of the label with the given index. */
    public double value(int label) {
        return values[label];
    }

    /**
     * Finds what labels are worth: by what the model's manifest or the caller says, else by their names: negative, neutral,
     * positive with abbreviations and grades ("very negative"), one to five stars, and the same in some other languages.
     *
     * @param given label to value; may be empty
     * @throws ModelFormatException if a label's value is not known
     */
    public static PolarityMap of(List<String> labels, Map<String, Double> given, String model) {
        double[] values = new double[labels.size()];
        boolean stars = labels.size() == 5 && labels.stream().allMatch(label -> star(label).isPresent());
        boolean graded = labels.stream().map(PolarityMap::normal).anyMatch(name -> name.matches("(very|strongly) .*"));
        for (int i = 0; i < values.length; i++) {
            String label = labels.get(i);
            Optional<Double> value = given.isEmpty()
                    ? stars ? star(label) : Optional.ofNullable(WORDS.get(normal(label)))
                    : Optional.ofNullable(given.get(label));
            if (graded && given.isEmpty()) {
                value = value.map(v -> normal(label).contains(" ") ? v : v / 2);
            }
            values[i] = value.orElseThrow(() -> new ModelFormatException(model + ": expected labels that name a sentiment"
                    + " (negative, neutral, positive, 1 to 5 stars), found " + labels
                    + "; say what each is worth from -1 to 1 with polarity(label, value) or in glossa.json"));
        }
        return new PolarityMap(values);
    }

    private static Optional<Double> star(String label) {
        Matcher matcher = STARS.matcher(normal(label));
        return matcher.matches() ? Optional.of((Integer.parseInt(matcher.group(1)) - 3) / 2.0) : Optional.empty();
    }

    private static String normal(String label) {
        return label.toLowerCase(Locale.ROOT).strip().replaceAll("[ _-]+", " ");
    }

    private static Map<String, Double> words() {
        Map<String, Double> words = new HashMap<>();
        for (String negative : List.of("negative", "neg", "n", "bad", "negativ", "negativo", "négatif", "消极", "负面", "差评")) {
            words.put(negative, -1.0);
        }
        for (String neutral : List.of("neutral", "neu", "mixed", "neutro", "neutre", "中性", "中立")) {
            words.put(neutral, 0.0);
        }
        for (String positive : List.of("positive", "pos", "p", "good", "positiv", "positivo", "positif", "积极", "正面", "好评")) {
            words.put(positive, 1.0);
        }
        words.put("very negative", -1.0);
        words.put("very positive", 1.0);
        words.put("strongly negative", -1.0);
        words.put("strongly positive", 1.0);
        words.put("somewhat negative", -0.5);
        words.put("somewhat positive", 0.5);
        words.put("slightly negative", -0.5);
        words.put("slightly positive", 0.5);
        return Map.copyOf(words);
    }
}
