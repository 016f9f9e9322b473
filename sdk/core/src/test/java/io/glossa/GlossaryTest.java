package io.glossa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a glossary takes. */
class GlossaryTest {
    @Test
    void build_copies() {
        Glossary.Builder builder = Glossary.builder().term("bank", "Ufer").keep("Glossa");
        Glossary glossary = builder.build();
        builder.keep("Other").caseSensitive(false);
        assertThat(glossary.terms()).containsExactly(java.util.Map.entry("bank", "Ufer"));
        assertThat(glossary.kept()).containsExactly("Glossa");
        assertThat(glossary.size()).isEqualTo(2);
        assertThat(glossary.isCaseSensitive()).isTrue();
        assertThat(glossary.toString()).isEqualTo("Glossary[2 terms]");
        assertThat(Glossary.none().size()).isZero();
    }

    @Test
    void term_thatIsNone_isRefused() {
        for (String term : List.of("", " ", " a", "a ", "\u00A0a", "a\u3000", "a".repeat(201))) {
            assertThatThrownBy(() -> Glossary.builder().keep(term)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("found " + term.length());
        }
        assertThatThrownBy(() -> Glossary.builder().term("a", " ")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keep(term)");
    }

    @Test
    void term_twice_isRefused_unlessItIsTheSame() {
        assertThatCode(() -> Glossary.builder().term("a", "b").term("a", "b").keep("c").keep("c").build())
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Glossary.builder().term("a", "b").term("a", "c"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("another translation");
        assertThatThrownBy(() -> Glossary.builder().term("a", "b").keep("a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Glossary.builder().keep("a").term("a", "b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void terms_thatDifferInCaseAlone_needCase() {
        Glossary.Builder builder = Glossary.builder().term("us", "uns").term("US", "USA");
        assertThat(builder.build().size()).isEqualTo(2);
        assertThatThrownBy(() -> builder.caseSensitive(false).build()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("let case count");
        assertThatThrownBy(() -> Glossary.builder().keep("a b").keep("a  b").build())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("white space");
        assertThat(Glossary.builder().caseSensitive(false).keep("Strasse").keep("Straße").build().size()).isEqualTo(2);
    }

    @Test
    void failure_doesNotPrintText() {
        assertThat(new GlossaryFailure(GlossaryFailure.Kind.TERM, "secret", 3, 9))
                .hasToString("GlossaryFailure[kind=TERM, start=3, end=9]");
    }
}
