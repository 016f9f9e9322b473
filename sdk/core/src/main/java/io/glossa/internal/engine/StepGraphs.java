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
import org.jspecify.annotations.Nullable;

/** The graphs that Glossa's graph writer makes of a model that writes texts. Thread-safe; each session is for one thread at a time. */
public final class StepGraphs implements WriterGraphs {
    private static final String STATE = "last_hidden_state";

    private final GraphRun encoder;
    private final GraphRun decoder;
    private final GraphRun rows;
    private final int vocabulary;
    private final int padding;
    private final List<String> memoryNames;
    private final List<String> pastNames;
    private final List<String> presentNames;
    private final Set<String> encoderOutputs;
    /** What steps keep: all outputs but the logits. */
    private final Set<String> kept;
    private final long heads;
    private final long headWidth;

    private StepGraphs(GraphRun encoder, GraphRun decoder, GraphRun rows, int vocabulary, int padding) {
        this.encoder = encoder;
        this.decoder = decoder;
        this.rows = rows;
        this.vocabulary = vocabulary;
        this.padding = padding;
        int layers = (int) decoder.inputs().stream().filter(name -> name.matches("past\\.\\d+\\.key")).count();
        this.memoryNames = names("memory", layers);
        this.pastNames = names("past", layers);
        this.presentNames = names("present", layers);
        this.encoderOutputs = new LinkedHashSet<>(memoryNames);
        encoderOutputs.add(STATE);
        this.kept = new LinkedHashSet<>(presentNames);
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
     * @throws ModelFormatException if a graph is none of them
     */
    public static StepGraphs open(Path encoder, Path decoder, Path rows, int vocabulary, int padding, EngineOptions options) {
        List<GraphRun> opened = new ArrayList<>();
        try {
            opened.add(GraphRun.open(encoder, options));
            opened.add(GraphRun.open(decoder, options));
            opened.add(GraphRun.open(rows, options));
            return new StepGraphs(opened.get(0), opened.get(1), opened.get(2), vocabulary, padding);
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
        GraphRun.closeAll(List.of(encoder, decoder, rows));
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
        private final StepLogits logits = new StepLogits(vocabulary);
        private OrtSession.@Nullable Result present;
        private OrtSession.@Nullable Result moved;
        private int before;
        private long taken;

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
        public float[] step(int[] next, int[] tokens) {
            try (Feeds feeds = new Feeds()) {
                live.take(next);
                share();
                pass(next, feeds);
                feeds.lend(memory);
                feeds.own("input_ids", Tensors.longs(tokens, tokens.length, 1));
                feeds.own("offset", Tensors.longs(new long[] {taken}, 1));
                feeds.own("attention_mask", Tensors.longs(mask, shared.length, batch.columns()));
                OrtSession.Result result = decoder.run(feeds.tensors(), kept, "logits", logits.tensor(next.length));
                release();
                present = result;
                before = next.length;
                taken++;
                return logits.read();
            } catch (OrtException e) {
                throw decoder.failure(e);
            }
        }

        /** Feeds what the steps before have kept, its rows as this step goes on with them. */
        private void pass(int[] next, Feeds feeds) throws OrtException {
            if (present == null) {
                for (String name : pastNames) {
                    feeds.own(name, Tensors.zeros(next.length, heads, 0, headWidth));
                }
                return;
            }
            boolean same = next.length == before && Arrays.equals(next, range(before));
            if (!same) {
                try (Feeds moves = new Feeds()) {
                    presentNames.forEach(name -> moves.lend(name, decoder.floats(present, name)));
                    moves.own("rows", Tensors.longs(next, next.length));
                    moved = rows.run(moves.tensors(), rows.outputs());
                }
            }
            for (int i = 0; i < pastNames.size(); i++) {
                String name = pastNames.get(i);
                feeds.lend(name, same ? decoder.floats(present, presentNames.get(i)) : rows.floats(moved, name));
            }
        }

        private void release() {
            GraphRun.close(moved);
            moved = null;
            GraphRun.close(present);
            present = null;
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
            release();
            logits.close();
            encoded.close();
        }
    }

    private static int[] range(int count) {
        int[] range = new int[count];
        Arrays.setAll(range, i -> i);
        return range;
    }
}
