package io.glossa.internal.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.glossa.error.EngineException;
import io.glossa.error.ModelFormatException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    private final int layers;
    private final long heads;
    private final long headWidth;

    private StepGraphs(GraphRun encoder, GraphRun decoder, int vocabulary, int padding) {
        this.encoder = encoder;
        this.decoder = decoder;
        this.vocabulary = vocabulary;
        this.padding = padding;
        this.layers = (int) decoder.inputs().stream().filter(name -> name.matches("past\\.\\d+\\.key")).count();
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

    private List<String> names(String stem) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            names.add(stem + "." + i + ".key");
            names.add(stem + "." + i + ".value");
        }
        return names;
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
            Set<String> outputs = new LinkedHashSet<>(names("memory"));
            outputs.add(STATE);
            try (OnnxTensor ids = Tensors.longs(batch.ids(), batch.rows(), batch.columns());
                    OnnxTensor seen = Tensors.longs(batch.mask(), batch.rows(), batch.columns())) {
                encoded = encoder.run(Map.of("input_ids", ids, "attention_mask", seen), outputs);
            } catch (OrtException e) {
                throw encoder.failure(e);
            }
            names("memory").forEach(name -> memory.put(name, encoder.floats(encoded, name)));
        }

        @Override
        public float[] encoded() {
            FloatBuffer buffer = encoder.floats(encoded, STATE).getFloatBuffer();
            float[] state = new float[buffer.remaining()];
            buffer.get(state);
            return state;
        }

        @Override
        public float[] step(int[] rows, int[] tokens) {
            List<OnnxTensor> owned = new ArrayList<>();
            try {
                live.take(rows);
                share();
                Map<String, OnnxTensor> feeds = new LinkedHashMap<>(memory);
                feeds.put("input_ids", own(owned, Tensors.longs(tokens, tokens.length, 1)));
                feeds.put("offset", own(owned, Tensors.longs(new long[] {taken}, 1)));
                feeds.put("rows", own(owned, Tensors.longs(taken == 0 ? range(rows.length) : rows, rows.length)));
                feeds.put("attention_mask", own(owned, Tensors.longs(mask, shared.length, batch.columns())));
                for (String name : names("past")) {
                    feeds.put(name, past == null ? own(owned, Tensors.zeros(rows.length, heads, 0, headWidth))
                            : decoder.floats(past, name.replace("past", "present")));
                }
                Set<String> outputs = new LinkedHashSet<>(names("present"));
                outputs.add("logits");
                OrtSession.Result result = decoder.run(feeds, outputs);
                close(past);
                past = result;
                taken++;
                return read(decoder.floats(result, "logits"));
            } catch (OrtException e) {
                throw decoder.failure(e);
            } finally {
                GraphRun.closeAll(owned);
            }
        }

        private static OnnxTensor own(List<OnnxTensor> owned, OnnxTensor tensor) {
            owned.add(tensor);
            return tensor;
        }

        /** Takes sources away that have no row any more. */
        private void share() throws OrtException {
            int[] wanted = live.shared();
            if (Arrays.equals(wanted, shared)) {
                return;
            }
            List<OnnxTensor> made = new ArrayList<>();
            for (String name : names("memory")) {
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

        private float[] read(OnnxTensor tensor) {
            FloatBuffer buffer = tensor.getFloatBuffer();
            if (logits.length < buffer.remaining()) {
                logits = new float[buffer.remaining()];
            }
            buffer.get(logits, 0, buffer.remaining());
            return logits;
        }

        private static void close(OrtSession.Result result) {
            if (result != null) {
                result.close();
            }
        }

        @Override
        public void close() {
            GraphRun.closeAll(copies);
            copies.clear();
            close(past);
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
