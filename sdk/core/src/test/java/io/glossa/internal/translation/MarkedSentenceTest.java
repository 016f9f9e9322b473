package io.glossa.internal.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.Glossary;
import io.glossa.ProtectedText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Marks in the place of what is protected, and the way back. */
class MarkedSentenceTest {
    private static final Glossary GLOSSARY = Glossary.builder().term("engine", "Motor").keep("Glossa").build();

    private static SentenceParts parts(String text) {
        SourceText source = new SourceText(text, new SpanFinder(GLOSSARY, ProtectedText.defaults(), false).find(text), false);
        return SentenceParts.of(source, 0, text.length());
    }

    private static MarkedSentence marked(String text, MarkStyle style) {
        return MarkedSentence.of(parts(text), style).orElseThrow();
    }

    @Test
    void text_hasAMarkForEach() {
        assertThat(marked("The engine of Glossa.", MarkStyle.LETTER).text()).isEqualTo("The X1 of X2.");
        assertThat(marked("The engine of Glossa.", MarkStyle.UNDERSCORES).text()).isEqualTo("The __1__ of __2__.");
        assertThat(marked("用Glossa翻译", MarkStyle.LETTER).text()).isEqualTo("用X1翻译");
        assertThat(marked("<b>bold</b>er is <i>{name}</i>", MarkStyle.LETTER).text()).isEqualTo("X1 bold X2 er is X3");
        assertThat(marked("<b>bold</b>er", MarkStyle.BRACKETS).text()).isEqualTo("[[1]]bold[[2]]er");
    }

    @Test
    void restore_whatTheModelMadeOfTheMark() {
        MarkedSentence marked = marked("The engine of Glossa.", MarkStyle.LETTER);
        for (String translation : List.of("Der X1 von X2.", "Der x1 von x 2.", "Der Ｘ１ von X２.", "Der X\u00A01 von X٢.")) {
            assertThat(marked.restore(translation)).contains("Der Motor von Glossa.");
        }
        assertThat(marked.restore("X2s X1")).isEmpty();
        assertThat(marked.restore("X2's X1, X2的")).isEmpty();
        assertThat(marked.restore("X2的X1")).contains("Glossa的Motor");
        assertThat(marked("The engine!", MarkStyle.UNDERSCORES).restore("Der _ _ 1 _ _!")).contains("Der Motor!");
        assertThat(marked("The engine!", MarkStyle.BRACKETS).restore("Der ［［ 1 ]]!")).contains("Der Motor!");
    }

    @Test
    void restore_whatIsMissingDoubleOrSpoilt_isNothing() {
        MarkedSentence marked = marked("The engine of Glossa.", MarkStyle.LETTER);
        for (String translation : List.of("", "Der X1.", "Der X1 X1 von X2", "Der X1 von X2 und X3", "Der X1 von X12", "Der XX1 von X2",
                "Der X1 von X2 X", "Der 1 von X2", "Der X1 von X0002 X2")) {
            assertThat(marked.restore(translation)).as(translation).isEmpty();
        }
        assertThat(marked("The engine!", MarkStyle.UNDERSCORES).restore("Der __1__ __!")).isEmpty();
    }

    @Test
    void restore_takesBackTheSpacesOfMarks() {
        assertThat(marked("<b>bold</b>er is better", MarkStyle.LETTER).restore("X1 fett X2 er ist X besser")).isEmpty();
        assertThat(marked("<b>bold</b>er is better", MarkStyle.LETTER).restore("X1 fett X2 er ist besser"))
                .contains("<b>fett</b>er ist besser");
    }

    @Test
    void order_ofTagsAndNamelessPlaceholders_mustStay() {
        MarkedSentence tags = marked("so <b>bold</b> it is", MarkStyle.LETTER);
        assertThat(tags.restore("ist es X1 fett X2")).contains("ist es <b>fett</b>");
        assertThat(tags.restore("ist es X2 fett X1")).isEmpty();
        assertThat(marked("put %s in %d", MarkStyle.LETTER).restore("in X2 kommt X1")).isEmpty();
        assertThat(marked("put %1$s in %2$s", MarkStyle.LETTER).restore("in X2 kommt X1")).contains("in %2$s kommt %1$s");
    }

    @Test
    void tagsAroundTheWhole_areTakenOff() {
        SentenceParts parts = parts("<p><b>All is</b> well.</p> <br>");
        assertThat(parts.text()).isEqualTo("<b>All is</b> well.");
        assertThat(parts.before()).isEqualTo("<p>");
        assertThat(parts.after()).isEqualTo("</p> <br>");
        assertThat(parts("<p>{x}</p>").hasWords()).isFalse();
        assertThat(parts("<i>One</i> and <i>two</i>").before()).isEmpty();
    }

    @Test
    void text_thatLooksLikeMarks_needsAnotherStyle() {
        assertThat(MarkedSentence.of(parts("The engine of x 7."), MarkStyle.LETTER)).isEqualTo(Optional.empty());
        assertThat(MarkedSentence.of(parts("The engine of x 7."), MarkStyle.UNDERSCORES)).isPresent();
        assertThat(MarkedSentence.of(parts("The engine __ 5 __."), MarkStyle.UNDERSCORES)).isEmpty();
        assertThat(marked("X engine x y", MarkStyle.LETTER).restore("X X1 x y")).contains("X Motor x y");
    }

    @Test
    void style_thatCannotBeFoundAgain_isRefused() {
        for (String[] style : new String[][] {{"", "x"}, {"X1", ""}, {"<", ""}, {"a b", "c"}}) {
            assertThatThrownBy(() -> MarkStyle.of(style[0], style[1])).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(MarkStyle.of("<x", ">").mark(12)).isEqualTo("<x12>");
    }
}
