package io.glossa.tokenizer.lucene;

import io.glossa.tokenizer.Tokenizer;
import java.util.Objects;
import org.apache.lucene.analysis.Analyzer;
import org.apiguardian.api.API;

/**
 * Analyses texts into the pieces of a model's vocabulary, see {@link PieceTokenizer}: nothing is filtered after.
 *
 * <p>Thread-safe, as analyzers are. The tokenizer belongs to the caller, who closes it after the last use; closing the
 * analyzer leaves it open.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class PieceAnalyzer extends Analyzer {
    private final Tokenizer tokenizer;
    private final PieceOptions options;

    /** Pieces with the default options. */
    public PieceAnalyzer(Tokenizer tokenizer) {
        this(tokenizer, PieceOptions.defaults());
    }

    /** Pieces as the options say. */
    public PieceAnalyzer(Tokenizer tokenizer, PieceOptions options) {
        this.tokenizer = Objects.requireNonNull(tokenizer, "tokenizer");
        this.options = Objects.requireNonNull(options, "options");
    }

    @Override
    protected TokenStreamComponents createComponents(String fieldName) {
        return new TokenStreamComponents(new PieceTokenizer(attributeFactory(fieldName), tokenizer, options));
    }
}
