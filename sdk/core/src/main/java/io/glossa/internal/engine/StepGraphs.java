package io.glossa.internal.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.glossa.error.EngineException;
import io.glossa.error.ModelFormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The two graphs that Glossa's graph writer makes of a model that writes texts. Thread-safe; each session is for one thread at a time. */
public final class StepGraphs implements WriterGraphs {
    private static final String STATE = "last_hidden_state";

    private final GraphRun encoder;
    private final GraphRun decoder;
    private final int vocabulary;
    private final int padding;
    private final List<String> memoryNames;
    private final List<String> pastNames;
    private final List<String> presentNames;
    private final Set<String> encoderOutputs;
    private final long heads;
    private final long headWidth;

    private StepGraphs(GraphRun encoder, GraphRun decoder, int vocabulary, int padding) {
        this.encoder = encoder;
        this.decoder = decoder;
        this.vocabulary = vocabulary;
        this.padding = padding;
        int layers = (int) decoder.inputs().stream().filter(name -> name.matches("past\\.\\d+\\.key")).count();
        this.memoryNames = names("memory", layers);
        this.pastNames = names("past", layers);
        this.presentNames = names("present", layers);
        this.encoderOutputs = new LinkedHashSet<>(memoryNames);
        encoderOutputs.add(STATE);
        long[] shape = decoder.shape("past.0.key");
        this.heads = shape[1];
        this.headWidth = shape[3];
    }

    /**
     * Loads them.
     *
     * @param vocabulary how many target tokens there are
     * @param padding the id that sources are padded with
     * @throws EngineException if ONNX Runtime cannot load a graph, or CUDA is required and not there
     * @throws ModelFormatException if a graph is none of the two
     */
    public static StepGraphs open(Path encoder, Path decoder, int vocabulary, int padding, EngineOptions options) {
        List<GraphRun> opened = new ArrayList<>();
        try {
            opened.add(GraphRun.open(encoder, options));
            opened.add(GraphRun.open(decoder, options));
            return new StepGraphs(opened.get(0), opened.get(1), vocabulary, padding);
        } catch (RuntimeException e) {
            GraphRun.closeAll(opened);
            throw e;
        }
    }

    @Override
    public int vocabulary() {
        return vocabulary;
    }

    @Override
    public String device() {
        return decoder.device();
    }

    @Override
    public WriterGraphs.Session start(List<int[]> sources) {
        return new Running(SourceBatch.of(sources, padding));
    }

    @Override
    public void close() {
        GraphRun.closeAll(List.of(encoder, decoder));
    }

    private static List<String> names(String stem, int layers) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            names.add(stem + "." + i + ".key");
            names.add(stem + "." + i + ".value");
        }
        return List.copyOf(names);
    }

    /** A decoder at work. */
    private final class Running implements WriterGraphs.Session {
        private final SourceBatch batch;
        private final LiveRows live = new LiveRows();
        private final OrtSession.Result encoded;
        /** What the encoder gave for each source that is still there, and what of it has to be closed. */
        private final Map<String, OnnxTensor> memory = new HashMap<>();
        private final List<OnnxTensor> copies = new ArrayList<>();
        private int[] shared;
        private long[] mask;
        private OrtSession.Result past;
        private long taken;
        private float[] logits = new float[0];

        Running(SourceBatch batch) {
            this.batch = batch;
            this.shared = range(batch.rows());
            this.mask = batch.mask();
            encoded = encoder.encode(batch, encoderOutputs);
            memoryNames.forEach(name -> memory.put(name, encoder.floats(encoded, name)));
        }

        @Override
        public float[] encoded() {
            return Tensors.floats(encoder.floats(encoded, STATE), new float[0]);
        }

        @Override
        public float[] step(int[] rows, int[] tokens) {
            try (Feeds feeds = new Feeds()) {
                live.take(rows);
                share();
                feeds.lend(memory);
                feeds.own("input_ids", Tensors.longs(tokens, tokens.length, 1));
                feeds.own("offset", Tensors.longs(new long[] {taken}, 1));
                feeds.own("rows", Tensors.longs(taken == 0 ? range(rows.length) : rows, rows.length));
                feeds.own("attention_mask", Tensors.longs(mask, shared.length, batch.columns()));
                for (int i = 0; i < pastNames.size(); i++) {
                    if (past == null) {
                        feeds.own(pastNames.get(i), Tensors.zeros(rows.length, heads, 0, headWidth));
                    } else {
                        feeds.lend(pastNames.get(i), decoder.floats(past, presentNames.get(i)));
                    }
                }
                OrtSession.Result result = decoder.run(feeds.tensors(), decoder.outputs());
                GraphRun.close(past);
                past = result;
                taken++;
                logits = Tensors.floats(decoder.floats(result, "logits"), logits);
                return logits;
            } catch (OrtException e) {
                throw decoder.failure(e);
            }
        }

        /** Takes sources away that have no row any more. */
        private void share() throws OrtException {
            int[] wanted = live.shared();
            if (Arrays.equals(wanted, shared)) {
                return;
            }
            List<OnnxTensor> made = new ArrayList<>();
            for (String name : memoryNames) {
                OnnxTensor rows = Tensors.rows(encoder.floats(encoded, name), wanted);
                made.add(rows);
                memory.put(name, rows);
            }
            GraphRun.closeAll(copies);
            copies.clear();
            copies.addAll(made);
            mask = Tensors.rows(batch.mask(), batch.columns(), wanted);
            shared = wanted;
        }

        @Override
        public void close() {
            GraphRun.closeAll(copies);
            copies.clear();
            GraphRun.close(past);
            past = null;
            encoded.close();
        }
    }

    private static int[] range(int count) {
        int[] range = new int[count];
        Arrays.setAll(range, i -> i);
        return range;
    }
}
