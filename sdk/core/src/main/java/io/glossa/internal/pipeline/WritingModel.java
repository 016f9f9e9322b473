package io.glossa.internal.pipeline;

import io.glossa.TextOptions;
import io.glossa.error.GlossaException;
import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import io.glossa.internal.decoding.Control;
import io.glossa.internal.decoding.GenerationConfig;
import io.glossa.internal.decoding.GenerationConfigBuilder;
import io.glossa.internal.decoding.GenerationConfigReader;
import io.glossa.internal.decoding.Generator;
import io.glossa.internal.decoding.Hypothesis;
import io.glossa.internal.decoding.Request;
import io.glossa.internal.decoding.TokenListener;
import io.glossa.internal.engine.EngineOptions;
import io.glossa.internal.engine.ExportedGraphs;
import io.glossa.internal.engine.StepGraphs;
import io.glossa.internal.engine.WriterGraphs;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelFormat;
import io.glossa.models.Precision;
import io.glossa.models.architecture.ArchitectureConfig;
import io.glossa.models.architecture.Architectures;
import io.glossa.models.architecture.EncoderDecoder;
import io.glossa.models.graph.GraphPart;
import io.glossa.tokenizer.TextPair;
import io.glossa.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A model that writes texts, in memory: tokenizer, encoder, decoder, its settings for generation and the threads that work on it.
 * Thread-safe.
 */
public final class WritingModel implements ModelHandle {
    private static final String ENCODER = "encoder_model.onnx";
    private static final String DECODER = "decoder_model.onnx";
    private static final String WITH_PAST = "decoder_with_past_model.onnx";
    private static final String MERGED = "decoder_model_merged.onnx";
    private static final String GENERATION = "generation_config.json";

    private final ModelDirectory directory;
    private final Tokenizer tokenizer;
    private final WriterGraphs model;
    private final GenerationConfig generation;
    private final EncoderDecoder architecture;
    private final Workers workers;
    private final UseGate gate;
    private final int batchTokens;
    private final Cleaning cleaning;
    private final OptionalInt maxLength;

    private WritingModel(ModelDirectory directory, Tokenizer tokenizer, WriterGraphs model, EncoderDecoder architecture,
            GenerationConfig generation, LoadSettings settings, String task) {
        this.directory = directory;
        this.tokenizer = tokenizer;
        this.model = model;
        this.architecture = architecture;
        this.generation = generation;
        this.workers = new Workers(settings.threads());
        this.gate = new UseGate(task + "(" + directory.name() + ")");
        this.batchTokens = settings.batchTokens();
        this.cleaning = new Cleaning(settings.cleaner(), workers);
        this.maxLength = LoadedModel.lower(architecture.maxSourceTokens(), tokenizer.modelMaxLength());
    }

