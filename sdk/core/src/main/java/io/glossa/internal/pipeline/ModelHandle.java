package io.glossa.internal.pipeline;

import io.glossa.models.ModelDirectory;
import io.glossa.models.Precision;
import io.glossa.tokenizer.TextPair;
import java.util.List;
import java.util.OptionalInt;

/** What a task needs of a model in memory, whatever runs it. Thread-safe. */
public interface ModelHandle extends AutoCloseable {
    /** The model that was asked for. */
    ModelDirectory directory();

    /** Its threads. */
    Workers workers();

    /** Precision of what runs. */
    Precision precision();

    /** Where it runs: {@code cpu} or {@code cuda:n}. */
    String device();

    /** Where texts are cut when the caller says nothing; empty if there is no limit. */
    OptionalInt defaultMaxLength();

    /** Cleans texts as the handle was told to, on all threads; the texts themselves if it was told nothing. */
    List<String> clean(List<String> texts);

    /** Cleans both texts of pairs. */
    List<TextPair> cleanPairs(List<TextPair> pairs);

    @Override
    void close();
}
