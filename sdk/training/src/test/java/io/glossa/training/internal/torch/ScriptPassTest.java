package io.glossa.training.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.glossa.training.internal.torch.ScriptPass.Arguments;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class ScriptPassTest {
    private static final String TWICE = """
              def twice(self, a: List[Tensor], x: Tensor) -> List[Tensor]:
                torch._foreach_add_(a, a)
                return [a[0], torch.add(a[1], x)]
            """;

    @Test
    void archive_isAStoredZipOfSourceAndPickle() throws Exception {
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Archive.of(TWICE)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
                names.add(entry.getName());
                if (entry.getName().endsWith(".py")) {
                    assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8)).startsWith("class Pass(Module):").endsWith(TWICE);
                }
            }
        }
        assertThat(names).containsExactly("glossa/data.pkl", "glossa/code/__torch__.py", "glossa/constants.pkl", "glossa/version");
        assertThat(Archive.of(TWICE)).isEqualTo(Archive.of(TWICE));
    }

    @Test
    void lists_areChangedInPlaceWhateverTheirArraysAreCalled() {
        try (NDManager manager = TorchRuntime.manager("cpu"); ScriptPass pass = new ScriptPass(manager, TWICE)) {
            TorchRuntime.enter();
            NDArray one = manager.create(new float[] {1, 2});
            NDArray two = manager.create(new float[] {3});
            NDArray x = manager.create(new float[] {10});
            one.setName("encoder.layer");
            x.setName("x[]");
            NDList result = pass.call(new Arguments(manager, "twice").list(List.of(one, two)).tensor(x));
            assertThat(one.toFloatArray()).containsExactly(2, 4);
            assertThat(two.toFloatArray()).containsExactly(6);
            assertThat(result.get(1).toFloatArray()).containsExactly(16);
        }
    }

    @Test
    void brokenScript_isRefused() {
        try (NDManager manager = TorchRuntime.manager("cpu")) {
            assertThatThrownBy(() -> new ScriptPass(manager, "  def f(self) -> Tensor:\n    return torch.no_such_operator(1)\n"))
                    .isInstanceOf(ScriptException.class).hasStackTraceContaining("no_such_operator");
        }
    }

    @Test
    void numberThatIsNone_isNotWritten() {
        assertThatThrownBy(() -> Script.number(Double.NaN)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("NaN");
    }
}
