package io.glossa.data;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * What {@link DataCheck} found. Immutable and thread-safe.
 *
 * @param train name of the training data
 * @param trainStatistics what they hold
 * @param dev name of the held-out data, if there are any
 * @param devStatistics what they hold
 * @param findings what was found, in the order of {@link FindingKind}
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record DataReport(String train, DatasetStatistics trainStatistics, Optional<String> dev, Optional<DatasetStatistics> devStatistics,
        List<DataFinding> findings) {
    /** Copies the findings. */
    public DataReport {
        Objects.requireNonNull(train, "train");
        Objects.requireNonNull(trainStatistics, "trainStatistics");
        Objects.requireNonNull(dev, "dev");
        Objects.requireNonNull(devStatistics, "devStatistics");
        findings = List.copyOf(findings);
    }

    /** The highest severity of a finding; empty where nothing was found. */
    public Optional<Severity> worst() {
        return findings.stream().map(DataFinding::severity).max(Severity::compareTo);
    }

    /** The findings of one kind; none, or one for each data set. */
    public List<DataFinding> findings(FindingKind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).toList();
    }
}
