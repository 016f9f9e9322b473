package io.glossa.models;

import io.glossa.base.internal.SafeJson;
import io.glossa.error.GlossaException;
import io.glossa.models.format.SafeTensors;
import io.glossa.models.format.internal.torch.TorchCheckpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** One run over all files of a model. */
final class Verification {
    private static final Pattern TORCH = Pattern.compile("(.*/)?pytorch_model[^/]*\\.bin");

    private final ModelFiles files;
    private final Optional<Manifest> manifest;
    private final List<VerificationReport.Problem> problems = new ArrayList<>();
    private int checked;
    private long bytes;

    Verification(ModelFiles files, Optional<Manifest> manifest) {
        this.files = files;
        this.manifest = manifest;
    }

    VerificationReport run() {
        TreeSet<String> all = new TreeSet<>(files.present());
        if (!(files instanceof HubFiles)) {
            manifest.ifPresent(index -> all.addAll(index.files().keySet()));
        }
        for (String path : all) {
            guarded(path, () -> check(path));
        }
        if (files.has("config.json")) {
            guarded("config.json", () -> ModelConfig.parse(files.readSettings("config.json"), files.describe("config.json")));
        }
        guarded(SentenceTransformersReader.MODULES, () -> SentenceTransformersConfig.read(files));
        boolean checksums = manifest.isPresent() && !manifest.get().files().isEmpty()
                || !all.isEmpty() && all.stream().allMatch(files::checkable);
        return new VerificationReport(files.where(), checked, bytes, checksums, problems);
    }

    private void check(String path) throws IOException {
        Sha256.Result found;
        try (InputStream in = files.open(path)) {
            found = Sha256.transfer(in, OutputStream.nullOutputStream(), Long.MAX_VALUE);
        }
        checked++;
        bytes += found.size();
        Manifest.FileEntry expected = manifest.map(index -> index.files().get(path)).orElse(null);
        if (expected != null && !found.matches(expected)) {
            problem(path, "expected " + expected.size() + " bytes with SHA-256 " + expected.sha256() + ", found "
                    + found.size() + " bytes with " + found.sha256());
            return;
        }
        Optional<String> damage = files.damage(path);
        if (damage.isPresent()) {
            problem(path, damage.get());
            return;
        }
        if (path.endsWith(".json")) {
            if (found.size() > SafeJson.MAX_BYTES) {
                problem(path, "expected at most " + SafeJson.MAX_BYTES + " bytes of JSON, found " + found.size());
                return;
            }
            SafeJson.value(files.read(path), files.describe(path));
            if (path.endsWith(".safetensors" + WeightFiles.INDEX) || path.endsWith(".bin" + WeightFiles.INDEX)) {
                WeightFiles.index(files, path);
            }
        } else if (path.endsWith(".safetensors")) {
            SafeTensors.open(files.file(path));
        } else if (TORCH.matcher(path).matches()) {
            TorchCheckpoint.open(files.file(path));
        } else if (path.endsWith(".onnx")) {
            OnnxChooser.check(files, path, files.file(path));
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private void guarded(String path, Step step) {
        try {
            step.run();
        } catch (GlossaException e) {
            problem(path, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            problem(path, "could not be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private void problem(String path, String message) {
        VerificationReport.Problem problem = new VerificationReport.Problem(path, message);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }
}
