package io.glossa.tokenizer.lucene;

import io.glossa.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.lucene.analysis.TokenizerFactory;
import org.apache.lucene.util.AttributeFactory;
import org.apiguardian.api.API;

/**
 * Makes a {@link PieceTokenizer} from arguments, under the name {@value #NAME}:
 *
 * <ul>
 *   <li>{@code directory}: the model directory with tokenizer.json (or vocab.txt); needed
 *   <li>{@code positions}: {@code consecutive} (default) or {@code stacked}
 *   <li>{@code unknown}: {@code text} (default), {@code keep} or {@code skip}
 *   <li>{@code blockLength}: UTF-16 units, default 262144
 * </ul>
 *
 * <p>Thread-safe. The tokenizer is loaded once, by the constructor, and lives as long as the factory or a stream made by it.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class PieceTokenizerFactory extends TokenizerFactory {
    /** The name to be found by. */
    public static final String NAME = "glossaPiece";

    private final Tokenizer tokenizer;
    private final PieceOptions options;

    /** For the service loader alone; always throws. */
    public PieceTokenizerFactory() {
        throw defaultCtorException();
    }

    /**
     * A factory; takes its arguments out of the map.
     *
     * @throws IllegalArgumentException if an argument is missing, unknown or of a wrong value
     * @throws io.glossa.error.ModelNotFoundException if there is no directory or no tokenizer in it
     * @throws io.glossa.error.ModelFormatException if a file is damaged or of a kind that is not supported
     * @throws io.glossa.error.EngineException if the native library is needed and cannot be loaded
     */
    public PieceTokenizerFactory(Map<String, String> args) {
        super(args);
        String directory = require(args, "directory");
        PieceOptions defaults = PieceOptions.defaults();
        String positions = get(args, "positions", List.of("consecutive", "stacked"), "consecutive", false);
        String unknown = get(args, "unknown", List.of("text", "keep", "skip"), "text", false);
        this.options = new PieceOptions(PieceOptions.Positions.valueOf(positions.toUpperCase(Locale.ROOT)),
                PieceOptions.Unknown.valueOf(unknown.toUpperCase(Locale.ROOT)),
                getInt(args, "blockLength", defaults.blockLength()));
        if (!args.isEmpty()) {
            throw new IllegalArgumentException(NAME + ": expected directory, positions, unknown and blockLength, found also "
                    + args.keySet());
        }
        this.tokenizer = Tokenizer.load(Path.of(directory));
    }

    @Override
    public PieceTokenizer create(AttributeFactory factory) {
        return new PieceTokenizer(factory, tokenizer, options);
    }
}
