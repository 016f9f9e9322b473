package io.glossa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.InvalidInputException;
import io.glossa.testing.Fixtures;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Labels bound to an enum; the model's are World, Sports, Business and Sci/Tech. */
class TypedClassifierTest {
    enum Topic { WORLD, SPORTS, BUSINESS, SCI_TECH }

    enum Shuffled { sci_tech, Business, world, sPORTS }

    enum Missing { WORLD, SPORTS, BUSINESS }

    enum TooMany { WORLD, SPORTS, BUSINESS, SCI_TECH, ARTS }

    enum Twice { WORLD, SPORTS, BUSINESS, SCI_TECH, sci__Tech }

    enum None { }

    private static TextClassifier topics;

    @BeforeAll
    static void load() {
        topics = TextClassifier.load(Fixtures.model("mpnet-topics"));
    }

    @AfterAll
    static void close() {
        topics.close();
    }

    @Test
    void constants_meanTheLabels() {
        TypedClassifier<Topic> typed = topics.as(Topic.class);
        TypedClassifier<Shuffled> shuffled = topics.as(Shuffled.class);
        for (String text : Fixtures.texts("mpnet-topics")) {
            Classification plain = topics.classify(text);
            TypedClassification<Topic> found = typed.classify(text);
            assertThat(found.untyped()).isEqualTo(plain);
            assertThat(found.score(Topic.SCI_TECH)).isEqualTo(plain.score("Sci/Tech"));
            assertThat(found.best().name()).isEqualTo(plain.best().label().toUpperCase(java.util.Locale.ROOT).replace('/', '_'));
            assertThat(found.scores()).hasSize(4).containsEntry(Topic.WORLD, plain.score("World"));
            assertThat(found.top(4)).containsExactlyInAnyOrder(Topic.values());
            assertThat(found.selected()).containsExactly(found.best());
            assertThat(found.above(2)).isEmpty();
            assertThat(shuffled.classify(text).score(Shuffled.sPORTS)).isEqualTo(plain.score("Sports"));
        }
    }

    @Test
    void everyWay_givesTheSame() {
        TypedClassifier<Topic> typed = topics.as(Topic.class);
        List<String> texts = List.of("a match", "shares fell");
        List<Topic> list = typed.classify(texts).stream().map(TypedClassification::best).toList();
        assertThat(typed.classify(Stream.of("a match", "shares fell")).map(TypedClassification::best)).isEqualTo(list);
        assertThat(typed.classifyAsync("a match").join().best()).isEqualTo(list.get(0));
    }

    @Test
    void mismatch_listsTheDifference() {
        assertThatThrownBy(() -> topics.as(Missing.class)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("without a constant [Sci/Tech]").hasMessageContaining("without a label []");
        assertThatThrownBy(() -> topics.as(TooMany.class)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("without a constant []").hasMessageContaining("without a label [ARTS]");
        assertThatThrownBy(() -> topics.as(None.class)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("without a constant [World, Sports, Business, Sci/Tech]");
        assertThatThrownBy(() -> topics.as(Twice.class)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("SCI_TECH and sci__Tech");
    }
}
