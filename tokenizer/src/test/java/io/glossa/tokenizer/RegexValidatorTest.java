package io.glossa.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.ModelFormatException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexValidatorTest {
    private final JsonCheck check = new JsonCheck("model");

    /** What the tokenizers of well-known models split with. */
    @ParameterizedTest
    @ValueSource(strings = {" {2,}", "\\s+", "\\d", "\\p{N}{1,3}", "[0-9][0-9][0-9]", "\\s?\\p{L}+",
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
            "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
            "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}++|\\p{N}{1,3}+| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*+|\\s++$|\\s*[\\r\\n]|\\s+(?!\\S)|\\s",
            "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*"})
    void pattern_ofKnownModel(String regex) {
        assertThatCode(() -> RegexValidator.validate(regex, false, check, "here")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "(a+)+", "(a*)*b", "(a|a)*", "(a+){5}", "a**", "a{2}{3}", "(?<=a)b", "(?<!a)b", "(a)\\1", "\\k<n>",
            "(?<n>a)", "(?>a)", "(a", "a)", "[a", "a\\", "a{99999}", "*a", "\\g<0>", "a*a*a*a*b", "(?#x)", "\\p{L", "(?R)",
            "a*a*a*b", "(?:a{0,20}){0,20}[^a]", "a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?[^a]", "(?:a|a|a){30}b",
            "a{3,2}", ".a{0,9}+b", "a*?+", "a{2}?+", "a??{2}"})
    void pattern_thatMayRunAway(String regex) {
        assertThatThrownBy(() -> RegexValidator.validate(regex, false, check, "here"))
                .isInstanceOf(ModelFormatException.class).hasMessageContaining("here");
    }

    /** A text of blanks ended the process: each of them is a place where the first part may end and the second fail. */
    @ParameterizedTest
    @CsvSource({"'\\s*[\\r\\n]+', 3999999", "'\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+', 1999998", "a*b*c, 1999", "' {2,}', 2147483647",
            "'[^\\r\\n]?\\p{L}+', 2147483647", "a*(?:b|c), 1999999", "a*(?:b|c)?, 2147483647", "'x?a*b', 1999999"})
    void text_isAsLongAsThePatternAllows(String regex, int longest) {
        assertThat(RegexValidator.validate(regex, false, check, "here")).isEqualTo(longest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a*", "a?", "a|", "(?=a)", "$", "\\b", "(?:a|b?)", "a{0,2}", "(a)?", "x|^", "a{,3}"})
    void replacement_ofNothing(String regex) {
        assertThatThrownBy(() -> RegexValidator.validate(regex, true, check, "here"))
                .isInstanceOf(ModelFormatException.class).hasMessageContaining("empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a+", " {2,}", "(?:a|bb?)", "\\s+|b", "(?=a)a", "[ab]c*"})
    void replacement_ofSomething(String regex) {
        assertThatCode(() -> RegexValidator.validate(regex, true, check, "here")).doesNotThrowAnyException();
    }
}
