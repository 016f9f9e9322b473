package io.glossa.training.internal.student;

import io.glossa.error.ModelFormatException;
import io.glossa.models.graph.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a base with some of its layers and some rows of its table of tokens. */
final class StudentParameters implements Parameters {
    private final Parameters base;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final @Nullable String table;
    private final int[] rows;

    /**
     * A view.
     *
     * @param layers which layers; null for all
     * @param vocabulary which tokens; null for all
     * @throws ModelFormatException if the base has no table of tokens, or none with as many rows
     */
    StudentParameters(Parameters base, @Nullable LayerChoice layers, @Nullable PrunedVocabulary vocabulary) {
        this.base = base;
        this.rows = vocabulary == null ? new int[0] : vocabulary.kept();
        this.table = vocabulary == null ? null : table(base);
        int all = table == null ? -1 : base.shape(table)[0];
        if (table != null && rows[rows.length - 1] >= all) {
            throw new ModelFormatException(base.where() + ", tensor " + table + ": expected a row for each token, found " + all
                    + "; weights and tokenizer do not belong together");
        }
        for (String name : base.names()) {
            String renamed = layers == null ? name : layers.renamed(name);
            // Whole numbers are no weights, and heads over the vocabulary belong to other tasks.
            boolean numbered = name.endsWith("position_ids") || name.endsWith("token_type_ids");
            boolean others = table != null && !name.equals(table) && base.shape(name).length > 0 && base.shape(name)[0] == all;
            if (renamed != null && !numbered && !others) {
                sources.put(renamed, name);
            }
        }
    }

    private static String table(Parameters base) {
        return base.names().stream().filter(name -> name.endsWith("word_embeddings.weight") || name.endsWith("tok_embeddings.weight")).findFirst()
                .orElseThrow(() -> new ModelFormatException(base.where() + ": expected a tensor …word_embeddings.weight, found none;"
                        + " leave the vocabulary whole"));
    }

    private String source(String name) {
        String source = sources.get(name);
        if (source == null) {
            throw new IllegalArgumentException("name: expected one of names(), found " + name);
        }
        return source;
    }

    @Override
    public Set<String> names() {
        return sources.keySet();
    }

    @Override
    public int[] shape(String name) {
        int[] shape = base.shape(source(name));
        if (source(name).equals(table)) {
            shape[0] = rows.length;
        }
        return shape;
    }

    @Override
    public float[] floats(String name) {
        float[] all = base.floats(source(name));
        if (!source(name).equals(table)) {
            return all;
        }
        int width = base.shape(source(name))[1];
        float[] found = new float[Math.multiplyExact(rows.length, width)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(all, rows[i] * width, found, i * width, width);
        }
        return found;
    }

    @Override
    public String where() {
        return base.where();
    }
}
