package io.glossa.internal.pipeline;

import io.glossa.Device;
import io.glossa.TextOptions;
import io.glossa.error.GlossaException;
import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import io.glossa.internal.engine.EncoderBatch;
import io.glossa.internal.engine.EncoderSession;
import io.glossa.internal.engine.EngineOptions;
import io.glossa.internal.engine.FloatTensor;
import io.glossa.models.Manifest;
import io.glossa.models.ModelConfig;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelFormat;
import io.glossa.models.OnnxFile;
import io.glossa.models.Precision;
import io.glossa.models.SentenceTransformersConfig;
import io.glossa.models.graph.GraphHead;
import io.glossa.models.graph.GraphOptions;
import io.glossa.text.CleanedText;
import io.glossa.tokenizer.Encoding;
import io.glossa.tokenizer.TextPair;
import io.glossa.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * A model in memory: tokenizer, graph, limits and the threads that work on it. Thread-safe. Every task is a thin layer
 * over one of these.
 *
 * <p>A model whose manifest names a head and that brings no graph as asked for is the encoder of its base here;
 * {@link #directory()} is then the model that was asked for and {@link #encoderDirectory()} the base.
 */
public final class LoadedModel implements ModelHandle {
    /**
     * Architectures whose head takes the last end token of each text and, for that, all end tokens of the batch together: a
     * text that holds one more would shift its neighbours. Their texts run alone.
     */
    private static final Set<String> FINDS_END_TOKENS = Set.of("bart", "bigbird_pegasus", "led", "mbart", "mt5",
            "mvp", "plbart", "t5", "umt5");

    /** What encoders call their output in graphs. */
    public static final List<String> HIDDEN_STATES = List.of("last_hidden_state", "token_embeddings", "hidden_states");

    private final ModelDirectory directory;
    private final ModelDirectory encoderDirectory;
    private final Tokenizer tokenizer;
    private final TextEncoder encoder;
    private final OnnxFile onnx;
    private final EncoderSession session;
    private final Workers workers;
    private final UseGate gate;
    private final int batchTokens;
    private final Cleaning cleaning;
    private final boolean alone;

    private LoadedModel(ModelDirectory directory, ModelDirectory encoderDirectory, Tokenizer tokenizer, TextEncoder encoder,
            OnnxFile onnx, EncoderSession session, LoadSettings settings, String task) {
        this.directory = directory;
        this.encoderDirectory = encoderDirectory;
        this.tokenizer = tokenizer;
        this.encoder = encoder;
        this.onnx = onnx;
        this.session = session;
        this.workers = new Workers(settings.threads());
        this.gate = new UseGate(task + "(" + directory.name() + ")");
        this.batchTokens = settings.batchTokens();
        this.cleaning = new Cleaning(settings.cleaner(), workers);
        this.alone = onnx.batchDependent() || FINDS_END_TOKENS.contains(encoderDirectory.config().modelType());
    }

    /**
     * Loads a model.
     *
     * @param task how the handle is called in messages
     * @param head what a graph that is written from weights gives
     * @throws GlossaException if it is not there, damaged, or the engine refuses it
     */
    public static LoadedModel load(String id, LoadSettings settings, String task, Function<ModelConfig, GraphHead> head) {
        return load(settings.store().open(id), settings, task, head);
    }

    /**
     * Loads the encoder of a model, for a linear head on it. Where the model's graph is that of a classifier, one is written from its
     * weights.
     *
     * @param task how the handle is called in messages
     * @throws GlossaException if it is not there, damaged, or the engine refuses it
     */
    public static LoadedModel hiddenStates(String id, LoadSettings settings, String task) {
        ModelDirectory directory = settings.store().open(id);
        return load(directory, directory, encoderGraph(directory, settings), settings, task);
    }

    /**
     * Loads a model that was opened.
     *
     * @param task how the handle is called in messages
     * @param head what a graph that is written from weights gives
     * @throws GlossaException if it is damaged, or the engine refuses it
     */
    public static LoadedModel load(ModelDirectory directory, LoadSettings settings, String task, Function<ModelConfig, GraphHead> head) {
        if (NgramFiles.isNgrams(directory)) {
            throw new ModelFormatException(directory.name() + ": expected an encoder for " + task
                    + ", found a linear model of n-grams; TextClassifier and SentimentAnalyzer read it");
        }
        ModelDirectory encoderDirectory = isHead(directory) ? encoder(directory, settings) : directory;
        OnnxFile onnx = isHead(directory) ? encoderGraph(encoderDirectory, settings)
                : graph(encoderDirectory, settings, head.apply(encoderDirectory.config()));
        return load(directory, encoderDirectory, onnx, settings, task);
    }

    private static LoadedModel load(ModelDirectory directory, ModelDirectory encoderDirectory, OnnxFile onnx, LoadSettings settings, String task) {
        Tokenizer tokenizer = tokenizer(encoderDirectory);
        EncoderSession session = null;
        try {
            session = EncoderSession.open(onnx.path(), engineOptions(settings.device()));
            TextEncoder encoder = new TextEncoder(tokenizer, defaultMaxLength(encoderDirectory, tokenizer),
                    encoderDirectory.config().maxTokens());
            return new LoadedModel(directory, encoderDirectory, tokenizer, encoder, onnx, session, settings, task);
        } catch (RuntimeException e) {
            tokenizer.close();
            if (session != null) {
                session.close();
            }
            throw e;
        }
    }

    /** Where the encoder below a head is: with it, or in the base that its manifest names. */
    private static ModelDirectory encoder(ModelDirectory directory, LoadSettings settings) {
        boolean own = settings.format() != ModelFormat.WEIGHTS && directory.hasOnnx(settings.precision());
        return directory.manifest().flatMap(Manifest::base).filter(base -> !own).map(settings.store()::open).orElse(directory);
    }

    private static OnnxFile graph(ModelDirectory directory, LoadSettings settings, GraphHead head) {
        Precision wanted = settings.precision();
        boolean onnx = switch (settings.format()) {
            case ONNX -> true;
            case WEIGHTS -> false;
            case AUTO -> directory.hasOnnx(wanted) || !directory.hasWeights();
        };
        if (onnx) {
            return directory.onnx(wanted);
        }
        return written(directory, wanted, head);
    }

    /** A classifier that brings its weights has an encoder in them, whatever its graph gives. */
    private static OnnxFile encoderGraph(ModelDirectory directory, LoadSettings settings) {
        OnnxFile onnx = graph(directory, settings, GraphHead.HIDDEN_STATE);
        boolean encoder = HIDDEN_STATES.stream().anyMatch(onnx.shapes()::containsKey);
        return encoder || settings.format() != ModelFormat.AUTO || !directory.hasWeights() ? onnx
                : written(directory, settings.precision(), GraphHead.HIDDEN_STATE);
    }

    private static OnnxFile written(ModelDirectory directory, Precision wanted, GraphHead head) {
        Precision precision = wanted != Precision.AUTO
                ? wanted
                : directory.manifest().flatMap(Manifest::defaultPrecision).orElse(Precision.FP32);
        return directory.graph(GraphOptions.of(head).int8(precision == Precision.INT8));
    }

    /**
     * Loads a model's tokenizer alone.
     *
     * @throws GlossaException if its files are missing or damaged
     */
    public static Tokenizer tokenizer(ModelDirectory directory) {
        Tokenizer.Builder builder = Tokenizer.builder()
                .name(directory.name())
                .tokenizerConfig(directory.find("tokenizer_config.json").orElse(null))
                .specialTokensMap(directory.find("special_tokens_map.json").orElse(null));
        if (directory.has("config.json")) {
            builder.modelType(directory.config().modelType());
        }
        boolean pieces = false;
        for (String file : Tokenizer.sentencePieceFiles()) {
            pieces |= directory.has(file);
            builder.sentencePieceFile(file, directory.find(file).orElse(null));
        }
        if (directory.has("tokenizer.json")) {
            return builder.tokenizerJson(directory.read("tokenizer.json")).build();
        }
        if (directory.has("vocab.txt")) {
            return builder.vocabulary(directory.read("vocab.txt")).build();
        }
        return pieces ? builder.build() : builder.tokenizerJson(directory.read("tokenizer.json")).build();
    }

    private static boolean isHead(ModelDirectory directory) {
        return directory.manifest().flatMap(Manifest::head).isPresent();
    }

    /** How a session is opened on a device. */
    static EngineOptions engineOptions(Device device) {
        EngineOptions.Cuda cuda = switch (device.kind()) {
            case AUTO -> EngineOptions.Cuda.IF_AVAILABLE;
            case CPU -> EngineOptions.Cuda.NEVER;
            case CUDA -> EngineOptions.Cuda.REQUIRED;
        };
        return new EngineOptions(cuda, device.index());
    }

    /** As sentence-transformers and the tokenizer say, and never more than the graph has positions for unless they say so. */
    private static OptionalInt defaultMaxLength(ModelDirectory directory, Tokenizer tokenizer) {
        OptionalInt embedding = directory.sentenceTransformers()
                .map(SentenceTransformersConfig::maxSequenceLength)
                .orElse(OptionalInt.empty());
        if (embedding.isPresent()) {
            return embedding;
        }
        OptionalInt positions = directory.config().maxTokens();
        OptionalInt tokens = tokenizer.modelMaxLength();
        return lower(positions, tokens);
    }

    /** The lower of two limits, if there is one. */
    static OptionalInt lower(OptionalInt positions, OptionalInt tokens) {
        if (positions.isPresent() && tokens.isPresent()) {
            return OptionalInt.of(Math.min(positions.getAsInt(), tokens.getAsInt()));
        }
        return tokens.isPresent() ? tokens : positions;
    }

    @Override
    public ModelDirectory directory() {
        return directory;
    }

    /** The model whose graph runs: the same, or the base under a head. */
    public ModelDirectory encoderDirectory() {
        return encoderDirectory;
    }

    /** Its tokenizer. */
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** Its graph. */
    public OnnxFile onnx() {
        return onnx;
    }

    @Override
    public Precision precision() {
        return onnx.precision();
    }

    @Override
    public OptionalInt defaultMaxLength() {
        return encoder.defaultMaxLength();
    }

    @Override
    public String device() {
        return session.device();
    }

    @Override
    public Workers workers() {
        return workers;
    }

    /** Its length policy at work. */
    public TextEncoder encoder() {
        return encoder;
    }

    /** Whether it is a linear head on embeddings. */
    public boolean isHead() {
        return isHead(directory);
    }

    /**
     * The name of the graph's output for an encoder.
     *
     * @throws ModelFormatException if the graph has none
     */
    public String hiddenStates() {
        return output(HIDDEN_STATES.toArray(new String[0]));
    }

    /**
     * The name of the graph's output for a head or an encoder.
     *
     * @throws ModelFormatException if the graph has none of them
     */
    public String output(String... candidates) {
        for (String candidate : candidates) {
            if (session.outputs().contains(candidate)) {
                return candidate;
            }
        }
        throw new ModelFormatException(directory.name() + ": expected a graph with the output "
                + String.join(" or ", candidates) + ", found " + session.outputs()
                + "; the model was made for another task (glossa models show tells which)");
    }

    /** Number of dimensions that the graph declares for an output; empty if it declares none. */
    public OptionalInt declaredRank(String output) {
        List<Long> shape = onnx.shapes().get(output);
        return shape == null ? OptionalInt.empty() : OptionalInt.of(shape.size());
    }

    /** Whether the graph has this output. */
    public boolean hasOutput(String name) {
        return session.outputs().contains(name);
    }

    @Override
    public List<String> clean(List<String> texts) {
        return cleaning.clean(texts);
    }

    /** As {@link #clean}, for those who have to find their way back. */
    public List<CleanedText> cleaned(List<String> texts) {
        return cleaning.cleaned(texts);
    }

    @Override
    public List<TextPair> cleanPairs(List<TextPair> pairs) {
        return cleaning.cleanPairs(pairs);
    }

    /**
     * Encodes texts on all threads.
     *
     * @throws IndexedFailure for the first text that cannot be encoded
     */
    public List<EncodedText> encode(List<TextPair> texts, TextOptions options) {
        EncodedText[] encoded = new EncodedText[texts.size()];
        workers.forEach(encoded.length, i -> {
            try {
                encoded[i] = guarded(() -> encoder.encode(texts.get(i), options));
            } catch (InvalidInputException e) {
                throw new IndexedFailure(i, e);
            }
        });
        return Arrays.asList(encoded);
    }

    /**
     * What one row of a run is fed.
     *
     * @param ids token ids [s]
     * @param typeIds segment of each token [s]
     */
    public record TokenRow(int[] ids, int[] typeIds) {}

    /** What is taken out of a run for one of its rows. */
    @FunctionalInterface
    public interface RowReader<R> {
        /**
         * Reads one row.
         *
         * @param output the run's output, first dimension the rows
         * @param row which row
         * @param length how many tokens that row has
         */
        R read(FloatTensor output, int row, int length);
    }

    /** Runs encodings; see {@link #runRows}. */
    public <R> List<R> run(List<Encoding> encodings, String output, RowReader<R> reader) {
        return runRows(encodings.stream().map(e -> new TokenRow(e.ids(), e.typeIds())).toList(), output, reader);
    }

    /**
     * Runs token rows in runs of equal length and returns one result each, in order.
     *
     * @throws GlossaException if the engine fails
     * @throws IllegalStateException if closed
     */
    public <R> List<R> runRows(List<TokenRow> rows, String output, RowReader<R> reader) {
        int[] lengths = new int[rows.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = rows.get(i).ids().length;
            if (lengths[i] == 0) {
                throw new InvalidInputException(
                        "input_ids: expected at least one, found none; leave the text out");
            }
        }
        List<int[]> runs = RunPlanner.plan(lengths, batchTokens, alone);
        Object[] slots = new Object[lengths.length];
        workers.forEach(runs.size(), r -> {
            int[] run = runs.get(r);
            FloatTensor tensor = guarded(() -> session.run(batch(rows, run), output));
            if (tensor.rank() < 2 || tensor.dim(0) != run.length) {
                throw new ModelFormatException(directory.name() + ": expected an output with " + run.length
                        + " rows, found the shape " + Arrays.toString(tensor.shape())
                        + "; export the model with a dynamic batch size");
            }
            if (tensor.rank() > 2 && tensor.dim(1) != lengths[run[0]]) {
                throw new ModelFormatException(directory.name() + ": expected an output with one row for each of "
                        + lengths[run[0]] + " tokens, found the shape " + Arrays.toString(tensor.shape())
                        + "; export the model as an encoder with a dynamic sequence length");
            }
            for (int i = 0; i < run.length; i++) {
                slots[run[i]] = reader.read(tensor, i, lengths[run[i]]);
            }
        });
        @SuppressWarnings("unchecked")
        List<R> results = (List<R>) Arrays.asList(slots);
        return results;
    }

    private EncoderBatch batch(List<TokenRow> texts, int[] run) {
        int columns = texts.get(run[0]).ids().length;
        long[] ids = new long[run.length * columns];
        long[] mask = new long[ids.length];
        long[] types = new long[ids.length];
        Arrays.fill(mask, 1);
        boolean typed = tokenizer.returnsTokenTypeIds();
        for (int r = 0; r < run.length; r++) {
            TokenRow text = texts.get(run[r]);
            int offset = r * columns;
            for (int c = 0; c < columns; c++) {
                ids[offset + c] = text.ids()[c];
                types[offset + c] = typed ? text.typeIds()[c] : 0;
            }
        }
        return new EncoderBatch(run.length, columns, ids, mask, types);
    }

    /** Runs a call, which is made of parts; closing waits for all of it. */
    public <T> T call(java.util.function.Supplier<T> call) {
        return gate.use(call);
    }

    private <T> T guarded(java.util.function.Supplier<T> use) {
        return gate.within(use);
    }

    @Override
    public void close() {
        gate.close(() -> {
            workers.close();
            try {
                session.close();
            } finally {
                tokenizer.close();
            }
        });
    }
}
