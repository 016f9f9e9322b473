package io.glossa.training.internal.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.Classification;
import io.glossa.LengthPolicy;
import io.glossa.Polarity;
import io.glossa.SentimentAnalyzer;
import io.glossa.TextClassifier;
import io.glossa.TextEmbedder;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import io.glossa.error.TrainingException;
import io.glossa.models.ModelFormat;
import io.glossa.models.ProblemType;
import io.glossa.tokenizer.TextPair;
import io.glossa.tokenizer.internal.NgramOptions;
import io.glossa.tokenizer.lucene.AnalyzedWords;
import io.glossa.training.internal.linear.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A linear model of n-grams from texts to a folder that tasks load. */
final class NgramClassifierTest {
    private static final List<String> GOOD = List.of("lovely", "great", "wonderful", "fine", "delightful");
    private static final List<String> BAD = List.of("awful", "poor", "dreadful", "boring", "nasty");
    private static final List<String> LABELS = List.of("negative", "positive");
    private static final List<TextPair> TEXTS = texts(200, 1);

    @TempDir
    Path folder;

    private static List<TextPair> texts(int count, long seed) {
        Random random = new Random(seed);
        List<TextPair> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> words = new ArrayList<>(List.of("the", "film", "was", "and", "the", "food", "too!!"));
            List<String> tone = i % 2 == 0 ? BAD : GOOD;
            words.add(tone.get(random.nextInt(tone.size())));
            words.add("nr" + random.nextInt(30));
            Collections.shuffle(words, random);
            texts.add(TextPair.of(String.join(" ", words)));
        }
        return texts;
    }

    private static Targets alternating(int count) {
        int[] classes = new int[count];
        Arrays.setAll(classes, i -> i % 2);
        return Targets.singleLabel(classes, 2);
    }

    private static NgramClassifier fitted() {
        return NgramTrainer.fit(TEXTS, alternating(TEXTS.size()), NgramSettings.defaults());
    }

    private String write(NgramClassifier classifier, List<String> labels, ProblemType type) throws IOException {
        ObjectNode config = classifier.config(labels, type);
        Files.writeString(folder.resolve("config.json"), SafeJson.mapper().writeValueAsString(config));
        classifier.file().write(folder.resolve("model.safetensors"));
        return folder.toString();
    }

    @Test
    void classify_givesTheNumbersOfTraining_aloneAndTogether() throws IOException {
        NgramClassifier fitted = fitted();
        List<TextPair> unseen = texts(150, 2);
        float[][] expected = fitted.logits(unseen);
        try (TextClassifier served = TextClassifier.load(write(fitted, LABELS, ProblemType.SINGLE_LABEL_CLASSIFICATION))) {
            List<Classification> together = served.classifyPairs(unseen);
            int right = 0;
            for (int i = 0; i < unseen.size(); i++) {
                assertThat(together.get(i).logits()).isEqualTo(expected[i]);
                assertThat(served.classify(unseen.get(i)).logits()).isEqualTo(expected[i]);
                right += together.get(i).best().label().equals(LABELS.get(i % 2)) ? 1 : 0;
            }
            assertThat(right).isGreaterThan(145);
            assertThat(served.classifyAsync(unseen.get(0).text()).join().logits()).isEqualTo(expected[0]);
            assertThat(served.model().device()).isEqualTo("cpu");
            assertThat(served.model().maxLength()).isEmpty();
        }
    }

    @Test
    void fit_withAnyThreads_givesTheSame() {
        NgramSettings standard = NgramSettings.defaults();
        NgramClassifier one = NgramTrainer.fit(TEXTS, alternating(TEXTS.size()),
                new NgramSettings(standard.analyzer(), standard.ngrams(), standard.lambda(), null, 13, 1));
        NgramClassifier three = NgramTrainer.fit(TEXTS, alternating(TEXTS.size()),
                new NgramSettings(standard.analyzer(), standard.ngrams(), standard.lambda(), null, 13, 3));
        assertThat(three.buckets()).isEqualTo(one.buckets());
        assertThat(three.weights()).isEqualTo(one.weights());
        assertThat(three.bias()).isEqualTo(one.bias());
    }

    @Test
    void sentiment_readsLabelsThatNameIt() throws IOException {
        try (SentimentAnalyzer served = SentimentAnalyzer.load(write(fitted(), LABELS, ProblemType.SINGLE_LABEL_CLASSIFICATION))) {
            assertThat(served.classify("what a lovely and great film").polarity()).isEqualTo(Polarity.POSITIVE);
            assertThat(served.classify("what a boring and awful film").polarity()).isEqualTo(Polarity.NEGATIVE);
        }
    }

    @Test
    void usage_countsWordsAndSigns() throws IOException {
        String model = write(fitted(), LABELS, ProblemType.SINGLE_LABEL_CLASSIFICATION);
        String text = "The film was great!! Zyxwvut?";
        try (TextClassifier served = TextClassifier.load(model)) {
            assertThat(served.classify(text).usage().tokens()).isEqualTo(7);
            assertThat(served.classify(text).usage().unknownRatio()).isCloseTo(2 / 7.0, within(1e-9));
            assertThat(served.classify("").usage().tokens()).isZero();
            assertThat(served.classify("").usage().unknownRatio()).isZero();
        }
        try (TextClassifier cut = TextClassifier.builder(model).maxLength(4).build();
                TextClassifier whole = TextClassifier.load(model)) {
            Classification found = cut.classify(text);
            assertThat(found.usage().tokens()).isEqualTo(4);
            assertThat(found.usage().droppedTokens()).isEqualTo(3);
            assertThat(found.logits()).isEqualTo(whole.classify("the film was great").logits());
        }
        try (TextClassifier windows = TextClassifier.builder(model).maxLength(4).length(LengthPolicy.window(1)).build();
                TextClassifier whole = TextClassifier.load(model)) {
            Classification found = windows.classify(text);
            float[] first = whole.classify("the film was great").logits();
            float[] second = whole.classify("great!! zyxwvut?").logits();
            assertThat(found.usage().windows()).isEqualTo(2);
            assertThat(found.usage().droppedTokens()).isZero();
            for (int l = 0; l < 2; l++) {
                assertThat(found.logits()[l]).isCloseTo((first[l] + second[l]) / 2, within(1e-6f));
            }
        }
        try (TextClassifier strict = TextClassifier.builder(model).maxLength(4).length(LengthPolicy.fail()).build()) {
            assertThatThrownBy(() -> strict.classify(text)).isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("expected at most 4 words and signs, found 7").hasMessageNotContaining("Zyxwvut");
            assertThatThrownBy(() -> strict.classify("a \ud800 b")).isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("lone surrogate");
        }
    }

    @Test
    void classify_ofSeveralLabels_numbersAndPairs() throws IOException {
        boolean[][] applies = new boolean[TEXTS.size()][2];
        float[][] numbers = new float[TEXTS.size()][1];
        List<TextPair> pairs = new ArrayList<>();
        for (int i = 0; i < applies.length; i++) {
            applies[i][0] = i % 2 == 0;
            applies[i][1] = TEXTS.get(i).text().contains("nr1");
            numbers[i][0] = 40 + 10 * (i % 2);
            pairs.add(new TextPair("the same text", TEXTS.get(i).text()));
        }
        NgramClassifier several = NgramTrainer.fit(TEXTS, Targets.multiLabel(applies), NgramSettings.defaults());
        try (TextClassifier served = TextClassifier.load(write(several, List.of("bad", "one"), ProblemType.MULTI_LABEL_CLASSIFICATION))) {
            Classification found = served.classify("nr1 was awful");
            assertThat(found.logits()).isEqualTo(several.logits(List.of(TextPair.of("nr1 was awful")))[0]);
            assertThat(found.score("bad")).isGreaterThan(0.5f);
            assertThat(served.classify("nr5 was great").score("bad")).isLessThan(0.5f);
        }
        NgramClassifier number = NgramTrainer.fit(TEXTS, Targets.numbers(numbers), NgramSettings.defaults());
        try (TextClassifier served = TextClassifier.load(write(number, List.of("LABEL_0"), ProblemType.REGRESSION))) {
            assertThat(served.classify("the film was great and wonderful").logits()[0]).isGreaterThan(46);
            assertThat(served.classify("the film was awful and poor").logits()[0]).isLessThan(44);
        }
        NgramClassifier pair = NgramTrainer.fit(pairs, alternating(pairs.size()), NgramSettings.defaults());
        try (TextClassifier served = TextClassifier.load(write(pair, LABELS, ProblemType.SINGLE_LABEL_CLASSIFICATION))) {
            assertThat(served.classify("the same text", "it was lovely").best().label()).isEqualTo("positive");
            assertThat(served.classify("the same text", "it was awful").best().label()).isEqualTo("negative");
            // A word of the second text tells nothing in the first.
            assertThat(served.classify("lovely", "").logits()).isEqualTo(pair.logits(List.of(TextPair.of("lovely")))[0]);
        }
    }

    @Test
    void analyzer_isChosenByScript() {
        assertThat(AnalyzerChoice.of(List.of(TextPair.of("味道很好，下次再来"), TextPair.of("ok 很一般")))).isEqualTo(AnalyzedWords.Kind.SMARTCN);
        assertThat(AnalyzerChoice.of(List.of(TextPair.of("とても美味しかったです")))).isEqualTo(AnalyzedWords.Kind.ICU);
        assertThat(AnalyzerChoice.of(List.of(TextPair.of("อร่อยมาก")))).isEqualTo(AnalyzedWords.Kind.ICU);
        assertThat(AnalyzerChoice.of(List.of(TextPair.of("good 好"), TextPair.of("")))).isEqualTo(AnalyzedWords.Kind.STANDARD);
        assertThat(AnalyzerChoice.of(List.of())).isEqualTo(AnalyzedWords.Kind.STANDARD);
    }

    @Test
    void cooled_dividesLogits() {
        NgramClassifier fitted = fitted();
        List<TextPair> unseen = texts(5, 3);
        float[][] warm = fitted.logits(unseen);
        float[][] cool = fitted.cooled(2).logits(unseen);
        for (int i = 0; i < warm.length; i++) {
            assertThat(cool[i][0]).isCloseTo(warm[i][0] / 2, within(1e-3f));
        }
    }

    @Test
    void fit_ofTextsWithoutWords_isRefused() {
        assertThatThrownBy(() -> NgramTrainer.fit(List.of(TextPair.of(""), TextPair.of(" ")), alternating(2), NgramSettings.defaults()))
                .isInstanceOf(TrainingException.class).hasMessageContaining("expected words");
    }

    @Test
    void load_ofDamagedFiles_saysWhatIsWrong() throws IOException {
        NgramClassifier fitted = fitted();
        String model = write(fitted, LABELS, ProblemType.SINGLE_LABEL_CLASSIFICATION);
        String config = Files.readString(folder.resolve("config.json"));
        refused(config.replace("\"standard\"", "\"klingon\""), "expected \"analyzer\" to be [standard, icu, smartcn]");
        refused(config.replace("\"hash_bits\":20", "\"hash_bits\":40"), "hash bits: expected 8 to 24, found 40");
        refused(config.replace("\"hash_bits\":20", "\"hash_bits\":\"20\""), "expected \"hash_bits\" to be a whole number");
        refused(config.replace("\"hash_bits\":20", "\"hash_bits\":8"), "expected ascending buckets below 256");
        refused(config.replace("[2,5]", "[2]"), "expected \"character_ngrams\" to be two whole numbers");
        refused(config.replace("\"1\":\"positive\"", "\"1\":\"positive\",\"2\":\"other\"").replace("\"positive\":1", "\"positive\":1,\"other\":2"),
                "the files belong to different models");
        Files.writeString(folder.resolve("config.json"), config);
        float[] endless = fitted.bias().clone();
        endless[0] = Float.NaN;
        new NgramClassifier(fitted.analyzer(), fitted.ngrams(), fitted.buckets(), fitted.weights(), endless, 1).file()
                .write(folder.resolve("model.safetensors"));
        refused(config, "expected finite weights");
        byte[] bytes = fitted.file().bytes();
        Files.write(folder.resolve("model.safetensors"), Arrays.copyOf(bytes, bytes.length / 2));
        refused(config, "model.safetensors");
        Files.write(folder.resolve("model.safetensors"), bytes);
        assertThatThrownBy(() -> TextEmbedder.load(model)).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("a linear model of n-grams; TextClassifier and SentimentAnalyzer read it");
        assertThatThrownBy(() -> TextClassifier.builder(model).modelFormat(ModelFormat.ONNX).build()).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("leave the model format to auto");
        try (TextClassifier served = TextClassifier.load(model)) {
            assertThat(served.labels()).isEqualTo(LABELS);
        }
    }

    private void refused(String config, String message) throws IOException {
        Files.writeString(folder.resolve("config.json"), config);
        assertThatThrownBy(() -> TextClassifier.load(folder.toString())).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(message);
    }

    @Test
    void words_alone_areEnough() throws IOException {
        NgramClassifier fitted = NgramTrainer.fit(TEXTS, alternating(TEXTS.size()), new NgramSettings(Optional.of(AnalyzedWords.Kind.ICU),
                new NgramOptions(12, 1, 1, 0), OptionalDouble.of(1e-3), new double[] {1, 2}, 1, 2));
        try (TextClassifier served = TextClassifier.load(write(fitted, LABELS, ProblemType.SINGLE_LABEL_CLASSIFICATION))) {
            assertThat(served.classify("LOVELY").best().label()).isEqualTo("positive");
            assertThat(served.classify("awful").best().label()).isEqualTo("negative");
            assertThat(fitted.lambda()).isEqualTo(1e-3);
        }
    }
}
