package io.glossa.tokenizer.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.ModelNotFoundException;
import io.glossa.text.Word;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.apache.lucene.store.AlreadyClosedException;
import org.junit.jupiter.api.Test;

/** Lucene's analyzers by name. */
class AnalyzedWordsTest {
    private static List<String> words(AnalyzedWords.Kind kind, String text) {
        try (AnalyzedWords words = AnalyzedWords.open(kind)) {
            return words.split(text).stream().map(Word::text).toList();
        }
    }

    @Test
    void split_cutsAsEachAnalyzerDoes() {
        assertThat(words(AnalyzedWords.Kind.STANDARD, "Die Größe: 我喜欢")).containsExactly("die", "größe", "我", "喜", "欢");
        assertThat(words(AnalyzedWords.Kind.ICU, "Die Größe: 我喜欢")).containsExactly("die", "grosse", "我", "喜欢");
        assertThat(words(AnalyzedWords.Kind.SMARTCN, "我喜欢北京。")).containsExactly("我", "喜欢", "北京", ",");
    }

    @Test
    void isPresent_ofEachAnalyzer() {
        for (AnalyzedWords.Kind kind : AnalyzedWords.Kind.values()) {
            assertThat(AnalyzedWords.isPresent(kind)).isTrue();
        }
    }

    @Test
    void split_afterClose_isRefused() {
        AnalyzedWords words = AnalyzedWords.open(AnalyzedWords.Kind.STANDARD);
        words.close();
        assertThatThrownBy(() -> words.split("a")).isInstanceOf(AlreadyClosedException.class);
    }

    /** The same classes with no jar of Lucene in reach. */
    @Test
    void open_withoutLucene_namesTheArtifact() throws Exception {
        URL[] own = {AnalyzedWords.class.getProtectionDomain().getCodeSource().getLocation(),
            ModelNotFoundException.class.getProtectionDomain().getCodeSource().getLocation()};
        try (URLClassLoader bare = new URLClassLoader(own, ClassLoader.getPlatformClassLoader())) {
            Class<?> kinds = bare.loadClass(AnalyzedWords.Kind.class.getName());
            for (Object kind : kinds.getEnumConstants()) {
                String name = kind.toString();
                assertThatThrownBy(() -> bare.loadClass(AnalyzedWords.class.getName()).getMethod("open", kinds).invoke(null, kind))
                        .isInstanceOf(InvocationTargetException.class).cause()
                        .matches(error -> error.getClass().getSimpleName().equals("ModelNotFoundException"))
                        .hasMessageContaining(AnalyzedWords.Kind.valueOf(name).artifact())
                        .hasMessageContaining("add it as a dependency");
                assertThat(bare.loadClass(AnalyzedWords.class.getName()).getMethod("isPresent", kinds).invoke(null, kind)).isEqualTo(false);
            }
        }
    }
}
