package io.glossa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glossa.error.GlossaException;
import io.glossa.error.InvalidInputException;
import io.glossa.models.ModelStore;
import io.glossa.testing.Fixtures;
import io.glossa.text.TextCleaner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two embedded models: the English one, and a copy of it that says it is Chinese and has its labels the other way round, so
 * that the answer tells who gave it.
 */
class SentimentRoutingTest {
    private static final String FOLDER = "META-INF/glossa/";
    private static final String HAPPY = "I loved every minute of it.";
    private static final String HAN = "\u6211\u5F88\u559C\u6B22\u8FD9\u5BB6\u5E97";
    private static final String KANA = "\u3053\u306E\u5E97\u304C\u597D\u304D\u3067\u3059";

    @TempDir
    Path folder;

    private ModelStore both;
    private ModelStore chineseOnly;
    private ModelStore englishOnly;
    private final List<URLClassLoader> loaders = new ArrayList<>();

    @BeforeEach
    void makeChineseModel() throws IOException {
        Path from = Fixtures.root().resolve("models/sentiment-en/target/classes").resolve(FOLDER).resolve("sentiment-en");
        Path to = folder.resolve(FOLDER).resolve("sentiment-zh");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        replace(to.resolve("glossa.json"), "\"en\"", "\"zh\"");
        replace(to.resolve("config.json"), "negative", "NEG", "positive", "negative", "NEG", "positive");
        both = store("none");
        chineseOnly = store("sentiment-en");
        englishOnly = store("sentiment-zh");
    }

    @AfterEach
    void closeLoaders() throws IOException {
        for (URLClassLoader loader : loaders) {
            loader.close();
        }
    }

    private static void replace(Path file, String... pairs) throws IOException {
        String text = Files.readString(file);
        for (int i = 0; i < pairs.length; i += 2) {
            assertThat(text).contains(pairs[i]);
            text = text.replace(pairs[i], pairs[i + 1]);
        }
        Files.writeString(file, text);
    }