    /**
     * Loads a model.
     *
     * @param task how the handle is called in messages
     * @throws GlossaException if it is not there, damaged, of a kind that writes no texts, or the engine refuses it
     */
    public static WritingModel load(String id, LoadSettings settings, String task) {
        ModelDirectory directory = settings.store().open(id);
        ArchitectureConfig config = ArchitectureConfig.parse(directory.read("config.json"), directory.name() + ", config.json");
        EncoderDecoder architecture = Architectures.encoderDecoder(config);
        GenerationConfig generation = generation(directory, architecture);
        int padding = directory.config().padTokenId().orElse(0);
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            Tokenizer tokenizer = LoadedModel.tokenizer(directory);
            opened.add(tokenizer);
            WriterGraphs model = graphs(directory, settings, architecture.vocabulary(), padding);
            opened.add(model);
            return new WritingModel(directory, tokenizer, model, architecture, generation, settings, task);
        } catch (RuntimeException e) {
            opened.forEach(WritingModel::close);
            throw e;
        }
    }

    private static GenerationConfig generation(ModelDirectory directory, EncoderDecoder architecture) {
        boolean own = directory.has(GENERATION);
        // Before there was a file for it, checkpoints had these settings in config.json.
        GenerationConfigBuilder builder = GenerationConfigReader.read(directory.read(own ? GENERATION : "config.json"));
        architecture.maxTargetTokens().ifPresent(builder::maxPositions);
        return builder.build();
    }

    private static WriterGraphs graphs(ModelDirectory directory, LoadSettings settings, int vocabulary, int padding) {
        if (settings.precision() == Precision.INT8) {
            throw new InvalidInputException(directory.name() + ": expected precision auto or fp32 for a model that writes texts, found int8");
        }
        EngineOptions options = LoadedModel.engineOptions(settings.device());
        boolean weights = settings.format() == ModelFormat.WEIGHTS
                || settings.format() == ModelFormat.AUTO && directory.hasWritersWeights();
        if (weights) {
            return StepGraphs.open(directory.graph(GraphPart.ENCODER), directory.graph(GraphPart.DECODER),
                    directory.graph(GraphPart.ROWS), vocabulary, padding, options);
        }
        // Each is looked for when it is needed: a model of the hub is fetched file by file.
        Optional<Path> encoder = directory.graph(ENCODER);
        Optional<Path> withPast = encoder.isPresent() ? directory.graph(WITH_PAST) : Optional.empty();
        Optional<Path> decoder = withPast.isPresent() ? directory.graph(DECODER) : Optional.empty();
        if (decoder.isPresent()) {
            return ExportedGraphs.open(encoder.get(), decoder.get(), withPast, vocabulary, padding, options);
        }
        Optional<Path> merged = encoder.isPresent() ? directory.graph(MERGED) : Optional.empty();
        if (merged.isPresent()) {
            return ExportedGraphs.open(encoder.get(), merged.get(), Optional.empty(), vocabulary, padding, options);
        }
        throw new ModelFormatException(directory.name() + ": expected weights (model.safetensors), or " + ENCODER + " with " + DECODER + " and "
                + WITH_PAST + ", or with " + MERGED + ", found none of them; add the files");
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ModelDirectory directory() {
        return directory;
    }

    @Override
    public Workers workers() {
        return workers;
    }

    @Override
    public Precision precision() {
        return Precision.FP32;
    }

    @Override
    public String device() {
        return model.device();
    }

    @Override
    public OptionalInt defaultMaxLength() {
        return maxLength;
    }

    @Override
    public List<String> clean(List<String> texts) {
        return cleaning.clean(texts);
    }

    @Override
    public List<TextPair> cleanPairs(List<TextPair> pairs) {
        return cleaning.cleanPairs(pairs);
    }

    /** Its tokenizer, without a direction. */
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** How it generates if nobody says anything else. */
    public GenerationConfig generation() {
        return generation;
    }

    /**
     * A direction of this model.
     *
     * @throws InvalidInputException if the model doesn't know a language, or the direction
     */
    public Direction direction(@Nullable String from, @Nullable String to) {
        return Direction.of(directory, tokenizer, from, to);
    }

    /** The settings of this model in a direction. */
    public GenerationConfigBuilder settings(Direction direction) {
        GenerationConfigBuilder builder = generation.toBuilder();
        direction.apply(builder);
        return builder;
    }

    /**
     * Encodes sources on all threads.
     *
     * @throws IndexedFailure for the first text that cannot be encoded
     */
    public List<EncodedText> encode(List<String> texts, Direction direction, TextOptions options) {
        TextEncoder encoder = new TextEncoder(direction.tokenizer(), maxLength, architecture.maxSourceTokens());
        EncodedText[] encoded = new EncodedText[texts.size()];
        workers.forEach(encoded.length, i -> {
            try {
                encoded[i] = guarded(() -> encoder.encode(TextPair.of(direction.prefix() + texts.get(i)), options));
            } catch (InvalidInputException e) {
                throw new IndexedFailure(i, e);
            }
        });
        return Arrays.asList(encoded);
    }

    /** Whether the model can read a text whole in a direction. */
    public boolean fits(String text, Direction direction) {
        return maxLength.isEmpty()
                || guarded(() -> direction.tokenizer().encode(direction.prefix() + text).length()) <= maxLength.getAsInt();
    }

    /**
     * Generates for sources, those of one length together; one list of sequences each, in order.
     *
     * @param prefix ids that each output has to begin with, behind the start token
     * @throws GlossaException if the engine fails, or a setting doesn't fit the model
     * @throws IllegalStateException if closed
     */
    public List<List<Hypothesis>> generate(List<int[]> sources, int[] prefix, GenerationConfig config, Control control, TokenListener listener) {
        int[] lengths = sources.stream().mapToInt(source -> source.length).toArray();
        List<int[]> runs = RunPlanner.plan(lengths, batchTokens, false);
        Generator generator = new Generator(config);
        int[] prompt = config.prompt(prefix);
        List<List<Hypothesis>> results = new ArrayList<>(java.util.Collections.nCopies(sources.size(), List.of()));
        workers.forEach(runs.size(), r -> {
            int[] run = runs.get(r);
            List<Request> requests = Arrays.stream(run).mapToObj(i -> new Request(sources.get(i), prompt)).toList();
            List<List<Hypothesis>> found = guarded(() -> generator.generate(model, requests, control,
                    listener == TokenListener.NONE ? listener : (text, token) -> listener.token(run[text], token)));
            synchronized (results) {
                for (int i = 0; i < run.length; i++) {
                    results.set(run[i], found.get(i));
                }
            }
        });
        return results;
    }

    /**
     * Takes given tokens one after the other.
     *
     * @param source ids of the source
     * @param target ids that the decoder reads, the one that it begins with included
     * @return the encoder's last hidden state, then the logits behind each of the target's tokens
     */
    public float[][] forward(int[] source, int[] target) {
        return guarded(() -> {
            try (WriterGraphs.Session session = model.start(List.of(source))) {
                float[][] rows = new float[target.length + 1][];
                rows[0] = session.encoded();
                for (int i = 0; i < target.length; i++) {
                    rows[i + 1] = Arrays.copyOf(session.step(new int[] {0}, new int[] {target[i]}), model.vocabulary());
                }
                return rows;
            }
        });
    }

    /** How many tokens the decoder knows. */
    public int vocabulary() {
        return architecture.vocabulary();
    }

    /** Width of the encoder's vectors. */
    public int width() {
        return architecture.width();
    }

    /** Runs a call, which is made of parts; closing waits for all of it. */
    public <T> T call(Supplier<T> call) {
        return gate.use(call);
    }

    /** Runs a part that must not meet a closed model. */
    public <T> T guarded(Supplier<T> use) {
        return gate.within(use);
    }

    @Override
    public void close() {
        gate.close(() -> {
            workers.close();
            try {
                model.close();
            } finally {
                tokenizer.close();
            }
        });
    }
}
