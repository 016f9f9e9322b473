package io.glossa.training.internal.tuning;

import io.glossa.Classification;
import io.glossa.Device;
import io.glossa.TextClassifier;
import io.glossa.error.InvalidInputException;
import io.glossa.error.TrainingException;
import io.glossa.models.ModelStore;
import io.glossa.models.ProblemType;
import io.glossa.tokenizer.TextPair;
import io.glossa.training.TrainingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Asks teachers what they think of texts, once, before a student learns from it (Hinton, Vinyals and Dean 2015). They read texts as they
 * do when they are served, with their own tokenizers. Several are one: the mean of their softened probabilities.
 */
final class Teachers {
    private final List<Teacher> teachers;
    private final ModelStore store;
    private final Device device;
    private final int threads;
    private final TrainingListener listener;

    Teachers(List<Teacher> teachers, ModelStore store, Device device, int threads, TrainingListener listener) {
        this.teachers = teachers;
        this.store = store;
        this.device = device;
        this.threads = threads;
        this.listener = listener;
    }

    /**
     * What all teachers together say of each text.
     *
     * @param survey type and labels of the data
     * @param texts opens the texts, in the same order each time
     * @param sha256 fingerprint of the texts
     * @param folder where answers are kept
     * @param what name of the files there
     * @param temperature what logits are divided by
     * @return probabilities in the order of the data's labels, or standardised numbers, [n][l]
     * @throws InvalidInputException if a teacher has other labels than the data
     * @throws TrainingException if a teacher's answer is no number
     */
    float[][] ask(Survey survey, Supplier<Stream<TextPair>> texts, String sha256, Path folder, String what, double temperature) throws IOException {
        double[][] sums = new double[0][];
        for (int i = 0; i < teachers.size(); i++) {
            Teacher teacher = teachers.get(i);
            List<float[]> logits = logits(teacher, i, survey, texts, sha256, folder.resolve(what + "-" + (i + 1) + ".logits"));
            sums = i == 0 ? new double[logits.size()][survey.labels().size()] : sums;
            for (int text = 0; text < sums.length; text++) {
                add(sums[text], logits.get(text), survey, temperature);
            }
        }
        float[][] means = new float[sums.length][survey.labels().size()];
        for (int text = 0; text < means.length; text++) {
            for (int l = 0; l < means[text].length; l++) {
                means[text][l] = (float) (sums[text][l] / teachers.size());
            }
        }
        return means;
    }

    /** Adds what logits come to: probabilities at the temperature, or a number in the unit that students learn. */
    static void add(double[] sum, float[] logits, Survey survey, double temperature) {
        float[] z = logits.clone();
        if (survey.type() != ProblemType.REGRESSION) {
            for (int l = 0; l < z.length; l++) {
                z[l] /= (float) temperature;
            }
        }
        double all = survey.type() == ProblemType.SINGLE_LABEL_CLASSIFICATION ? Measures.logSum(z) : 0;
        for (int l = 0; l < z.length; l++) {
            sum[l] += switch (survey.type()) {
                case SINGLE_LABEL_CLASSIFICATION -> Math.exp(z[l] - all);
                case MULTI_LABEL_CLASSIFICATION -> Measures.sigmoid(z[l]);
                case REGRESSION -> (z[l] - survey.mean()) / survey.deviation();
            };
        }
    }

    private List<float[]> logits(Teacher teacher, int index, Survey survey, Supplier<Stream<TextPair>> texts, String sha256, Path file)
            throws IOException {
        listener.phase("asking teacher " + (index + 1) + " of " + teachers.size() + ", " + teacher.name());
        int[] order;
        try (TextClassifier classifier = TextClassifier.builder(teacher.reference()).store(store).device(device).threads(threads).build()) {
            order = Teacher.order(classifier, teacher.name(), survey);
            try (TeacherAnswers answers = TeacherAnswers.open(file, key(teacher, survey, sha256), order.length)) {
                try (Stream<TextPair> stream = texts.get()) {
                    Iterator<TextPair> left = stream.skip(answers.size()).iterator();
                    List<TextPair> chunk = new ArrayList<>();
                    while (left.hasNext()) {
                        chunk.add(left.next());
                        if (chunk.size() == TeacherAnswers.CHUNK || !left.hasNext()) {
                            answers.add(classifier.classifyPairs(chunk).stream().map(answer -> ordered(answer, order, teacher)).toList());
                            chunk.clear();
                        }
                    }
                }
                return List.copyOf(answers.rows());
            }
        }
    }

    private static float[] ordered(Classification answer, int[] order, Teacher teacher) {
        float[] logits = answer.logits();
        float[] found = new float[order.length];
        for (int l = 0; l < order.length; l++) {
            found[l] = logits[order[l]];
            if (!Float.isFinite(found[l])) {
                throw new TrainingException("teacher " + teacher.name() + ": expected logits that are numbers, found " + found[l]
                        + "; take another teacher");
            }
        }
        return found;
    }

    private static byte[] key(Teacher teacher, Survey survey, String sha256) {
        MessageDigest digest = TextReader.digest();
        for (String part : List.of(teacher.identity(), sha256, survey.type().name(), String.join("\u0000", survey.labels()))) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 1);
        }
        return digest.digest();
    }
}