    /** A store on this class path and the copy, without one model. */
    private ModelStore store(String hidden) throws IOException {
        URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                List<URL> found = Collections.list(super.getResources(name));
                found.removeIf(url -> url.toString().contains(FOLDER + hidden)
                        || (url.toString().contains(FOLDER + "sentiment-zh") && !url.toString().contains(folder.toUri().getPath())));
                return Collections.enumeration(found);
            }
        };
        loaders.add(loader);
        return ModelStore.builder().classLoader(loader).cacheDirectory(folder.resolve("cache")).build();
    }

    private static SentimentAnalyzer open(ModelStore store) {
        return SentimentAnalyzer.builder().store(store).build();
    }

    @Test
    void eachText_goesToTheModelOfItsScript() {
        try (SentimentAnalyzer routed = open(both);
                SentimentAnalyzer english = SentimentAnalyzer.load("sentiment-en");
                SentimentAnalyzer chinese = SentimentAnalyzer.builder("sentiment-zh").store(both).build()) {
            List<String> texts = List.of(HAPPY, HAN, "", KANA, HAN + "!", "123", "\u041C\u043D\u0435 \u043D\u0440\u0430\u0432\u0438\u0442\u0441\u044F",
                    "iPhone " + HAN, "A dull, sad waste of time.");
            List<SentimentAnalyzer> expected = List.of(english, chinese, english, english, chinese, english, english, chinese, english);
            List<Sentiment> list = routed.classify(texts);
            List<Sentiment> stream = routed.classify(texts.stream()).toList();
            List<Sentiment> later = routed.classifyAsync(texts).join();
            for (int i = 0; i < texts.size(); i++) {
                Sentiment alone = expected.get(i).classify(texts.get(i));
                for (Sentiment found : List.of(list.get(i), stream.get(i), later.get(i), routed.classify(texts.get(i)),
                        routed.classifyAsync(texts.get(i)).join())) {
                    assertThat(found.polarity()).isEqualTo(alone.polarity());
                    assertThat(found.score()).isCloseTo(alone.score(), within(1e-5f));
                    assertThat(found.classification().usage()).isEqualTo(alone.classification().usage());
                    assertThat(found.foreignScript()).as(texts.get(i)).isEqualTo(i == 3 || i == 6);
                }
            }
            // The copy answers the other way round.
            assertThat(chinese.classify(HAN).score()).isCloseTo(-english.classify(HAN).score(), within(1e-5f));
            assertThat(english.classify(HAN).foreignScript()).isTrue();
            assertThat(chinese.classify(HAPPY).foreignScript()).isTrue();
        }
    }

    @Test
    void oneModel_readsEverything() {
        try (SentimentAnalyzer english = open(englishOnly)) {
            assertThat(english.model().name()).isEqualTo("sentiment-en");
            assertThat(english.classify(HAPPY).polarity()).isEqualTo(Polarity.POSITIVE);
            assertThat(english.classify(HAPPY).foreignScript()).isFalse();
            assertThat(english.classify(HAN).foreignScript()).isTrue();
        }
        try (SentimentAnalyzer chinese = open(chineseOnly)) {
            assertThat(chinese.model().name()).isEqualTo("sentiment-zh");
            assertThat(chinese.classify(HAPPY).polarity()).isEqualTo(Polarity.NEGATIVE);
            assertThat(chinese.classify(HAPPY).foreignScript()).isTrue();
            assertThat(chinese.classify(HAN).foreignScript()).isFalse();
        }
        assertThatThrownBy(() -> SentimentAnalyzer.builder()
                        .store(ModelStore.builder().classLoader(ClassLoader.getPlatformClassLoader()).build()).build())
                .isInstanceOf(GlossaException.class).hasMessageContaining("glossa-model-sentiment-en");
    }

    @Test
    void pair_isOneHandle() {
        SentimentAnalyzer routed = open(both);
        assertThat(routed.model().name()).isEqualTo("sentiment-en");
        assertThat(routed.labels()).containsExactly("negative", "positive");
        SentimentAnalyzer shorter = routed.with(TextOptions.builder().maxLength(4).build());
        List<Sentiment> cut = shorter.classify(List.of(HAPPY, HAN));
        assertThat(cut).allSatisfy(sentiment -> assertThat(sentiment.classification().usage().tokens()).isEqualTo(4));
        assertThat(routed.classify(List.of())).isEmpty();
        routed.close();
        routed.close();
        for (String text : List.of(HAPPY, HAN)) {
            assertThatThrownBy(() -> routed.classify(text)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> shorter.classify(text)).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> routed.classifyAsync(HAN).join()).isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void failure_namesTheFirstBadText() {
        try (SentimentAnalyzer routed = open(both)) {
            assertThatThrownBy(() -> routed.classify(List.of(HAPPY, HAN, HAN + "\uD800", HAPPY, "x\uD800")))
                    .isInstanceOf(InvalidInputException.class).hasMessageStartingWith("texts[2]: ");
            assertThatThrownBy(() -> routed.classify(List.of(HAPPY, "x\uD800", HAN + "\uD800")))
                    .isInstanceOf(InvalidInputException.class).hasMessageStartingWith("texts[1]: ");
            assertThatThrownBy(() -> routed.classify((String) null)).isInstanceOf(NullPointerException.class).hasMessage("text");
        }
    }

    @Test
    void script_isThatOfTheCleanedText() {
        String markup = "<div class=\"review-text-content\"><span>" + HAN + "</span></div>";
        try (SentimentAnalyzer plain = open(both);
                SentimentAnalyzer cleaned = SentimentAnalyzer.builder().store(both).cleaner(TextCleaner.web()).build()) {
            assertThat(cleaned.classify(markup).score()).isCloseTo(plain.classify(HAN).score(), within(1e-5f));
            assertThat(cleaned.classify(markup).score()).isNotEqualTo(plain.classify(markup).score());
        }
    }

    @Test
    void foreignScript_isLoggedOnceWithoutTheText() {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try (SentimentAnalyzer english = open(englishOnly)) {
            english.classify(List.of(HAPPY, HAN, HAN, KANA));
            english.with(TextOptions.defaults()).classify(HAN);
        } finally {
            System.setErr(before);
        }
        assertThat(log.toString(StandardCharsets.UTF_8)).containsOnlyOnce("another script").contains("sentiment-en", "[en]", "Hani")
                .doesNotContain(HAN);
    }
}
