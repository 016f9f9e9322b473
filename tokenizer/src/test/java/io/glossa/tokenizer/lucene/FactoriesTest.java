package io.glossa.tokenizer.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.ModelNotFoundException;
import io.glossa.text.Word;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenFilterFactory;
import org.apache.lucene.analysis.TokenizerFactory;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.custom.CustomAnalyzer;
import org.junit.jupiter.api.Test;

/** Found by name, made from arguments; a mistyped argument is an error. */
class FactoriesTest {
    /** A labeler to be made by name. */
    public static final class Shouting implements TextLabeler {
        @Override
        public List<TextLabel> label(String text) {
            return text.endsWith("!") ? List.of(new TextLabel("loud", 1)) : List.of();
        }
    }

    @Test
    void pieces_byName() throws IOException {
        try (Analyzer analyzer = CustomAnalyzer.builder().withTokenizer("glossaPiece",
                "directory", Models.WORD_PIECE.path().toString(), "positions", "stacked", "unknown", "skip", "blockLength", "64").build()) {
            assertThat(LuceneWordSplitter.of(analyzer).withAlternatives().split("\u2603 staff")).containsExactly(
                    new Word("st", 2, 7), new Word("##a", 2, 7), new Word("##ff", 2, 7));
        }
    }

    @Test
    void labels_byName() throws IOException {
        try (Analyzer analyzer = CustomAnalyzer.builder().withTokenizer("keyword").addTokenFilter("glossaLabel", "labeler",
                Shouting.class.getName(), "mode", "replace").build()) {
            assertThat(LuceneWordSplitter.of(analyzer).split("Get out!")).containsExactly(new Word("loud", 0, 8));
            assertThat(LuceneWordSplitter.of(analyzer).split("Come in.")).isEmpty();
        }
    }

    @Test
    void names_areThoseOfTheClasses() {
        assertThat(TokenizerFactory.lookupClass("glossaPiece")).isEqualTo(PieceTokenizerFactory.class);
        assertThat(TokenFilterFactory.lookupClass("glossaLabel")).isEqualTo(LabelTokenFilterFactory.class);
    }

    @Test
    void arguments_unknown() {
        assertThatThrownBy(() -> new PieceTokenizerFactory(arguments("directory", "x", "position", "stacked")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("[position]");
        assertThatThrownBy(() -> new LabelTokenFilterFactory(arguments("labeler", "x", "model", "y")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("[model]");
    }

    @Test
    void arguments_missingOrWrong() {
        assertThatThrownBy(() -> new PieceTokenizerFactory(arguments())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("directory");
        assertThatThrownBy(() -> new PieceTokenizerFactory(arguments("directory", "x", "unknown", "drop")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("unknown");
        assertThatThrownBy(() -> new PieceTokenizerFactory(arguments("directory", "x", "blockLength", "3")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("16 or more");
        assertThatThrownBy(() -> new PieceTokenizerFactory(arguments("directory", "target/nowhere")))
                .isInstanceOf(ModelNotFoundException.class);
        assertThatThrownBy(() -> new LabelTokenFilterFactory(arguments("mode", "append")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("labeler");
    }

    @Test
    void labels_beforeInform() {
        LabelTokenFilterFactory factory = new LabelTokenFilterFactory(arguments("labeler", Shouting.class.getName()));
        assertThatThrownBy(() -> factory.create(new WhitespaceTokenizer())).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("inform()");
    }

    private static Map<String, String> arguments(String... pairs) {
        Map<String, String> arguments = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            arguments.put(pairs[i], pairs[i + 1]);
        }
        return arguments;
    }
}
