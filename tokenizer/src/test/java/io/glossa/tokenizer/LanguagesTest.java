package io.glossa.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes of languages in all their spellings, and tokenizers that lack what a language needs. */
class LanguagesTest {
    private static final List<String> NLLB = List.of("eng_Latn", "deu_Latn", "zho_Hans", "zho_Hant", "arb_Arab", "lvs_Latn", "srp_Cyrl");

    @ParameterizedTest
    @CsvSource({"de, deu_Latn", "deu_Latn, deu_Latn", "ar, arb_Arab", "lv, lvs_Latn", "sr, srp_Cyrl", "en, eng_Latn"})
    void code_namesOneLanguageOfNllb(String asked, String code) {
        assertThat(LanguageCodes.resolve(asked, NLLB, "m")).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"__de__, de", "de, de", "zh, zh"})
    void code_namesOneLanguageOfM2m100(String asked, String code) {
        assertThat(LanguageCodes.resolve(asked, List.of("de", "en", "zh"), "m")).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({">>deu<<, deu", "de, deu", "fra, fra", "fr, fra"})
    void code_namesOneTargetOfMarian(String asked, String code) {
        assertThat(LanguageCodes.resolve(asked, List.of("deu", "fra"), "m")).isEqualTo(code);
    }

    @Test
    void code_thatCouldBeTwo_isRefused() {
        assertThatThrownBy(() -> LanguageCodes.resolve("zh", NLLB, "m")).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("zho_Hans or zho_Hant");
    }

    @Test
    void code_thatIsNone_isRefusedWithThoseThatAre() {
        assertThatThrownBy(() -> LanguageCodes.resolve("tlh", NLLB, "m")).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'tlh'").hasMessageContaining("arb_Arab, deu_Latn");
        assertThatThrownBy(() -> LanguageCodes.resolve("a whole sentence of the user", NLLB, "m"))
                .isInstanceOf(InvalidInputException.class).hasMessageNotContaining("sentence");
    }

    @Test
    void tokenizer_knowsItsLanguages() {
        try (Tokenizer tokenizer = Tokenizer.load(Path.of("src/test/resources/translation/m2m100"))) {
            assertThat(tokenizer.languages()).contains("de", "en", "zu").hasSize(100);
            assertThat(tokenizer.tokenOf(tokenizer.languageId("de"))).hasValue("__de__");
            assertThat(tokenizer.source("fr", null).encode("x").tokens()).startsWith("__fr__");
            assertThat(tokenizer.target("fr").encode("x").tokens()).startsWith("__fr__");
        }
        try (Tokenizer tokenizer = Tokenizer.load(Path.of("src/test/resources/translation/marian-en-mul"))) {
            assertThat(tokenizer.source(null, "de").encode("A dog.").ids()).isEqualTo(tokenizer.encode(">>deu<< A dog.").ids());
            assertThatThrownBy(() -> tokenizer.source(null, "ja")).isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void tokenizerWithoutLanguages_saysSo() {
        try (Tokenizer tokenizer = Tokenizer.load(Path.of("src/test/resources/fixtures/albert-sst2"))) {
            assertThat(tokenizer.languages()).isEmpty();
            assertThat(tokenizer.source("de", "en")).isSameAs(tokenizer);
            assertThat(tokenizer.target("en")).isSameAs(tokenizer);
            assertThatThrownBy(() -> tokenizer.languageId("de")).isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void filesThatBelongTogether_areAskedFor() {
        assertThatThrownBy(() -> Tokenizer.builder().sentencePieceFile("source.spm", new byte[] {1}).build())
                .isInstanceOf(ModelFormatException.class).hasMessageContaining("vocab.json");
        assertThatThrownBy(() -> Tokenizer.builder().modelType("marian").sentencePieceFile("source.spm", new byte[] {1})
                .sentencePieceFile("vocab.json", "{}".getBytes(StandardCharsets.UTF_8)).build())
                .isInstanceOf(ModelFormatException.class).hasMessageContaining("source.spm");
    }
}
