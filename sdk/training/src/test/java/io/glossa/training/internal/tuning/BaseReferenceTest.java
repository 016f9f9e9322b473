package io.glossa.training.internal.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseReferenceTest {
    @TempDir
    Path folder;

    private ModelDirectory base(String name) throws IOException {
        Path base = Files.createDirectories(folder.resolve(name));
        Files.writeString(base.resolve("config.json"), "{\"model_type\": \"bert\"}");
        return ModelStore.defaults().open(base.toString());
    }

    private Path target(String name) throws IOException {
        Path target = folder.resolve(name);
        Files.createDirectories(target.getParent());
        return target;
    }

    @Test
    void from_folder_isThePathFromTheModel() throws IOException {
        ModelDirectory base = base("all/base");
        assertThat(BaseReference.from(target("all/mine"), base)).isEqualTo("../base");
        assertThat(BaseReference.from(target("all/adapters/of me/v1"), base)).isEqualTo("../../../base");
        assertThat(BaseReference.from(target("all/base/mine"), base)).isEqualTo("..");
        assertThat(BaseReference.from(target("all/base/adapters/mine"), base)).isEqualTo("../..");
        assertThat(BaseReference.from(target("all"), base)).isEqualTo("./base");
        assertThat(BaseReference.from(target("other"), base)).isEqualTo("../all/base");
    }

    @Test
    void from_embedded_isItsName() throws IOException {
        assertThat(BaseReference.from(target("mine"), ModelStore.defaults().open("base-en"))).isEqualTo("base-en");
    }

    @Test
    void from_foldersBehindLinks_leadsToTheBaseFromTheRealPlace() throws IOException {
        base("far/away/base");
        Files.createDirectories(folder.resolve("near"));
        Files.createSymbolicLink(folder.resolve("near/link"), folder.resolve("far/away"));
        Files.createSymbolicLink(folder.resolve("near/current"), folder.resolve("far/away/base"));
        ModelDirectory named = ModelStore.defaults().open(folder.resolve("near/current").toString());
        String reference = BaseReference.from(folder.resolve("near/link/mine"), named);
        assertThat(reference).isEqualTo("../../../near/current");
        Path mine = Files.createDirectory(folder.resolve("near/link/mine")).toRealPath();
        assertThat(mine.resolve(reference).toRealPath()).isEqualTo(folder.resolve("far/away/base").toRealPath());
    }
}
