package io.glossa.export;

import io.glossa.Device;
import io.glossa.RawModel;
import io.glossa.RawOutput;
import io.glossa.TextOptions;
import io.glossa.models.ModelFormat;
import io.glossa.models.ModelStore;
import io.glossa.models.Precision;
import io.glossa.models.graph.GraphOptions;
import io.glossa.text.TextCleaner;
import io.glossa.tokenizer.TextPair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which products of a graph lose most by 8 bits: each is put back into 32 bits alone, and the outputs are compared with those of
 * the 32-bit graph. What one product changes hardly depends on the others, so that those which help most alone help most
 * together.
 *
 * @param texts what to measure on; the first {@value #TEXTS} of them are taken
 */
record Sensitivity(Checkpoint checkpoint, String model, ModelStore store, TextOptions options, TextCleaner cleaner,
        List<LabelledText> texts) {
    /** Enough for an order of products: each text has many numbers. */
    static final int TEXTS = 64;

    private record Product(List<String> weights, double error) {}

    /**
     * Measures all products.
     *
     * @param count how many to name
     * @param wanted the graph in 8 bits
     * @param graph where graphs are written for a while
     * @param folder the model directory around it
     * @return the weights of the products that lose most
     */
    List<String> worst(int count, GraphOptions wanted, Path graph, Path folder) throws IOException {
        List<TextPair> some = texts.stream().limit(TEXTS).map(LabelledText::text).toList();
        List<RawOutput> right = forward(RawModel.builder(model), ModelFormat.WEIGHTS, Precision.FP32, some);
        List<Product> products = new ArrayList<>();
        for (List<String> weights : checkpoint.directory().matrices(wanted)) {
            checkpoint.directory().writeGraph(wanted.kept(weights), graph);
            List<RawOutput> found = forward(RawModel.builder(folder.toString()), ModelFormat.ONNX, Precision.INT8, some);
            products.add(new Product(weights, error(right, found)));
        }
        return products.stream().sorted(Comparator.comparingDouble(Product::error)).limit(count)
                .flatMap(product -> product.weights().stream()).toList();
    }

    private List<RawOutput> forward(RawModel.Builder builder, ModelFormat format, Precision precision, List<TextPair> some) {
        try (RawModel loaded = builder.store(store).modelFormat(format).precision(precision).device(Device.cpu()).text(options)
                .cleaner(cleaner).build()) {
            return loaded.forward(some);
        }
    }

    /** Sum of squared differences; a number that is none is the largest there is. */
    private static double error(List<RawOutput> right, List<RawOutput> found) {
        double sum = 0;
        for (int i = 0; i < right.size(); i++) {
            for (int row = 0; row < right.get(i).rows(); row++) {
                float[] expected = right.get(i).row(row);
                float[] numbers = found.get(i).row(row);
                for (int n = 0; n < expected.length; n++) {
                    double difference = (double) expected[n] - numbers[n];
                    sum += difference * difference;
                }
            }
        }
        return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum;
    }
}
