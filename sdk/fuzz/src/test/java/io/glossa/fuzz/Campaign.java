package io.glossa.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Searches for inputs that break a reader: one process after the other for each target, and a table at the end. What was learnt
 * stays in {@code target/fuzz/corpus}, a finding in {@code target/fuzz/findings}, the log of a target beside them.
 *
 * <p>Arguments: the module's folder, seconds for each target, and names of targets separated by commas (all if left out).
 */
final class Campaign {
    private static final List<String> TARGETS =
            List.of("SafeTensors", "Onnx", "Pickle", "Settings", "Manifest", "LockFile",
            "Tokenizer", "Regex", "Text");
    private static final Pattern STATUS = Pattern.compile("#(\\d+)\\s+\\S+\\s+cov: (\\d+) ft: (\\d+) corp: (\\d+)/\\S+.*");
    /** Longest input; the seeds are below 10 KB. */
    private static final int LONGEST = 16_384;
    /** Longest time for one input, in seconds; the first ones also wait for classes to be instrumented. */
    private static final int PATIENCE = 30;

    private final Path module;
    private final Path folder;
    private final int seconds;

    private Campaign(Path module, int seconds) {
        this.module = module;
        this.folder = module.resolve("target").resolve("fuzz");
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> targets = arguments.length < 3 || arguments[2] == null || arguments[2].isBlank() ? TARGETS
                : Arrays.asList(arguments[2].split(","));
        Campaign campaign = new Campaign(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        boolean clean = true;
        List<String> rows = new ArrayList<>(List.of("| target | executions | a second | coverage | features | corpus | end |",
                "| --- | --- | --- | --- | --- | --- | --- |"));
        for (String target : targets) {
            clean &= campaign.run(target.trim(), rows);
        }
        rows.forEach(System.out::println);
        System.exit(clean ? 0 : 1);
    }

    private boolean run(String target, List<String> rows) throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(folder.resolve("corpus").resolve(target));
        Path findings = Files.createDirectories(folder.resolve("findings").resolve(target));
        Path log = folder.resolve(target + ".log");
        Path last = folder.resolve(target + ".last");
        System.out.println(target + ": " + seconds + " seconds, log in " + log);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx768m", "-Xss2m",
                "-XX:+EnableDynamicAgentLoading", "-Dfile.encoding=UTF-8", "-Dfuzz.failures=" + findings, "-Dfuzz.last=" + last,
                "-cp", System.getProperty("java.class.path"), "com.code_intelligence.jazzer.Jazzer",
                "--target_class=io.glossa.fuzz." + target + "FuzzTest", "--instrumentation_includes=io.glossa.**",
                "--instrumentation_excludes=io.glossa.fuzz.**", "--reproducer_path=" + findings,
                "-artifact_prefix=" + findings + "/", "-max_total_time=" + seconds, "-timeout=" + PATIENCE,
                "-max_len=" + LONGEST, "-rss_limit_mb=3000", "-len_control=0", "-print_final_stats=1", corpus.toString(),
                module.resolve("src/test/resources/io/glossa/fuzz/" + target + "FuzzTestInputs").toString());
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        int status = process.waitFor();
        double took = (System.nanoTime() - start) / 1e9;
        rows.add(row(target, Files.readString(log), took, status));
        if (status != 0 && Files.exists(last)) {
            keepLast(last, findings);
        }
        return status == 0;
    }

    private static String row(String target, String log, double took, int status) {
        String[] numbers = {"0", "0", "0", "0"};
        for (Matcher matcher = STATUS.matcher(log); matcher.find();) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = matcher.group(i + 1);
            }
        }
        return String.format(Locale.ROOT, "| %s | %s | %.0f | %s | %s | %s | %s after %.0f s |", target, numbers[0],
                Long.parseLong(numbers[0]) / took, numbers[1], numbers[2], numbers[3],
                status == 0 ? "nothing found" : "FINDING", took);
    }

    /** The input that was being read when the process ended. */
    private static void keepLast(Path last, Path findings) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(last));
        byte[] input = new byte[buffer.getInt()];
        buffer.get(input);
        Files.write(findings.resolve("last.input"), input);
    }
}
