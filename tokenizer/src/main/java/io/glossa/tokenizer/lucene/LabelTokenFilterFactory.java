package io.glossa.tokenizer.lucene;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.lucene.analysis.TokenFilterFactory;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.util.ResourceLoader;
import org.apache.lucene.util.ResourceLoaderAware;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link LabelTokenFilter} from arguments, under the name {@value #NAME}:
 *
 * <ul>
 *   <li>{@code labeler}: name of a class that implements {@link TextLabeler} and has a public constructor without
 *       parameters; needed
 *   <li>{@code mode}: {@code append} (default) or {@code replace}
 * </ul>
 *
 * <p>Thread-safe after {@link #inform}, which makes the labeler: one for all streams.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class LabelTokenFilterFactory extends TokenFilterFactory implements ResourceLoaderAware {
    /** The name to be found by. */
    public static final String NAME = "glossaLabel";

    private final String className;
    private final LabelTokenFilter.Mode mode;
    private volatile @Nullable TextLabeler labeler;

    /** For the service loader alone; always throws. */
    public LabelTokenFilterFactory() {
        throw defaultCtorException();
    }

    /**
     * A factory; takes its arguments out of the map.
     *
     * @throws IllegalArgumentException if an argument is missing, unknown or of a wrong value
     */
    public LabelTokenFilterFactory(Map<String, String> args) {
        super(args);
        this.className = require(args, "labeler");
        this.mode = LabelTokenFilter.Mode.valueOf(
                get(args, "mode", List.of("append", "replace"), "append", false).toUpperCase(Locale.ROOT));
        if (!args.isEmpty()) {
            throw new IllegalArgumentException(NAME + ": expected labeler and mode, found also " + args.keySet());
        }
    }

    /**
     * Makes the labeler.
     *
     * @throws RuntimeException if the class is not found, is no labeler or cannot be made, as the loader has it
     */
    @Override
    public void inform(ResourceLoader loader) throws IOException {
        labeler = loader.newInstance(className, TextLabeler.class);
    }

    /**
     * A filter over a stream.
     *
     * @throws IllegalStateException before {@link #inform}
     */
    @Override
    public TokenStream create(TokenStream input) {
        TextLabeler ready = labeler;
        if (ready == null) {
            throw new IllegalStateException(NAME + ": expected inform() before create(), found no labeler yet");
        }
        return new LabelTokenFilter(input, ready, mode);
    }
}
