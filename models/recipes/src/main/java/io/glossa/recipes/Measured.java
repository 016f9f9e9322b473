package io.glossa.recipes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import java.util.Map;

/** What was measured, as a manifest tells it. */
final class Measured {
    private Measured() {}

    static ObjectNode json(Map<DataSet, BothPrecisions> measured) {
        ObjectNode metrics = SafeJson.mapper().createObjectNode();
        measured.forEach((set, both) -> metrics.putObject(set.folder() + "/dev")
                .put("examples", both.texts())
                .put("accuracy", rounded(both.accuracy().value()))
                .put("low95", rounded(both.accuracy().low()))
                .put("high95", rounded(both.accuracy().high()))
                .put("fp32Accuracy", rounded(both.fullAccuracy().value()))
                .put("agreement", rounded(both.agreement())));
        return metrics;
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
