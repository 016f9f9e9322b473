package io.glossa.base.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnNamesTest {
    @Test
    void found_names() {
        assertThat(ColumnNames.found(List.of("review", "Review Text", "评论", "label.id", "stars(1-5)")))
                .isEqualTo("the columns [review, Review Text, 评论, label.id, stars(1-5)]");
        assertThat(ColumnNames.found(Collections.nCopies(30, "a"))).isEqualTo("the columns " + Collections.nCopies(20, "a") + "…");
    }

    /** Nothing that a user wrote goes into a message. */
    @ParameterizedTest
    @ValueSource(strings = {"I love this phone", "好吃，下次还来", "Never again!", "", "worth every penny, really",
            "Donaudampfschifffahrtsgesellschaftskapitänsmütze"})
    void found_texts(String text) {
        assertThat(ColumnNames.found(List.of(text, "positive"))).startsWith("2 columns with names that look like texts")
                .doesNotContain("positive").doesNotContain(text.isEmpty() ? "[" : text);
    }

    @Test
    void found_otherSeparator() {
        assertThat(ColumnNames.found(List.of("text;label"))).startsWith("a single column with ';' in its name").contains("commas");
        assertThat(ColumnNames.found(List.of("text\tlabel"))).contains("'\\t'");
        assertThat(ColumnNames.found(List.of("text,label"))).contains("','");
        assertThat(ColumnNames.found("text", List.of("text;label"), "name another")).endsWith("with tabs as .tsv");
        assertThat(ColumnNames.found("text", List.of("review", "stars"), "name another")).isEqualTo("the columns [review, stars]; name another");
        assertThat(ColumnNames.found("text", List.of("stars", "TEXT"), "name another"))
                .isEqualTo("'TEXT', which differs in case or spaces, as column 2; rename it, or name another");
    }
}
