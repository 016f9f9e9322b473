package io.glossa.models;

import io.glossa.error.ModelFormatException;
import java.util.OptionalInt;
import java.util.Set;

/** How many tokens a model's position embeddings have room for. */
final class PositionLimits {
    /** Families that count positions from the padding id on, so that many rows of their table are never used. */
    private static final Set<String> AFTER_PADDING = Set.of(
            "roberta", "roberta-prelayernorm", "xlm-roberta", "xlm-roberta-xl", "camembert", "mpnet", "longformer", "xmod",
            "data2vec-text", "ibert", "lilt", "luke", "layoutlmv3", "markuplm", "esm");
    /** Families whose attention knows distances only; the number in their configuration limits nothing. */
    private static final Set<String> RELATIVE =
            Set.of("t5", "mt5", "umt5", "longt5", "switch_transformers", "xlnet", "transfo-xl", "funnel");
    private static final int DEFAULT_PADDING = 1;

    private PositionLimits() {}

    static OptionalInt maxTokens(JsonFields config, String modelType, OptionalInt padding) {
        OptionalInt positions = config.integer("max_position_embeddings");
        if (positions.isEmpty() || RELATIVE.contains(modelType)) {
            return OptionalInt.empty();
        }
        boolean deberta = modelType.equals("deberta-v2") || modelType.equals("deberta");
        if (deberta && !config.bool("position_biased_input", true)) {
            return OptionalInt.empty();
        }
        if (modelType.equals("esm") && !config.text("position_embedding_type").orElse("absolute").equals("absolute")) {
            return OptionalInt.empty();
        }
        long usable = positions.getAsInt();
        if (AFTER_PADDING.contains(modelType)) {
            usable -= padding.orElse(DEFAULT_PADDING) + 1L;
        }
        if (usable < 1 || usable > Integer.MAX_VALUE) {
            throw new ModelFormatException(config.where() + ": expected \"max_position_embeddings\" to leave"
                    + " room for at least one token, found " + positions.getAsInt() + "; correct the file or get the original");
        }
        return OptionalInt.of((int) usable);
    }
}
