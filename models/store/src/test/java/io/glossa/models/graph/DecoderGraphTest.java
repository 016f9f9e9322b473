package io.glossa.models.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.models.architecture.EncoderDecoder;
import io.glossa.models.testing.StepsFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a step of a decoder must not do again and again; that its numbers are right is for those who run it. */
final class DecoderGraphTest {
    @TestFactory
    Stream<DynamicTest> steps_takeOneProductALayerAndMoveNothing() {
        List<Path> folders = StepsFixture.folders();
        assertThat(folders).isNotEmpty();
        return folders.stream().map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(StepsFixture.read(folder))));
    }

    private static void check(StepsFixture fixture) {
        EncoderDecoder model = fixture.model();
        Graph graph = EncoderDecoderGraph.of(model, new PlainSource("fixture", fixture.parameters()), GraphPart.DECODER, false);
        List<Value> weights = graph.nodes().stream().filter(node -> node.is("FusedMatMul")).map(node -> node.input(1)).toList();
        long queries = weights.stream().filter(weight -> weight.name().contains("+")).filter(weight -> weight.name().matches("(?i).*self_?att.*")).count();
        assertThat(queries).isEqualTo(model.layers());
        weights.forEach(weight -> assertThat(graph.constant(weight).orElseThrow().floats().get())
                .hasSize(weight.dim(0) * weight.dim(1)));
        for (int i = 0; i < model.layers(); i++) {
            for (String kind : List.of("key", "value")) {
                String name = i + "." + kind;
                Value present = graph.outputs().stream().filter(output -> output.name().equals("present." + name)).findFirst().orElseThrow();
                Node made = graph.producer(present).orElseThrow();
                assertThat(made.operator()).isEqualTo("Concat");
                assertThat(made.input(0).name()).isEqualTo("past." + name);
                Node added = graph.producer(made.input(1)).orElseThrow();
                assertThat(added.operator()).isEqualTo("Reshape");
                assertThat(graph.producer(added.input(0)).orElseThrow().operator()).isEqualTo("Split");
            }
        }
        assertThat(graph.nodes()).noneMatch(node -> node.is("Identity") || node.is("Squeeze") && node.input(0).rank() > 1);
    }
}
