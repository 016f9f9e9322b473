package io.glossa.models.format.internal;

import static io.glossa.models.testing.MiniOnnx.attribute;
import static io.glossa.models.testing.MiniOnnx.bytes;
import static io.glossa.models.testing.MiniOnnx.external;
import static io.glossa.models.testing.MiniOnnx.join;
import static io.glossa.models.testing.MiniOnnx.number;
import static io.glossa.models.testing.MiniOnnx.varint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.ModelFormatException;
import io.glossa.models.testing.Allocation;
import io.glossa.models.testing.Fixtures;
import io.glossa.models.testing.MiniOnnx;
import io.glossa.models.testing.Mutator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxReaderTest {
    private static final long BOUND = 16 << 20;

    @TempDir
    Path folder;

    private OnnxGraph read(byte[] content) {
        Path file = folder.resolve("model.onnx");
        Fixtures.write(file, content);
        return OnnxReader.read(file, "model.onnx");
    }

    private void refused(byte[] content) {
        assertThatThrownBy(() -> read(content)).isInstanceOf(ModelFormatException.class).hasMessageContaining("expected");
    }

    @Test
    void read_realFile() {
        OnnxGraph graph = OnnxReader.read(Fixtures.small("quantized/onnx/model_quantized.onnx"), "model");
        assertThat(graph.inputs()).containsExactly("input_ids", "attention_mask", "token_type_ids");
        assertThat(graph.outputs()).containsExactly("logits");
        assertThat(graph.shapes().get("logits")).isEqualTo(List.of(-1L, 2L));
        assertThat(graph.shapes().get("input_ids")).isEqualTo(List.of(-1L, -1L));
        assertThat(graph.operators()).contains("DynamicQuantizeLinear", "MatMulInteger");
        assertThat(graph.opsets()).containsKey("ai.onnx");
        assertThat(graph.external()).isEmpty();
    }

    @Test
    void read_smallest() {
        OnnxGraph graph = read(new MiniOnnx().build());
        assertThat(graph.irVersion()).isEqualTo(10);
        assertThat(graph.opsets()).containsEntry("ai.onnx", 20L).hasSize(1);
        assertThat(graph.inputs()).containsExactly("x");
        assertThat(graph.shapes()).containsEntry("y", List.of(-1L, 4L));
        assertThat(graph.operators()).containsExactly("Relu");
    }

    @Test
    void read_inputThatIsAnInitializer() {
        byte[] model = new MiniOnnx()
                .graphField(bytes(11, MiniOnnx.value("w", 2)))
                .initializer(join(number(2, 1), bytes(8, "w"), bytes(9, new byte[8])))
                .build();
        assertThat(read(model).inputs()).containsExactly("x");
    }

    @Test
    void read_operatorsInSubgraphsAndFunctions() {
        byte[] inner = bytes(1, join(bytes(4, "Gelu"), bytes(7, "com.microsoft")));
        byte[] function = join(bytes(1, "f"), bytes(7, join(bytes(4, "Tanh"))), bytes(9, join(bytes(1, "own"), number(2, 3))));
        OnnxGraph graph = read(new MiniOnnx()
                .node("If", "ai.onnx", attribute("then_branch", 6, inner))
                .modelField(bytes(25, function))
                .build());
        assertThat(graph.operators()).containsExactly("If", "Relu", "Tanh", "com.microsoft.Gelu");
        assertThat(graph.opsets()).containsEntry("own", 3L);
    }

    @Test
    void read_externalDataEverywhere() {
        byte[] constant = attribute("value", 5, external("c", "location", "c.bin", "offset", "4096", "length", "8"));
        byte[] list = attribute("values", 10, external("l", "location", "l.bin"));
        byte[] sparse = attribute("sparse_value", 22, bytes(1, external("s", "location", "s.bin")));
        byte[] inner = join(bytes(5, external("i", "location", "i.bin")), bytes(1, join(bytes(4, "Constant"), bytes(5, constant))));
        OnnxGraph graph = read(new MiniOnnx()
                .initializer(external("w", "location", "w.bin", "offset", "0", "length", "16", "checksum", "x"))
                .node("Constant", "", list, sparse)
                .node("Loop", "", attribute("body", 6, inner))
                .modelField(bytes(25, bytes(7, join(bytes(4, "Constant"), bytes(5, attribute("value", 5,
                        external("f", "location", "f.bin")))))))
                .build());
        assertThat(graph.external()).extracting(OnnxGraph.External::location)
                .containsExactlyInAnyOrder("w.bin", "c.bin", "l.bin", "s.bin", "i.bin", "f.bin");
        assertThat(graph.external()).contains(new OnnxGraph.External("c", "c.bin", 4096, 8));
    }

    @Test
    void read_externalDataWithoutTheFlagStillCounts() {
        byte[] tensor = join(bytes(8, "w"), bytes(13, join(bytes(1, "location"), bytes(2, "/etc/passwd"))));
        assertThat(read(new MiniOnnx().initializer(tensor).build()).external()).hasSize(1);
    }

    @Test
    void read_badExternalData() {
        refused(new MiniOnnx().initializer(external("w")).build());
        refused(new MiniOnnx().initializer(external("w", "location", "")).build());
        refused(new MiniOnnx().initializer(external("w", "location", "a", "location", "b")).build());
        refused(new MiniOnnx().initializer(external("w", "location", "a", "offset", "-1")).build());
        refused(new MiniOnnx().initializer(external("w", "location", "a", "length", "9223372036854775808")).build());
    }

    @Test
    void read_incomplete() {
        refused(new byte[0]);
        refused(number(1, 8));
        refused(join(number(1, 8), bytes(8, join(bytes(1, ""), number(2, 20)))));
        refused(join(number(1, 8), bytes(7, bytes(12, MiniOnnx.value("y", 1)))));
        refused(join(bytes(7, bytes(12, MiniOnnx.value("y", 1))), bytes(8, number(2, 20))));
        refused("<html>404 Not Found</html>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        refused("version https://git-lfs.github.com/spec/v1\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void read_everyTruncation() {
        byte[] model = new MiniOnnx().initializer(external("w", "location", "a")).build();
        for (int length = 0; length < model.length; length++) {
            refused(Arrays.copyOf(model, length));
        }
    }

    @Test
    void read_lengthsThatLie() {
        for (long length : new long[] {10L << 30, Integer.MAX_VALUE, Long.MAX_VALUE, -1, 1L << 63}) {
            for (int field : new int[] {7, 8, 14, 25, 99}) {
                byte[] lie = join(new MiniOnnx().build(), varint((long) field << 3 | 2), varint(length));
                assertThat(Allocation.of(() -> refused(lie))).isLessThan(BOUND);
            }
        }
    }

    @Test
    void read_nesting() {
        byte[] graph = bytes(1, bytes(4, "Relu"));
        for (int i = 0; i < 20; i++) {
            graph = bytes(1, bytes(5, bytes(6, graph)));
        }
        assertThat(read(new MiniOnnx().graphField(graph).build()).operators()).contains("Relu");
        for (int i = 0; i < 2000; i++) {
            graph = bytes(1, bytes(5, bytes(6, graph)));
        }
        byte[] deep = new MiniOnnx().graphField(graph).build();
        refused(deep);
    }

    @Test
    void read_wireOddities() {
        byte[] model = new MiniOnnx().build();
        assertThat(read(join(model, number(999, 5), join(varint(998 << 3 | 1), new byte[8]), join(varint(997 << 3 | 5),
                new byte[4]))).outputs()).containsExactly("y");
        refused(join(model, varint(3 << 3 | 3)));
        refused(join(model, varint(3 << 3 | 7), new byte[8]));
        refused(join(model, new byte[] {0, 0}));
        refused(join(model, bytes(1, "x")));
        refused(join(model, number(7, 1)));
        byte[] endless = new byte[32];
        Arrays.fill(endless, (byte) 0xff);
        refused(join(model, endless));
        refused(new MiniOnnx().node("x".repeat(5000), "").build());
        refused(new MiniOnnx().graphField(bytes(1, bytes(4, new byte[] {(byte) 0xc3, 0x28}))).build());
        refused(new MiniOnnx().graphField(bytes(11, MiniOnnx.value("r", new long[100]))).build());
    }

    @Test
    void read_namesTogether() {
        MiniOnnx model = new MiniOnnx();
        String name = "n".repeat(4000);
        for (int i = 0; i < 20_000; i++) {
            model.initializer(bytes(8, name + i));
        }
        refused(model.build());
    }

    @Test
    void read_damagedFiles() throws IOException {
        byte[] original = Files.readAllBytes(Fixtures.small("quantized/onnx/model_quantized.onnx"));
        Mutator mutator = new Mutator(20_260_101);
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = mutator.mutate(original, 40_000);
            boolean[] failed = new boolean[1];
            long allocated = Allocation.of(() -> {
                try {
                    read(damaged);
                } catch (ModelFormatException e) {
                    failed[0] = true;
                    assertThat(e.getMessage()).startsWith("model.onnx: ").hasSizeLessThan(1000);
                }
            });
            assertThat(allocated).as("case %d", i).isLessThan(BOUND);
            refused += failed[0] ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(1000);
    }
}
