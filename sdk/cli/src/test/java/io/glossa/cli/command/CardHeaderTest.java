package io.glossa.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.cli.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class CardHeaderTest {
    /** The card that the tests of the training module compare theirs with. */
    @Test
    void of_aCardThatTrainingWrote() throws IOException {
        CardHeader head = CardHeader.of(Files.readAllBytes(
                Repository.root().resolve("sdk/training/src/test/resources/io/glossa/training/report/card.md")));
        assertThat(head.value("license")).contains("apache-2.0");
        assertThat(head.values("language")).containsExactly("en", "no");
        assertThat(head.value("base_model")).contains("sentence-transformers/all-MiniLM-L6-v2");
        assertThat(head.value("pipeline_tag")).contains("text-classification");
        assertThat(head.values("datasets")).containsExactly("stanfordnlp/sst2");
        assertThat(head.values("tags")).containsExactly("glossa", "film: reviews");
    }

    @Test
    void of_aFileWithoutAHead() {
        assertThat(CardHeader.of("# title\nlicense: mit\n".getBytes(StandardCharsets.UTF_8)).values("license")).isEmpty();
        assertThat(CardHeader.of("---\nlicense: mit\n".getBytes(StandardCharsets.UTF_8)).values("license")).isEmpty();
        assertThat(CardHeader.of(new byte[0]).values("license")).isEmpty();
    }
}
