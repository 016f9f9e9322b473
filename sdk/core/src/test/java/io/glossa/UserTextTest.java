package io.glossa;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.testing.CanaryProcess;
import io.glossa.testing.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users write stays out of messages, logs and strings of results. */
class UserTextTest {
    @Test
    void text_isInNoMessageLogOrString(@TempDir Path folder) throws Exception {
        ChildJvm.Result child = ChildJvm.run(CanaryProcess.class, List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=trace"),
                folder.toString());
        assertThat(child.status()).as(child.output()).isZero();
        assertThat(child.output()).containsPattern("failures: (3[0-9]|4[0-9])");
        assertThat(child.output()).doesNotContainIgnoringCase(CanaryProcess.CANARY).doesNotContainIgnoringCase("canary ")
                .doesNotContain("and the dog");
    }
}
