package io.glossa.export;

import io.glossa.models.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * What an export wrote and what was measured. Immutable and thread-safe.
 *
 * @param folder the model directory that was written
 * @param task what the model does: {@code classification}, {@code token-classification}, {@code regression}, {@code reranking} or
 *     {@code embedding}, or what the model's own manifest says
 * @param precision {@link Precision#FP32} or {@link Precision#INT8}
 * @param portable whether the graph has only standard operators
 * @param kept weights of the matrices that stayed in 32 bits; see {@link ModelExporter.Builder#keep}
 * @param fp32Bytes size of the graph in 32 bits, in bytes
 * @param bytes size of the graph that was written, in bytes
 * @param measures what was measured; empty if there were no texts to verify on
 * @param problems what is beyond the limits, or was not measured though it should have been, in words; empty if the export
 *     passed
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record ExportReport(Path folder, String task, Precision precision, boolean portable, List<String> kept,
        long fp32Bytes, long bytes, Optional<ExportMeasures> measures, List<String> problems) {
    /** Copies the lists. */
    public ExportReport {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(measures, "measures");
        kept = List.copyOf(kept);
        problems = List.copyOf(problems);
    }

    /** Whether everything is within the limits. */
    public boolean passed() {
        return problems.isEmpty();
    }

    /** Whether the directory was written in spite of {@link #problems()}. */
    public boolean forced() {
        return !problems.isEmpty();
    }
}
