package io.glossa.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.glossa.error.TrainingException;
import io.glossa.training.report.ReportData.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelCardTest {
    private static JsonNode head(String card) throws IOException {
        assertThat(card).startsWith("---\n");
        int end = card.indexOf("\n---\n", 3);
        return new YAMLMapper().readTree(card.substring(4, end + 1));
    }

    private static ModelCard card() {
        return ModelCard.builder(SampleReports.classes(2, 3)).license("apache-2.0").languages(List.of("en", "no"))
                .dataSets(List.of("stanfordnlp/sst2")).tags(List.of("film: reviews")).about("Tells whether a review is positive.")
                .limits(List.of("Irony is taken at its word.")).build();
    }

    @Test
    void head_isYamlOfTheHub() throws IOException {
        JsonNode head = head(card().markdown());
        assertThat(head.get("license").textValue()).isEqualTo("apache-2.0");
        // "no" is Norwegian, not false.
        assertThat(head.get("language")).extracting(JsonNode::textValue).containsExactly("en", "no");
        assertThat(head.get("base_model").textValue()).isEqualTo("sentence-transformers/all-MiniLM-L6-v2");
        assertThat(head.get("pipeline_tag").textValue()).isEqualTo("text-classification");
        assertThat(head.get("datasets")).extracting(JsonNode::textValue).containsExactly("stanfordnlp/sst2");
        assertThat(head.get("tags")).extracting(JsonNode::textValue).containsExactly("glossa", "film: reviews");
        assertThat(head.get("metrics")).extracting(JsonNode::textValue).contains("accuracy", "f1", "matthews_correlation");
        JsonNode result = head.get("model-index").get(0).get("results").get(0);
        assertThat(result.get("task").get("type").textValue()).isEqualTo("text-classification");
        assertThat(result.get("dataset").get("name").textValue()).isEqualTo("dev");
        assertThat(result.get("metrics").get(0).get("type").textValue()).isEqualTo("accuracy");
        assertThat(result.get("metrics").get(0).get("value").isNumber()).isTrue();
    }

    @Test
    void markdown_golden() throws IOException {
        Golden.compare("card.md", card().markdown());
    }

    static Stream<Map.Entry<String, ReportData>> samples() {
        return SampleReports.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void markdown_hasNoHtmlAndNoTextOfTheData(Map.Entry<String, ReportData> sample) throws IOException {
        String card = ModelCard.builder(sample.getValue()).build().markdown();
        assertThat(head(card).isObject()).isTrue();
        String body = card.substring(card.indexOf("\n---\n", 3) + 5).replaceAll("(?s)```.*?```", "").replaceAll("`[^`\n]*`", "");
        assertThat(body).doesNotContain("<").doesNotContain("Why did the machine keep my card?");
        assertThat(card).isEqualTo(ModelCard.builder(sample.getValue()).build().markdown());
    }

    @Property
    void scalar_readBackIsTheValue(@ForAll String value) throws IOException {
        String read = new YAMLMapper().readTree("key: " + CardHead.scalar(value) + "\n").get("key").textValue();
        // What YAML can't hold is replaced.
        assertThat(read).isEqualTo(value.codePoints().map(c -> c >= 0xD800 && c < 0xE000 || c > 0xFFFF && (c & 0xFFFE) == 0xFFFE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString());
    }

    @Test
    void scalar_wordsThatMeanSomethingElse() throws IOException {
        for (String value : List.of("no", "Yes", "null", "true", "1.5", "1e3", "2024-01-01", "~", "", "a: b", "#x", "- x", "a #b", "0x10", "y", ".inf", "'a'",
                "\"", "a\nb", "\u2028", "[a]", "@x", "*x", "&x", "!x", "%x", "---")) {
            JsonNode node = new YAMLMapper().readTree("key: " + CardHead.scalar(value) + "\n").get("key");
            assertThat(node.isTextual()).as(value).isTrue();
            assertThat(node.textValue()).isEqualTo(value);
        }
    }

    @Test
    void use_isThatOfTheTask() {
        assertThat(ModelCard.builder(SampleReports.multiLabel()).build().markdown()).contains(".selected();", "multi-label");
        assertThat(ModelCard.builder(SampleReports.regression()).build().markdown()).contains("double number", "regression");
        assertThat(ModelCard.builder(ReportData.builder("m", Task.SINGLE_LABEL).build()).build().markdown())
                .contains("None was given for this model.").doesNotContain("transformers", "model-index");
    }

    @Test
    void write_writesAndRefuses(@TempDir Path folder) throws IOException {
        ReportData data = SampleReports.classes(2, 3);
        ModelCard.write(data, folder.resolve("README.md"));
        assertThat(folder.resolve("README.md")).hasContent(ModelCard.builder(data).build().markdown());
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> ModelCard.write(data, file.resolve("README.md"))).isInstanceOf(TrainingException.class);
    }
}
