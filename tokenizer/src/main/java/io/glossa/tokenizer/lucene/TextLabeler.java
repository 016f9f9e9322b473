package io.glossa.tokenizer.lucene;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apiguardian.api.API;

/**
 * Gives texts their labels. A classifier is one by a lambda: {@code text -> List.of(new TextLabel(…))}. Implementations are
 * thread-safe; what they throw goes to whoever indexes.
 */
@FunctionalInterface
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public interface TextLabeler {
    /**
     * The labels of a text.
     *
     * @param text a text, possibly empty
     * @return its labels, best first; empty if none fits
     */
    List<TextLabel> label(String text);

    /**
     * The labels of many texts. By default one text after the other; {@link #ofLists} makes a labeler that works on all of
     * them together.
     *
     * @return the labels of each text, in the order of the texts
     */
    default List<List<TextLabel>> labelAll(List<String> texts) {
        List<List<TextLabel>> labels = new ArrayList<>(texts.size());
        for (String text : texts) {
            labels.add(label(text));
        }
        return labels;
    }

    /** A labeler over a function that takes a list of texts and gives the labels of each, in the same order. */
    static TextLabeler ofLists(Function<List<String>, List<List<TextLabel>>> function) {
        Objects.requireNonNull(function, "function");
        return new TextLabeler() {
            @Override
            public List<TextLabel> label(String text) {
                return labelAll(List.of(text)).get(0);
            }

            @Override
            public List<List<TextLabel>> labelAll(List<String> texts) {
                List<List<TextLabel>> labels = function.apply(texts);
                if (labels.size() != texts.size()) {
                    throw new IllegalStateException("expected the labels of " + texts.size() + " texts, found those of "
                            + labels.size() + "; the function has to answer for every text, in order");
                }
                return labels;
            }
        };
    }
}
