package io.glossa.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.ModelNotFoundException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hints for sentences of our own in many languages, and what holds for every text. */
class LanguageDetectorTest {
    private static final String NAME = "io.glossa.text.LanguageDetector";

    @Provide
    Arbitrary<String> texts() {
        return Texts.any();
    }

    @ParameterizedTest
    @CsvSource({
        "zh, Hani, 这家餐厅的服务很好，下次还会再来。",
        "zh, Hani, 這家餐廳的服務很好。",
        "zh, Hani, 我的iPhone很好用",
        "ja, Jpan, この店の料理はとても美味しかったです。",
        "ja, Jpan, 東京大学は1877年に設立された。",
        "ko, Hang, 이 식당의 음식은 정말 맛있었어요.",
        "el, Grek, Το φαγητό ήταν υπέροχο και φτηνό.",
        "he, Hebr, האוכל היה טעים מאוד.",
        "th, Thai, อาหารอร่อยมาก",
        "hi, Deva, खाना बहुत अच्छा था और सेवा भी।",
        "ru, Cyrl, Еда была очень вкусной и мы ещё вернёмся сюда.",
        "uk, Cyrl, Їжа була дуже смачною і ми ще повернемося.",
        "ar, Arab, كان الطعام لذيذا وسنعود إلى هنا مرة أخرى.",
        "fa, Arab, غذا خیلی خوشمزه بود و ما دوباره می‌آییم.",
        "ur, Arab, کھانا بہت اچھا تھا اور ہم پھر آئیں گے۔",
        "ka, Geor, საჭმელი ძალიან გემრიელი იყო.",
        "hy, Armn, Ուտելիքը շատ համեղ էր։",
        "ta, Taml, உணவு மிகவும் சுவையாக இருந்தது."})
    void scripts_tellTheirLanguages(String language, String script, String text) {
        LanguageHint hint = LanguageDetector.scripts().detect(text);
        assertThat(hint.language()).isEqualTo(language);
        assertThat(hint.script()).isEqualTo(script);
        assertThat(hint.confidence()).isPositive();
        assertThat(LanguageDetector.full().detect(text).language()).isEqualTo(language);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "en | The food was cold but the people who work here were lovely.",
        "de | Das Essen war kalt, aber die Leute, die hier arbeiten, waren sehr nett.",
        "fr | La nourriture était froide, mais les gens qui travaillent ici étaient charmants.",
        "es | La comida estaba fría, pero la gente que trabaja aquí era muy amable.",
        "it | Il cibo era freddo, ma le persone che lavorano qui erano molto gentili.",
        "nl | Het eten was koud, maar de vriendelijke mensen achter de bar hebben ons uitstekend geholpen.",
        "pl | Jedzenie było zimne, ale ludzie, którzy tu pracują, byli bardzo mili.",
        "tr | Yemek soğuktu ama burada çalışan insanlar çok iyiydi.",
        "vi | Đồ ăn thì nguội nhưng những người làm việc ở đây rất dễ thương.",
        "fi | Ruoka oli kylmää, mutta täällä työskentelevät ihmiset olivat ihania.",
        "bg | Храната беше студена, но хората, които работят тук, бяха много мили.",
        "sr | Храна је била хладна, али људи који овде раде били су веома љубазни."})
    void full_tellsLanguagesOfOneScript(String language, String text) {
        assertThat(LanguageDetector.full().detect(text).language()).isEqualTo(language);
        LanguageHint byLetters = LanguageDetector.scripts().detect(text);
        if (byLetters.script().equals("Latn")) {
            assertThat(byLetters).isEqualTo(new LanguageHint("und", 0, "Latn"));
        }
    }

    @Test
    void withoutLetters_undetermined() {
        for (String text : List.of("", " ", "12:30", "!?", "\uD83D\uDE02", "\uD800")) {
            assertThat(LanguageDetector.scripts().detect(text)).isEqualTo(new LanguageHint("und", 0, "Zyyy"));
            assertThat(LanguageDetector.full().detect(text)).isEqualTo(new LanguageHint("und", 0, "Zyyy"));
        }
    }

    @Test
    void confidence_dropsWithWhatIsLeftOpen() {
        LanguageDetector scripts = LanguageDetector.scripts();
        assertThat(scripts.detect("好").confidence()).isEqualTo(1);
        assertThat(scripts.detect("Привет").confidence()).as("all letters are Bulgarian too").isLessThan(0.5);
        assertThat(scripts.detect("Привет, ещё").confidence()).isGreaterThan(scripts.detect("Привет").confidence());
        LanguageDetector full = LanguageDetector.full();
        assertThat(full.detect("ok").confidence()).isLessThan(0.5);
        assertThat(full.detect("Everyone who was there is of the opinion that we should have stayed at home.").confidence())
                .isGreaterThan(0.9);
    }

    @Test
    void couldBe_isAboutScripts() {
        LanguageHint latin = LanguageDetector.scripts().detect("hello");
        assertThat(latin.couldBe("en")).isTrue();
        assertThat(latin.couldBe("de-AT")).isTrue();
        assertThat(latin.couldBe("sr")).isTrue();
        assertThat(latin.couldBe("zh")).isFalse();
        assertThat(latin.couldBe("ru")).isFalse();
        assertThat(latin.couldBe("multilingual")).as("nothing known").isTrue();
        LanguageHint han = LanguageDetector.scripts().detect("你好");
        assertThat(han.couldBe("zh")).isTrue();
        assertThat(han.couldBe("zh-Hant")).isTrue();
        assertThat(han.couldBe("ja")).isTrue();
        assertThat(han.couldBe("en")).isFalse();
        assertThat(LanguageDetector.scripts().detect("こんにちは").couldBe("zh")).isFalse();
        assertThat(LanguageDetector.scripts().detect("123").couldBe("zh")).isTrue();
    }

    @Property(tries = 500)
    void anyText_givesAHint(@ForAll("texts") String text) {
        for (LanguageDetector detector : List.of(LanguageDetector.scripts(), LanguageDetector.full())) {
            LanguageHint hint = detector.detect(text);
            assertThat(hint.confidence()).isBetween(0.0, 1.0);
            assertThat(hint.confidence() > 0).isEqualTo(hint.isKnown());
            assertThat(detector.detect(text)).isEqualTo(hint);
            assertThat(hint.isKnown() ? hint.couldBe(hint.language()) : !hint.isKnown()).isTrue();
        }
    }

    @Test
    void hostileTexts_areRead() {
        for (String piece : List.of("a", "я", "@", "a@", "http://", "\u0301", "好", " ", "a ", "\uD800")) {
            String text = piece.repeat((1 << 19) / piece.length());
            assertThat(LanguageDetector.full().detect(text).script()).isEqualTo(LanguageDetector.scripts().detect(text).script());
        }
    }

    @Test
    void missingArtifacts_areNamed() throws Exception {
        assertThat(failure("opennlp-tools")).isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("org.apache.opennlp:opennlp-tools").hasMessageContaining("scripts()");
        assertThat(failure("opennlp-models")).isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("org.apache.opennlp:opennlp-models-langdetect");
        assertThat(failure("no such jar")).isNull();
    }

    /** What {@code full()} throws on a class path without some jars; null if nothing. Letters alone work without them. */
    private static Throwable failure(String without) throws IOException, ReflectiveOperationException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            if (!entry.contains(without)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        ClassLoader parent = new ClassLoader(ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                if (name.startsWith("io.glossa.error.")) {
                    return LanguageDetectorTest.class.getClassLoader().loadClass(name);
                }
                throw new ClassNotFoundException(name);
            }
        };
        try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), parent)) {
            Class<?> detector = loader.loadClass(NAME);
            Object scripts = detector.getMethod("scripts").invoke(null);
            assertThat(detector.getMethod("detect", String.class).invoke(scripts, "好").toString()).contains("zh");
            detector.getMethod("full").invoke(null);
            return null;
        } catch (java.lang.reflect.InvocationTargetException e) {
            return e.getCause();
        }
    }

    @Test
    void hint_checksItsParts() {
        assertThatThrownBy(() -> new LanguageHint("en", Double.NaN, "Latn")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LanguageHint("en", 1.1, "Latn")).isInstanceOf(IllegalArgumentException.class);
    }
}
