package io.glossa.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {
    @Test
    void fill_valuesAreLiteral() {
        assertThat(Template.fill("{{a}}, {{b}}, {{a}}, {c}", Map.of("a", "$1", "b", "\\{{a}}"))).isEqualTo("$1, \\{{a}}, $1, {c}");
    }

    @Test
    void fill_missingValue() {
        assertThatThrownBy(() -> Template.fill("{{a}}", Map.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{{a}}");
    }

    @Test
    void fill_valueWithoutPlace() {
        assertThatThrownBy(() -> Template.fill("", Map.of("a", ""))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[a]");
    }
}
