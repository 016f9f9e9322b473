package io.glossa.training.internal.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerChoiceTest {
    private static ObjectNode config(String json) {
        return SafeJson.inputObject(json, "config");
    }

    private static int[] kept(String json, Integer count, List<Integer> named) {
        return LayerChoice.of(config(json), count, named, "base").kept();
    }

    @Test
    void spread_isThatOfDistilBert() {
        assertThat(LayerChoice.spread(12, 6)).containsExactly(0, 2, 4, 7, 9, 11);
        assertThat(LayerChoice.spread(6, 3)).containsExactly(0, 3, 5);
        assertThat(LayerChoice.spread(12, 12)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(LayerChoice.spread(12, 1)).containsExactly(0);
        for (int layers = 1; layers < 40; layers++) {
            for (int count = 2; count <= layers; count++) {
                assertThat(LayerChoice.spread(layers, count)).doesNotHaveDuplicates().isSorted().startsWith(0).endsWith(layers - 1);
            }
        }
    }

    @Test
    void of_renamesAndSaysHowMany() {
        ObjectNode bert = config("{\"model_type\":\"bert\",\"num_hidden_layers\":6}");
        LayerChoice choice = LayerChoice.of(bert, null, List.of(1, 2, 5), "base");
        choice.apply(bert);
        assertThat(bert.path("num_hidden_layers").asInt()).isEqualTo(3);
        assertThat(choice.renamed("bert.encoder.layer.5.output.dense.weight")).isEqualTo("bert.encoder.layer.2.output.dense.weight");
        assertThat(choice.renamed("bert.encoder.layer.0.output.dense.weight")).isNull();
        assertThat(choice.renamed("layers.1.attn.Wo.weight")).isEqualTo("layers.0.attn.Wo.weight");
        assertThat(choice.renamed("classifier.weight")).isEqualTo("classifier.weight");
        ObjectNode distil = config("{\"model_type\":\"distilbert\",\"n_layers\":6}");
        LayerChoice.of(distil, 2, List.of(), "base").apply(distil);
        assertThat(distil.path("n_layers").asInt()).isEqualTo(2);
    }

    @Test
    void of_whatTheBaseHasNot() {
        String bert = "{\"model_type\":\"bert\",\"num_hidden_layers\":6}";
        assertThatThrownBy(() -> kept(bert, 7, List.of())).isInstanceOf(InvalidInputException.class).hasMessageContaining("found 7");
        assertThatThrownBy(() -> kept(bert, null, List.of(0, 6))).isInstanceOf(InvalidInputException.class).hasMessageContaining("0 to 5");
        assertThatThrownBy(() -> kept(bert, null, List.of(2, 2))).isInstanceOf(InvalidInputException.class).hasMessageContaining("ascending");
        assertThatThrownBy(() -> kept("{\"model_type\":\"albert\",\"num_hidden_layers\":6}", 3, List.of()))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("share");
    }

    @Test
    void of_layersOfModernBert_doWhatTheyDid() {
        String modern = "{\"model_type\":\"modernbert\",\"num_hidden_layers\":22}";
        assertThat(kept(modern, null, List.of(0, 1, 5, 9, 10, 20))).containsExactly(0, 1, 5, 9, 10, 20);
        assertThatThrownBy(() -> kept(modern, null, List.of(0, 3))).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("layer 3 at place 1");
        assertThatThrownBy(() -> kept(modern, null, List.of(3, 4))).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("layer 3 at place 0");
    }
}
