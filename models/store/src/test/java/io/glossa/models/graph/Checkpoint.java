package io.glossa.models.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelId;
import io.glossa.models.ModelStore;
import io.glossa.models.architecture.ArchitectureConfig;
import io.glossa.models.architecture.Architectures;
import io.glossa.models.architecture.Encoder;
import io.glossa.models.architecture.EncoderInputs;
import io.glossa.models.architecture.Rows;
import io.glossa.models.architecture.internal.PlainOps;
import io.glossa.models.architecture.internal.PlainTensor;
import io.glossa.models.format.TensorInfo;
import io.glossa.models.format.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A folder that {@code make_checkpoints.py} made: weights, and what transformers computes with them. */
record Checkpoint(Path folder, String kind, GraphHead head, boolean normalized, ModelDirectory directory, Encoder encoder,
        List<Case> cases) {

    /**
     * A batch.
     *
     * @param padding none, right or left
     * @param shape of what comes out
     * @param expected what comes out
     */
    record Case(String padding, long[][] ids, long[][] mask, long[][] types, int[] shape, float[] expected) {

        boolean isPadded() {
            return !padding.equals("none");
        }

        /** How many numbers there are for one text. */
        int width() {
            return expected.length / ids.length;
        }

        /** One text without its padding, which must be on the right. */
        Case alone(int row) {
            int real = (int) Arrays.stream(mask[row]).sum();
            int[] one = shape.clone();
            one[0] = 1;
            float[] numbers = Arrays.copyOfRange(expected, row * width(), (row + 1) * width());
            if (one.length == 3) {
                numbers = Arrays.copyOf(numbers, real * shape[2]);
                one[1] = real;
            }
            return new Case("none", new long[][] {Arrays.copyOf(ids[row], real)}, new long[][] {Arrays.copyOf(mask[row], real)},
                    new long[][] {Arrays.copyOf(types[row], real)}, one, numbers);
        }
    }

    static List<Path> folders(Path root) {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.exists(folder.resolve("records.json"))).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Checkpoint read(Path folder, Path cache) throws IOException {
        byte[] json = Files.readAllBytes(folder.resolve("config.json"));
        JsonNode records = new ObjectMapper().readTree(folder.resolve("records.json").toFile());
        ArchitectureConfig config = ArchitectureConfig.parse(json, folder.getFileName().toString());
        String kind = records.get("head").textValue();
        GraphHead head = switch (kind) {
            case "sequence", "multi-label", "regression", "rerank" -> GraphHead.SEQUENCE_LOGITS;
            case "token" -> GraphHead.TOKEN_LOGITS;
            case "cls" -> GraphHead.FIRST_TOKEN;
            case "mean" -> GraphHead.MEAN;
            case "max" -> GraphHead.MAX;
            case "hidden", "pre-trained", "hidden of a classifier" -> GraphHead.HIDDEN_STATE;
            default -> throw new IllegalArgumentException(kind);
        };
        List<Case> cases = new ArrayList<>();
        for (JsonNode node : records.get("cases")) {
            JsonNode expected = node.get("expected");
            float[] numbers = new float[expected.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) expected.get(i).doubleValue();
            }
            cases.add(new Case(node.get("padding").textValue(), rows(node.get("ids")), rows(node.get("mask")),
                    rows(node.get("types")), Arrays.stream(longs(node.get("shape"))).mapToInt(Math::toIntExact).toArray(), numbers));
        }
        return new Checkpoint(folder, kind, head, head.output().equals("sentence_embedding"),
                ModelStore.builder().cacheDirectory(cache).build().open(ModelId.of(folder)), Architectures.encoder(config), cases);
    }

    private static long[][] rows(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false).map(Checkpoint::longs).toArray(long[][]::new);
    }

    private static long[] longs(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false).mapToLong(JsonNode::longValue).toArray();
    }

    GraphOptions options(boolean portable, boolean masked) {
        return GraphOptions.of(head).normalized(normalized).portable(portable).masked(masked);
    }

    /** The weights in memory. */
    Map<String, PlainTensor> parameters() {
        Map<String, PlainTensor> parameters = new LinkedHashMap<>();
        try (Weights weights = directory.weights()) {
            for (TensorInfo info : weights.tensors().values()) {
                if (info.dtype().name().matches("B?F\\d+")) {
                    int[] shape = info.shape().stream().mapToInt(Math::toIntExact).toArray();
                    parameters.put(info.name(), PlainTensor.of(weights.floats(info.name()), shape));
                }
            }
        }
        return parameters;
    }

    /** What plain Java computes. */
    float[] plain(Map<String, PlainTensor> parameters, Case record) {
        PlainOps ops = new PlainOps(parameters);
        EncoderInputs<PlainTensor> inputs = new EncoderInputs<>(tensor(record.ids()),
                encoder.readsTypeIds() ? tensor(record.types()) : null, record.isPadded() ? tensor(record.mask()) : null);
        PlainTensor state = encoder.hiddenState(ops, inputs, Rows.ALL);
        @Nullable PlainTensor mask = inputs.mask();
        PlainTensor result = switch (head) {
            case HIDDEN_STATE -> state;
            case SEQUENCE_LOGITS -> encoder.sequenceLogits(ops, state, inputs);
            case TOKEN_LOGITS -> encoder.tokenLogits(ops, state);
            case FIRST_TOKEN -> ops.squeeze(ops.slice(state, 1, 0, 1), 1);
            case MEAN -> ops.meanOverTokens(state, mask);
            case MAX -> ops.maxOverTokens(state, mask);
        };
        return (normalized ? ops.normalize(result) : result).floats();
    }

    private static PlainTensor tensor(long[][] rows) {
        return PlainTensor.of(Arrays.stream(rows).flatMapToLong(Arrays::stream).toArray(), rows.length, rows[0].length);
    }

    /**
     * The largest difference between what was found and what transformers computes, where it means something: at real tokens,
     * and for whole texts where what the head reads is one.
     */
    float difference(Case record, float[] found) {
        if (found.length != record.expected().length) {
            throw new AssertionError("expected " + record.expected().length + " numbers, found " + found.length);
        }
        float worst = 0;
        for (int i = 0; i < found.length; i++) {
            int text = i / record.width();
            boolean real = record.shape().length == 3
                    ? record.mask()[text][i % record.width() / record.shape()[2]] == 1
                    : head == GraphHead.MEAN || head == GraphHead.MAX || record.mask()[text][0] == 1;
            if (real) {
                worst = Math.max(worst, Math.abs(found[i] - record.expected()[i])); // NaN stays NaN.
            }
        }
        return worst;
    }
}
