package io.glossa.models.testing;

import io.glossa.error.GlossaException;
import io.glossa.models.ModelId;
import io.glossa.models.ModelStore;
import io.glossa.models.Precision;
import io.glossa.models.PullOptions;
import io.glossa.models.hub.HubListener;
import io.glossa.models.hub.HubOptions;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that fetches a whole model, and says on standard output how far it is. */
public final class PullingProcess {
    private PullingProcess() {}

    /** Arguments: endpoint, cache folder, model. It starts at the first line on standard input. */
    public static void main(String[] args) throws Exception {
        HubOptions options = HubOptions.builder()
                .endpoint(URI.create(args[0]))
                .cacheDirectory(Path.of(args[1]))
                .anonymous()
                .offline(false)
                .listener(new HubListener() {
                    @Override
                    public void progress(String repository, String file, long bytes, long total) {
                        System.out.println("progress");
                        System.out.flush();
                    }
                })
                .build();
        System.out.println("ready");
        System.out.flush();
        while (System.in.read() != '\n') {
            Thread.onSpinWait();
        }
        try {
            ModelStore.builder().hub(options).build()
                    .pull(ModelId.parse(args[2]), new PullOptions(Precision.AUTO, PullOptions.Content.ALL));
            System.out.println("done");
        } catch (GlossaException e) {
            System.out.println("failed " + e.getMessage());
        }
        System.out.flush();
    }

    /** Starts one; a prefix such as {@code ulimit -f 1024;} is for the shell. */
    public static Process start(String shellPrefix, URI endpoint, Path cache, String model) throws IOException {
        List<String> java = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-Xshare:auto",
                "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp", System.getProperty("java.class.path"),
                PullingProcess.class.getName(), endpoint.toString(), cache.toString(), model);
        List<String> command = new ArrayList<>();
        if (shellPrefix.isEmpty()) {
            command.addAll(java);
        } else {
            command.addAll(List.of("/bin/bash", "-c", shellPrefix + " exec \"$@\"", "pulling"));
            command.addAll(java);
        }
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).directory(new File(".")).start();
    }

    /** What a process says, line by line. */
    public static BufferedReader lines(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Lets a process begin. */
    public static void go(Process process) throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }
}
