package io.glossa.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The suites in the repository. */
class BehaviourFilesTest {
    private static final int LEAST = 240;
    private static final int LEAST_OF_A_CAPABILITY = 25;

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void file_bytes(String language) throws IOException {
        byte[] bytes;
        try (InputStream in = Objects.requireNonNull(BehaviourSuite.class.getResourceAsStream("behaviour-" + language + ".tsv"))) {
            bytes = in.readAllBytes();
        }
        String content = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        assertThat(content).startsWith("capability\ttype\texpected\ttext\tperturbed\n").endsWith("\n").doesNotContain("\r", "\n\n");
    }

    @ParameterizedTest
    @CsvSource({
        "en, vocabulary negation intensity emoji capitals typos names contrast additions time",
        "zh, vocabulary negation intensity emoji punctuation typos names contrast additions time"})
    void cases_enoughOfEach(String language, String capabilities) {
        List<BehaviourCase> cases = BehaviourSuite.of(language).cases();
        assertThat(cases).hasSizeGreaterThanOrEqualTo(LEAST);
        Map<String, Long> counts = cases.stream()
                .collect(Collectors.groupingBy(BehaviourCase::capability, LinkedHashMap::new, Collectors.counting()));
        assertThat(counts.keySet()).containsExactlyElementsOf(Arrays.asList(capabilities.split(" ")));
        assertThat(counts).allSatisfy((capability, count) -> assertThat(count).as(capability)
                .isGreaterThanOrEqualTo(LEAST_OF_A_CAPABILITY));
        assertThat(cases.stream().map(some -> some.expected().type())).contains(BehaviourType.values());
        long positive = cases.stream().filter(some -> some.expected() == Expectation.POSITIVE).count();
        long negative = cases.stream().filter(some -> some.expected() == Expectation.NEGATIVE).count();
        assertThat(Math.abs(positive - negative)).isLessThanOrEqualTo((positive + negative) / 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void texts_eachOnceAndInItsLanguage(String language) {
        List<BehaviourCase> cases = BehaviourSuite.of(language).cases();
        assertThat(cases).allSatisfy(some -> assertThat(some.perturbed()).isNotEqualTo(some.text()));
        List<String> texts = cases.stream().flatMap(some -> Stream.of(some.text(), some.perturbed()))
                .filter(text -> !text.isEmpty()).toList();
        assertThat(texts).doesNotHaveDuplicates().allSatisfy(text -> {
            assertThat(text).isEqualTo(text.strip());
            assertThat(text.codePoints().anyMatch(Character::isIdeographic)).as(text).isEqualTo(language.equals("zh"));
        });
        // But for case, spaces, punctuation and emoji.
        assertThat(cases.stream().map(some -> LabelledText.letters(some.text())).toList()).doesNotHaveDuplicates();
    }
}
