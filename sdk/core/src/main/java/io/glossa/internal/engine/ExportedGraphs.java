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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The graphs that Optimum exports of a model that writes texts: an encoder, and a decoder for the first step and one for the others, or both
 * in one that a flag switches. Thread-safe; each session is for one thread at a time.
 */
public final class ExportedGraphs implements WriterGraphs {
    private static final String STATE = "last_hidden_state";
    private static final String FLAG = "use_cache_branch";
    private static final String HIDDEN = "encoder_hidden_states";
    private static final String MASK = "encoder_attention_mask";
    private static final String PAST = "past_key_values.";
    private static final String PRESENT = "present.";

    private final GraphRun encoder;
    private final GraphRun first;
    private final GraphRun next;
    private final List<String> pastNames;
    private final int vocabulary;
    private final int padding;

    private ExportedGraphs(GraphRun encoder, GraphRun first, GraphRun next, int vocabulary, int padding) {
        this.encoder = encoder;
        this.first = first;
        this.next = next;
        this.pastNames = next.inputs().stream().filter(name -> name.startsWith(PAST)).toList();
        this.vocabulary = vocabulary;
        this.padding = padding;
        require(encoder, encoder.inputs(), "input_ids");
        require(encoder, encoder.outputs(), STATE);
        require(first, first.inputs(), "input_ids");
        require(next, next.inputs(), PAST + "0.decoder.key");
        require(first, first.outputs(), "logits");
        require(first, first.outputs(), PRESENT + "0.encoder.key");
        require(next, next.outputs(), PRESENT + "0.decoder.key");
    }

    private static void require(GraphRun graph, Set<String> names, String name) {
        if (!names.contains(name)) {
            throw graph.missing(name + " among its inputs or outputs", names);
        }
    }

    /**
     * Loads them.
     *
     * @param encoder {@code encoder_model.onnx}
     * @param decoder {@code decoder_model.onnx}, or {@code decoder_model_merged.onnx}
     * @param withPast {@code decoder_with_past_model.onnx}; empty if {@code decoder} is the merged one
     * @param vocabulary how many target tokens there are
     * @param padding the id that sources are padded with
     * @throws EngineException if ONNX Runtime cannot load a graph, or CUDA is required and not there
     * @throws ModelFormatException if a graph lacks an input or output that it needs
     */
    public static ExportedGraphs open(Path encoder, Path decoder, Optional<Path> withPast, int vocabulary, int padding, EngineOptions options) {
        List<GraphRun> opened = new ArrayList<>();
        try {
            opened.add(GraphRun.open(encoder, options));
            opened.add(GraphRun.open(decoder, options));
            withPast.ifPresent(path -> opened.add(GraphRun.open(path, options)));
            return new ExportedGraphs(opened.get(0), opened.get(1), opened.get(opened.size() - 1), vocabulary, padding);
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
        return next.device();
    }

    @Override
    public WriterGraphs.Session start(List<int[]> sources) {
        return new Running(SourceBatch.of(sources, padding));
    }

    @Override
    public void close() {
        GraphRun.closeAll(first == next ? List.of(encoder, first) : List.of(encoder, first, next));
    }

    /** A decoder at work. */
    private final class Running implements WriterGraphs.Session {
        private final SourceBatch batch;
        private final LiveRows live = new LiveRows();
        private final OrtSession.Result encoded;
        /** What the next step reads of the steps before, by the names of its inputs, and who owns it. */
        private final Map<String, OnnxTensor> past = new HashMap<>();
        private final Map<String, AutoCloseable> own = new HashMap<>();
        private OrtSession.@Nullable Result start;
        private OrtSession.@Nullable Result last;
        private float[] logits = new float[0];

        Running(SourceBatch batch) {
            this.batch = batch;
            encoded = encoder.encode(batch, Set.of(STATE));
        }

        @Override
        public float[] encoded() {
            return Tensors.floats(encoder.floats(encoded, STATE), new float[0]);
        }

        @Override
        public float[] step(int[] rows, int[] tokens) {
            GraphRun graph = start == null ? first : next;
            try (Feeds feeds = new Feeds()) {
                int[] before = live.sources();
                live.take(rows);
                feeds.own("input_ids", Tensors.longs(tokens, tokens.length, 1));
                if (graph.inputs().contains(MASK)) {
                    feeds.own(MASK, Tensors.longs(Tensors.rows(batch.mask(), batch.columns(), live.sources()), rows.length,
                            batch.columns()));
                }
                if (graph.inputs().contains(HIDDEN)) {
                    feeds.own(HIDDEN, Tensors.rows(encoder.floats(encoded, STATE), live.sources()));
                }
                if (graph.inputs().contains(FLAG)) {
                    feeds.own(FLAG, Tensors.flag(start != null));
                }
                if (start != null) {
                    reorder(rows, Arrays.equals(before, live.sources()));
                    feeds.lend(past);
                } else if (first == next) {
                    for (String name : pastNames) {
                        long[] shape = graph.shape(name);
                        feeds.own(name, Tensors.zeros(rows.length, shape[1], 1, shape[3]));
                    }
                }
                OrtSession.Result result = graph.run(feeds.tensors(), graph.outputs());
                keep(result);
                logits = Tensors.floats(graph.floats(result, "logits"), logits);
                return logits;
            } catch (OrtException e) {
                throw graph.failure(e);
            }
        }

        /** Takes over what the next step reads: keys and values of the source from the first step, those of the target from each. */
        private void keep(OrtSession.Result result) {
            boolean beginning = start == null;
            for (String name : pastNames) {
                if (beginning || name.contains(".decoder.")) {
                    past.put(name, first.floats(result, name.replace(PAST, PRESENT)));
                }
            }
            if (beginning) {
                start = result;
            } else {
                GraphRun.close(last);
                last = result;
            }
        }

        /**
         * Moves what is kept to the rows that go on with it.
         *
         * @param sameSources whether row by row it is the same source, so that what was looked up there stays
         */
        private void reorder(int[] rows, boolean sameSources) throws OrtException {
            boolean same = sameSources;
            for (int i = 0; same && i < rows.length; i++) {
                same = rows[i] == i;
            }
            if (same) {
                return;
            }
            for (Map.Entry<String, OnnxTensor> entry : past.entrySet()) {
                if (!sameSources || entry.getKey().contains(".decoder.")) {
                    OnnxTensor moved = Tensors.rows(entry.getValue(), rows);
                    AutoCloseable old = own.put(entry.getKey(), moved);
                    entry.setValue(moved);
                    if (old != null) {
                        GraphRun.closeAll(List.of(old));
                    }
                }
            }
        }

        @Override
        public void close() {
            GraphRun.closeAll(List.copyOf(own.values()));
            own.clear();
            GraphRun.close(last);
            last = null;
            GraphRun.close(start);
            start = null;
            encoded.close();
        }
    }
}
