package io.glossa.tokenizer.lucene;

import io.glossa.error.ModelNotFoundException;
import io.glossa.text.Word;
import io.glossa.text.WordSplitter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Words as one of Lucene's own analyzers cuts them, known by name, so that a model can say how its words were cut. No type of Lucene is
 * in its signatures, and Lucene is asked for only when one is opened. Thread-safe; {@link #close} after the last use.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class AnalyzedWords implements WordSplitter, AutoCloseable {
    /** The analyzers. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
    public enum Kind {
        /** Words by Unicode's rules (UAX 29), in lower case; each Han character for itself. */
        STANDARD("org.apache.lucene:lucene-core"),
        /** As {@link #STANDARD}, with ICU's dictionaries for Chinese, Japanese, Thai, Khmer and others, and ICU's case folding. */
        ICU("org.apache.lucene:lucene-analysis-icu"),
        /** Chinese words by the hidden Markov model of smartcn; English ones are stemmed, and every sign is a comma. */
        SMARTCN("org.apache.lucene:lucene-analysis-smartcn");

        private final String artifact;

        Kind(String artifact) {
            this.artifact = artifact;
        }

        /** Maven coordinates of the artifact that it comes from. */
        public String artifact() {
            return artifact;
        }

        /** Its name in files and on the command line: in lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Kind kind;
    private final LuceneAnalyzers.Opened opened;

    private AnalyzedWords(Kind kind, LuceneAnalyzers.Opened opened) {
        this.kind = kind;
        this.opened = opened;
    }

    /**
     * Opens an analyzer.
     *
     * @throws ModelNotFoundException if its artifact is not on the class path; the message names it
     */
    public static AnalyzedWords open(Kind kind) {
        Objects.requireNonNull(kind, "kind");
        try {
            return new AnalyzedWords(kind, LuceneAnalyzers.open(kind));
        } catch (NoClassDefFoundError e) {
            throw missing(kind, e);
        }
    }

    /** Whether the artifact of an analyzer is on the class path. */
    public static boolean isPresent(Kind kind) {
        try (AnalyzedWords words = open(kind)) {
            return words.kind == kind;
        } catch (ModelNotFoundException e) {
            return false;
        }
    }

    private static ModelNotFoundException missing(Kind kind, @Nullable Throwable cause) {
        return new ModelNotFoundException("analyzer " + kind.word() + ": expected " + kind.artifact + ", version 9, on the class path,"
                + " found none; add it as a dependency (Lucene is an optional one of Glossa)", cause);
    }

    /** Which analyzer it is. */
    public Kind kind() {
        return kind;
    }

    /**
     * The words of a text, as {@link LuceneWordSplitter#split}.
     *
     * @throws org.apache.lucene.store.AlreadyClosedException if closed
     */
    @Override
    public List<Word> split(String text) {
        return opened.words().split(text);
    }

    @Override
    public void close() {
        opened.analyzer().close();
    }
}
