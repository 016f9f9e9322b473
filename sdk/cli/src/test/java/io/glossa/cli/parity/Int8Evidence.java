package io.glossa.cli.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges quantized logits. Integer kernels differ between processors, and a value next to a rounding step may fall to
 * either side, so there are two bounds:
 * <ul>
 *   <li>{@link #SAME_KERNELS}: what the recording processor's kernels give again;
 *   <li>the fixture's own {@code quantized_vs_fp32}, how far int8 strays from fp32: the bound on other processors.
 * </ul>
 * Every value must be within the wider one, and the report says how many are beyond the narrower. As fp32 answers
 * would be within the wider one too, the values of a fixture together must also be clearly nearer to the recorded int8
 * logits than the recorded fp32 logits are.
 */
final class Int8Evidence {
    static final double SAME_KERNELS = 5e-2;
    /** Largest mean distance from the recorded int8 logits, as a share of the mean distance of fp32 from them. */
    static final double SHARE_OF_FP32 = 0.5;

    private final double bound;
    private int values;
    private int beyondSameKernels;
    private double largest;
    private double sum;
    private double sumOfFp32;

    /** @param facts the fixture's {@code fixture.json} */
    Int8Evidence(JsonNode facts) {
        bound = Math.max(SAME_KERNELS, facts.path("max_abs_diff_onnx_vs_torch").path("quantized_vs_fp32").asDouble());
    }

    /** Compares the logits of one record. */
    void compare(JsonNode record, JsonNode actual, Problems problems) {
        JsonNode expected = record.get("logits_quantized");
        Compare.numbers(problems, "logits (int8)", expected, actual, bound);
        for (int i = 0; i < expected.size(); i++) {
            double distance = Math.abs(expected.get(i).doubleValue() - Compare.number(actual.path(i)));
            values++;
            beyondSameKernels += distance <= SAME_KERNELS ? 0 : 1;
            largest = Math.max(largest, distance);
            sum += distance;
            sumOfFp32 += Math.abs(expected.get(i).doubleValue() - record.get("logits").get(i).doubleValue());
        }
    }

    /** Compares all records together; call it after the last. */
    void finish(Problems problems) {
        if (values > 0 && !(sum <= SHARE_OF_FP32 * sumOfFp32)) {
            problems.add(String.format(Locale.ROOT, "int8 logits are %.4f from the recorded ones on average, fp32 ones"
                    + " %.4f: expected at most half; does --precision int8 take the quantized file?",
                    sum / values, sumOfFp32 / values));
        }
    }

    /** What was measured, in words. */
    Optional<String> summary() {
        return values == 0 ? Optional.empty() : Optional.of(String.format(Locale.ROOT,
                "int8 logits within %.1e of the recorded ones, %d of %d beyond %.0e (allowed: %.3f)",
                largest, beyondSameKernels, values, SAME_KERNELS, bound));
    }
}
