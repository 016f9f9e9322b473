package io.glossa.training.internal.tuning;

import io.glossa.data.Dataset;
import io.glossa.error.InvalidInputException;
import io.glossa.models.ProblemType;
import io.glossa.tokenizer.TextPair;
import io.glossa.training.TrainingOptions;
import io.glossa.training.internal.loop.EncodedSet;
import io.glossa.training.internal.loop.Seeds;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Training data, encoded and divided.
 *
 * @param survey what is known of the training data
 * @param train what is learned from: texts of the training data, then those without labels
 * @param dev what is measured on
 * @param calibration what temperature and thresholds are fitted on; may be empty
 * @param trainSource name, size and fingerprint of the training data
 * @param devSource the same of the development data; null if they are a part of the training data
 * @param cut how many texts of each part were longer than the limit
 * @param devPlaces place of each development text in its source, from 0
 * @param lesson what teachers and texts without labels have to do with it
 */
record TrainingData(Survey survey, EncodedSet train, EncodedSet dev, EncodedSet calibration, Source trainSource,
        @Nullable Source devSource, Cut cut, int[] devPlaces, Lesson lesson) implements AutoCloseable {
    /** Below this many texts none are held out for calibration: they are worth more for learning. */
    private static final int FEW = 1000;
    private static final int MOST_CALIBRATION = 2000;

    /**
     * How many texts lost their end.
     *
     * @param train of those learned from
     * @param dev of those measured on
     * @param calibration of those calibrated on
     */
    record Cut(long train, long dev, long calibration) {
        long all() {
            return train + dev + calibration;
        }
    }

    /**
     * Where data come from.
     *
     * @param name what they are called
     * @param examples number of texts
     * @param sha256 fingerprint of texts and labels
     */
    record Source(String name, long examples, String sha256) {}

    /**
     * Who is learned from beside labels.
     *
     * @param teachers whose answers count; may be empty
     * @param unlabelled where texts without labels come from; null if there are none
     */
    record Lesson(List<Teacher> teachers, @Nullable Source unlabelled) {}

    /** So many texts that are learned from have labels, the first ones. */
    int labelled() {
        return train.size() - (lesson.unlabelled() == null ? 0 : (int) lesson.unlabelled().examples());
    }

    /** Encodes everything, once. */
    static TrainingData read(Dataset train, @Nullable Dataset dev, Survey survey, TrainingOptions options,
            Function<TextPair, TextReader.Encoded> encoder) {
        return read(train, dev, null, List.of(), survey, options, encoder);
    }

    /** Encodes everything, once, with texts that teachers alone know something of. */
    static TrainingData read(Dataset train, @Nullable Dataset dev, @Nullable Dataset unlabelled, List<Teacher> teachers, Survey survey,
            TrainingOptions options, Function<TextPair, TextReader.Encoded> encoder) {
        int n = survey.examples();
        byte[] parts = parts(survey, options, dev != null);
        int[] places = IntStream.range(0, dev == null ? n : 0).filter(i -> parts[i] == Parts.DEV).toArray();
        EncodedSet[] sets = {new EncodedSet(), new EncodedSet(), new EncodedSet()};
        try {
            TextReader reader = new TextReader(encoder, survey);
            long[] cut = new long[sets.length];
            String read = reader.read(train, index -> sets[parts[index]], index -> cut[parts[index]]++);
            Source devSource = null;
            if (dev != null) {
                String second = reader.read(dev, index -> sets[Parts.DEV], index -> cut[Parts.DEV]++);
                devSource = new Source(dev.name(), sets[Parts.DEV].size(), second);
            }
            requireTexts(sets[Parts.TRAIN], train.name(), "learn from");
            Source unlabelledSource = null;
            if (unlabelled != null) {
                int before = sets[Parts.TRAIN].size();
                String third = reader.readUnlabelled(unlabelled, sets[Parts.TRAIN], index -> cut[Parts.TRAIN]++);
                unlabelledSource = new Source(unlabelled.name(), sets[Parts.TRAIN].size() - before, third);
            }
            requireTexts(sets[Parts.DEV], dev == null ? train.name() : dev.name(), "measure on");
            return new TrainingData(survey, sets[Parts.TRAIN], sets[Parts.DEV], sets[Parts.CALIBRATION],
                    new Source(train.name(), n, read), devSource,
                    new Cut(cut[Parts.TRAIN], cut[Parts.DEV], cut[Parts.CALIBRATION]),
                    dev == null ? places : IntStream.range(0, sets[Parts.DEV].size()).toArray(),
                    new Lesson(List.copyOf(teachers), unlabelledSource));
        } catch (RuntimeException e) {
            for (EncodedSet set : sets) {
                set.close();
            }
            throw e;
        }
    }

    /** The part of each text of the training data. */
    static byte[] parts(Survey survey, TrainingOptions options, boolean hasDev) {
        int n = survey.examples();
        int devTexts = hasDev ? 0 : Math.max(1, (int) Math.round(n * options.devShare()));
        return Parts.of(survey.groups(), devTexts, calibrationTexts(n, survey.type(), options), Seeds.of(options.seed(), "parts", 0));
    }

    private static int calibrationTexts(int texts, ProblemType type, TrainingOptions options) {
        if (!options.calibrate() || type == ProblemType.REGRESSION || texts < FEW && options.calibrationShare().isEmpty()) {
            return 0;
        }
        double share = options.calibrationShare().orElse(type == ProblemType.MULTI_LABEL_CLASSIFICATION ? 0.1 : 0.05);
        return options.calibrationShare().isPresent() ? (int) Math.round(texts * share)
                : (int) Math.min(MOST_CALIBRATION, Math.round(texts * share));
    }

    private static void requireTexts(EncodedSet set, String name, String what) {
        if (set.size() == 0) {
            throw new InvalidInputException(name + ": expected texts to " + what + ", found none; add texts");
        }
    }

    @Override
    public void close() {
        train.close();
        dev.close();
        calibration.close();
    }
}
