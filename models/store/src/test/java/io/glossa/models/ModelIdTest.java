package io.glossa.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.InvalidInputException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelIdTest {
    @Test
    void parse_embedded() {
        ModelId id = ModelId.parse("sentiment-en");
        assertThat(id.kind()).isEqualTo(ModelId.Kind.EMBEDDED);
        assertThat(id.name()).isEqualTo("sentiment-en");
        assertThat(id.folder()).isEmpty();
        assertThat(id.revision()).isEmpty();
    }

    @Test
    void parse_hub() {
        ModelId id = ModelId.parse("hub:org/model.v1_x@refs/pr/1");
        assertThat(id.kind()).isEqualTo(ModelId.Kind.HUB);
        assertThat(id.name()).isEqualTo("org/model.v1_x");
        assertThat(id.revision()).contains("refs/pr/1");
        assertThat(ModelId.parse("hub:org/model").revision()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/no/such/folder", "./none", "../none", ".", "..", "file:///no/such/folder", "file:/x", "file:x"})
    void parse_folder(String text) {
        ModelId id = ModelId.parse(text);
        assertThat(id.kind()).isEqualTo(ModelId.Kind.FOLDER);
        assertThat(id.folder()).isPresent();
        assertThat(id.name()).isNotEmpty();
    }

    @Test
    void parse_existingRelativeFolder() {
        ModelId id = ModelId.parse("src");
        assertThat(id.kind()).isEqualTo(ModelId.Kind.FOLDER);
        assertThat(id.toString()).isEqualTo("./src");
        assertThat(id).isEqualTo(ModelId.parse("./src")).hasSameHashCodeAs(ModelId.parse("./src"));
        assertThat(id.name()).isEqualTo("src");
    }

    @Test
    void of_path(@TempDir Path folder) {
        assertThat(ModelId.of(folder)).isEqualTo(ModelId.parse(folder.toString()))
                .isEqualTo(ModelId.parse(folder.toUri().toString().replaceAll("/$", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "org/model", "Base", "base_en", "-x", "~/model", "https://example.org/model", "hub:", "hub:model", "hub:a/b/c",
        "hub:../x", "hub:a/..", "hub:org/model@", "hub:org/model@../x", "hub:org/mo del", "hub:/a", "a\u0000b", "file://host/x y",
        "base en"})
    void parse_refused(String text) {
        assertThatThrownBy(() -> ModelId.parse(text)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("expected");
    }

    @Test
    void parse_hints() {
        assertThatThrownBy(() -> ModelId.parse("org/model")).hasMessageContaining("hub:org/model");
        assertThatThrownBy(() -> ModelId.parse("~/model")).hasMessageContaining("tilde");
        assertThatThrownBy(() -> ModelId.parse("https://example.org/x")).hasMessageContaining("URL");
        assertThatThrownBy(() -> ModelId.parse("x".repeat(5000))).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("5000 characters");
    }

    @Test
    void parse_null() {
        assertThatNullPointerException().isThrownBy(() -> ModelId.parse(null)).withMessage("text");
    }

    @Test
    void equals_kinds() {
        assertThat(ModelId.parse("a")).isNotEqualTo(ModelId.parse("./a")).isNotEqualTo("a").isNotEqualTo(ModelId.parse("b"));
    }
}
