package io.glossa.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.Classification;
import io.glossa.TextClassifier;
import io.glossa.data.Dataset;
import io.glossa.data.Example;
import io.glossa.tokenizer.TextPair;
import io.glossa.training.ClassifierTrainer;
import io.glossa.training.TrainingOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether transformers opens what the trainer writes, and gives the logits that Glossa gives: the tiny models of the parity fixtures, an
 * architecture each, and the embedded English base, trained briefly on some texts and asked about others.
 *
 * <p>Arguments: the folder of the fixtures, a table of labelled texts, a Python interpreter with torch and transformers, the script that
 * compares, and the file for what it prints.
 */
public final class TransformersCheck {
    private static final List<String> FIXTURES = List.of("bert-embed-mean", "roberta-sentiment", "distilbert-sst2", "electra-subj",
            "albert-sst2", "mpnet-topics", "deberta-v2-nli", "modernbert-topics", "xlm-roberta-sentiment");
    private static final int LEARNED = 300;
    private static final int ASKED = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private TransformersCheck() {}

    /** Runs it. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<Example> examples;
        try (Stream<Example> all = Dataset.read(Path.of(arguments[1])).examples()) {
            examples = all.limit(LEARNED + ASKED).toList();
        }
        Path work = Files.createTempDirectory("glossa-transformers");
        List<String> command = new ArrayList<>(List.of(arguments[2], arguments[3]));
        for (String fixture : FIXTURES) {
            command.addAll(trained(Path.of(arguments[0]).resolve(fixture).toString(), fixture, examples, work));
        }
        command.addAll(trained("base-en", "base-en", examples, work));
        Process process = new ProcessBuilder(command).directory(work.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        String text = """
                Logits of transformers and of Glossa for model directories that Glossa trained and wrote.
                mvn -q -Ptransformers -pl sdk/benchmarks -am -Dmaven.test.skip=true verify -Dpython=PYTHON

                """ + printed;
        System.out.println(text);
        if (status != 0) {
            throw new IllegalStateException("transformers does not agree; see above");
        }
        Files.writeString(Path.of(arguments[4]), text);
    }

    /** Trains and asks; the folder and the file of answers, by their names in the work folder. */
    private static List<String> trained(String base, String name, List<Example> examples, Path work) throws IOException {
        Path out = work.resolve(name);
        TrainingOptions options = TrainingOptions.builder().epochs(2).build();
        ClassifierTrainer.builder(base).options(options).threads(1).build()
                .train(Dataset.of("learned", examples.subList(0, LEARNED)), Dataset.of("asked", inScope(examples)), out);
        List<TextPair> texts = examples.subList(LEARNED, examples.size()).stream().map(Example::text).toList();
        List<String> lines = new ArrayList<>();
        try (TextClassifier classifier = TextClassifier.load(out.toString())) {
            List<Classification> answers = classifier.classifyPairs(texts);
            for (int i = 0; i < texts.size(); i++) {
                ObjectNode line = JSON.createObjectNode();
                line.putObject("input").put("text", texts.get(i).text());
                var logits = line.putArray("logits");
                for (float logit : answers.get(i).logits()) {
                    logits.add(logit);
                }
                lines.add(line.toString());
            }
        }
        Files.write(work.resolve(name + ".jsonl"), lines);
        return List.of(name, name + ".jsonl");
    }

    /** Labels that are learned; of those that are not, nothing can be measured. */
    private static List<Example> inScope(List<Example> examples) {
        List<Example> learned = examples.subList(0, LEARNED);
        return examples.subList(LEARNED, examples.size()).stream()
                .filter(example -> learned.stream().anyMatch(each -> each.labels().equals(example.labels()))).toList();
    }
}
