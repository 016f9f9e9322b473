package io.glossa.training.internal.student;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.error.InvalidInputException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which layers of a base a student keeps; they move together, so that layer {@code kept[i]} becomes layer i.
 *
 * @param kept numbers of the layers from 0, ascending
 */
record LayerChoice(int[] kept) {
    private static final Pattern NUMBER = Pattern.compile("(?:^|\\.)(?:layer|layers)\\.(\\d+)\\.");

    /**
     * As many layers as wanted, evenly spread from the first to the last: of 12 layers 6 are 0, 2, 4, 7, 9 and 11, those that DistilBERT
     * took (Sanh et al. 2019).
     */
    static int[] spread(int layers, int count) {
        return IntStream.range(0, count).map(i -> count == 1 ? 0 : (int) Math.round(i * (layers - 1.0) / (count - 1))).toArray();
    }

    /**
     * Checks what is wanted against a base.
     *
     * @param config the base's {@code config.json}
     * @param count how many layers, evenly spread; null if they are named
     * @param named numbers of layers
     * @throws InvalidInputException if the base has not these layers, or would be another model with them
     */
    static LayerChoice of(ObjectNode config, @Nullable Integer count, List<Integer> named, String where) {
        String type = config.path("model_type").asText("");
        if (type.equals("albert")) {
            throw new InvalidInputException(where + ": expected layers with weights of their own to choose from, found " + type
                    + ", whose layers share theirs; keep all layers, or take another base");
        }
        int layers = config.path(key(config)).asInt(0);
        if (count != null && (count > layers || count < 1)) {
            throw new InvalidInputException("layers: expected 1 to " + layers + ", as many as " + where + " has, found " + count);
        }
        int[] kept = count != null ? spread(layers, count) : named.stream().mapToInt(i -> i).toArray();
        for (int i = 0; i < kept.length; i++) {
            if (kept[i] < 0 || kept[i] >= layers || i > 0 && kept[i] <= kept[i - 1]) {
                throw new InvalidInputException("keep_layers: expected ascending numbers from 0 to " + (layers - 1) + ", found " + named);
            }
        }
        if (type.equals("modernbert")) {
            requireSameKinds(kept, config.path("global_attn_every_n_layers").asInt(3), where);
        }
        return new LayerChoice(kept);
    }

    /** The first layer of a ModernBERT is like no other, and every so many layers one looks at all tokens, the others at neighbours. */
    private static void requireSameKinds(int[] kept, int every, String where) {
        for (int i = 0; i < kept.length; i++) {
            if ((i == 0) != (kept[i] == 0) || (i % every == 0) != (kept[i] % every == 0)) {
                throw new InvalidInputException("keep_layers: expected layers of " + where + " that do at their new places what they did: 0 first,"
                        + " and of each " + every + " the first one a multiple of " + every + ", found layer " + kept[i] + " at place " + i);
            }
        }
    }

    private static String key(ObjectNode config) {
        return config.path("model_type").asText("").equals("distilbert") ? "n_layers" : "num_hidden_layers";
    }

    /** Says in a configuration how many layers there are now. */
    void apply(ObjectNode config) {
        config.put(key(config), kept.length);
    }

    /** What the student calls a parameter of the base; null if it goes with its layer. */
    @Nullable String renamed(String name) {
        Matcher matcher = NUMBER.matcher(name);
        if (!matcher.find()) {
            return name;
        }
        int layer = Integer.parseInt(matcher.group(1));
        for (int i = 0; i < kept.length; i++) {
            if (kept[i] == layer) {
                return name.substring(0, matcher.start(1)) + i + name.substring(matcher.end(1));
            }
        }
        return null;
    }
}
