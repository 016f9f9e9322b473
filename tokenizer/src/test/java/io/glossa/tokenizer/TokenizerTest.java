package io.glossa.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TokenizerTest {
    private static final String LONE = "ab\uD83Dcd";

    @ParameterizedTest
    @EnumSource(Fixture.class)
    void offsets_giveTheWordsOfTheText(Fixture fixture) {
        String text = "two dogs run \uD83D\uDE00 in the park";
        try (Tokenizer tokenizer = fixture.load()) {
            Encoding encoding = tokenizer.encode(text);
            StringBuilder covered = new StringBuilder();
            int end = 0;
            for (int i = 0; i < encoding.length(); i++) {
                int from = Math.max(encoding.starts()[i], end);
                if (encoding.sequenceIds()[i] == 0 && from < encoding.ends()[i]) {
                    covered.append(text, from, encoding.ends()[i]);
                    end = encoding.ends()[i];
                    assertThat(Character.isLowSurrogate(text.charAt(encoding.starts()[i]))).isFalse();
                }
            }
            assertThat(covered.toString().replace(" ", "")).isEqualTo(text.replace(" ", ""));
        }
    }

    @ParameterizedTest
    @EnumSource(Fixture.class)
    void text_withLoneSurrogate(Fixture fixture) {
        try (Tokenizer tokenizer = fixture.load()) {
            assertThatThrownBy(() -> tokenizer.encode(LONE)).isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("index 2");
            assertThatThrownBy(() -> tokenizer.encode("a", LONE, EncodingOptions.defaults()))
                    .isInstanceOf(InvalidInputException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Fixture.class)
    void text_empty(Fixture fixture) {
        try (Tokenizer tokenizer = fixture.load()) {
            Encoding encoding = tokenizer.encode("");
            assertThat(encoding.length()).isEqualTo(tokenizer.specialTokenCount(false)).isEqualTo(2);
            assertThat(encoding.textTokens()).isZero();
            assertThat(tokenizer.encode("", "", EncodingOptions.defaults()).length())
                    .isEqualTo(tokenizer.specialTokenCount(true));
            assertThat(tokenizer.decode(new int[0], false)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Fixture.class)
    void manyThreads_shareOne(Fixture fixture) throws Exception {
        List<String> texts = List.of("two dogs", "The sun \u4F60\u597D.", "a man, a plan", "\u00C4rger e\u0301", "x".repeat(500));
        ExecutorService pool = Executors.newFixedThreadPool(32);
        try (Tokenizer tokenizer = fixture.load()) {
            List<Encoding> expected = texts.stream().map(tokenizer::encode).toList();
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                int shift = i;
                tasks.add(() -> {
                    for (int n = 0; n < 200; n++) {
                        int index = (n + shift) % texts.size();
                        if (!tokenizer.encode(texts.get(index)).equals(expected.get(index))) {
                            return false;
                        }
                    }
                    return true;
                });
            }
            for (Future<Boolean> result : pool.invokeAll(tasks)) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource(Fixture.class)
    void close_underLoad(Fixture fixture) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            Tokenizer tokenizer = fixture.load();
            CountDownLatch running = new CountDownLatch(8);
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                results.add(pool.submit(() -> {
                    for (int n = 0; ; n++) {
                        try {
                            tokenizer.encode("some words to cut while somebody closes the door");
                            tokenizer.decode(new int[] {5, 6, 7}, false);
                        } catch (IllegalStateException e) {
                            return true;
                        }
                        if (n == 3) {
                            running.countDown();
                        }
                    }
                }));
            }
            running.await();
            tokenizer.close();
            tokenizer.close();
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
            assertThatThrownBy(() -> tokenizer.encode("a")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> tokenizer.windows("a", null, EncodingOptions.defaults()))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> tokenizer.decode(new int[] {1}, true)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> tokenizer.pad(List.of(), PaddingOptions.longest()))
                    .isInstanceOf(IllegalStateException.class);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void vocabularyText_isEnoughForBertLikeClasses(@TempDir Path folder) throws IOException {
        for (Fixture fixture : new Fixture[] {Fixture.BERT, Fixture.MPNET}) {
            try (Tokenizer whole = fixture.load()) {
                StringBuilder vocab = new StringBuilder();
                for (int id = 0; whole.tokenOf(id).isPresent(); id++) {
                    vocab.append(whole.tokenOf(id).orElseThrow()).append('\n');
                }
                Path directory = Files.createDirectory(folder.resolve(fixture.name()));
                Files.writeString(directory.resolve("vocab.txt"), vocab);
                for (String name : new String[] {"tokenizer_config.json", "special_tokens_map.json"}) {
                    Files.copy(fixture.path().resolve(name), directory.resolve(name));
                }
                try (Tokenizer text = Tokenizer.load(directory)) {
                    for (String line : List.of("A man, a \u4F60 plan.", "[MASK] <mask> </s> [SEP] x", "\u00C4rger")) {
                        assertThat(text.encode(line, line, EncodingOptions.defaults()))
                                .isEqualTo(whole.encode(line, line, EncodingOptions.defaults()));
                    }
                    assertThat(text.vocabularySize()).isEqualTo(whole.vocabularySize());
                }
            }
        }
    }

    @Test
    void directory_withoutTokenizer(@TempDir Path folder) {
        assertThatThrownBy(() -> Tokenizer.load(folder)).isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("tokenizer.json").hasMessageContaining(folder.toString());
        assertThatThrownBy(() -> Tokenizer.load(folder.resolve("none"))).isInstanceOf(ModelNotFoundException.class);
    }

    @Test
    void implementation_javaForAnotherModel() {
        assertThatThrownBy(() -> Shared.builder(Fixture.ROBERTA.path()).implementation(Tokenizer.Implementation.JAVA).build())
                .isInstanceOf(ModelFormatException.class).hasMessageContaining("roberta-sentiment");
    }

    @Test
    void configuration_overridesTheFile() {
        String config = "{\"tokenizer_class\":\"BertTokenizer\",\"do_lower_case\":true}";
        try (Tokenizer cased = Fixture.BERT.load();
                Tokenizer lower = Shared.builder(Fixture.BERT.path())
                        .tokenizerConfig(config.getBytes(StandardCharsets.UTF_8)).build()) {
            assertThat(lower.encode("THE Man").ids()).isEqualTo(cased.encode("the man").ids());
            assertThat(lower.encode("THE Man").ids()).isNotEqualTo(cased.encode("THE Man").ids());
        }
    }

    @Test
    void configuration_addsPrefixSpaceToByteLevel() {
        String config = "{\"tokenizer_class\":\"RobertaTokenizer\",\"add_prefix_space\":true}";
        try (Tokenizer plain = Fixture.ROBERTA.load();
                Tokenizer spaced = Shared.builder(Fixture.ROBERTA.path())
                        .tokenizerConfig(config.getBytes(StandardCharsets.UTF_8)).build()) {
            Encoding encoding = spaced.encode("man");
            assertThat(encoding.ids()).isEqualTo(plain.encode(" man").ids());
            assertThat(encoding.starts()[1]).isZero();
        }
    }

    @Test
    void configuration_addsTokensThatTheFileLacks() {
        String config = "{\"tokenizer_class\":\"BertTokenizer\",\"do_lower_case\":false,\"added_tokens_decoder\":"
                + "{\"980\":{\"content\":\"<new>\",\"special\":true,\"normalized\":false}}}";
        for (Tokenizer.Implementation implementation : Tokenizer.Implementation.values()) {
            try (Tokenizer tokenizer = Shared.builder(Fixture.BERT.path()).implementation(implementation)
                    .tokenizerConfig(config.getBytes(StandardCharsets.UTF_8)).build()) {
                assertThat(tokenizer.encode("a<new>b").tokens()).containsExactly("[CLS]", "a", "<new>", "b", "[SEP]");
                assertThat(tokenizer.idOf("<new>")).hasValue(980);
                assertThat(tokenizer.vocabularySize()).isEqualTo(981);
                assertThat(tokenizer.decode(new int[] {980}, true)).isEmpty();
            }
        }
    }

    @Test
    void lookups_agreeWithEncodings() {
        try (Tokenizer tokenizer = Fixture.BERT.load()) {
            assertThat(tokenizer.idOf("[SEP]")).hasValue(3);
            assertThat(tokenizer.tokenOf(3)).hasValue("[SEP]");
            assertThat(tokenizer.tokenOf(-1)).isEmpty();
            assertThat(tokenizer.tokenOf(1_000_000)).isEmpty();
            assertThat(tokenizer.idOf("no such token")).isEmpty();
            assertThat(tokenizer.padTokenId()).hasValue(0);
            assertThat(tokenizer.unknownTokenId()).hasValue(1);
            assertThat(tokenizer.continuingSubwordPrefix()).hasValue("##");
            assertThat(tokenizer.returnsTokenTypeIds()).isTrue();
            assertThat(tokenizer.vocabularySize()).isEqualTo(980);
            Encoding encoding = tokenizer.encode("\u2080\u2081 man");
            assertThat(encoding.unknownTokens()).isEqualTo(1);
        }
    }

    @Test
    void values_doNotShowTexts() {
        try (Tokenizer tokenizer = Fixture.BERT.load()) {
            assertThat(tokenizer.encode("hush").toString()).doesNotContain("hush");
            assertThat(TextPair.of("hush", "secret").toString()).doesNotContain("hush").doesNotContain("secret");
            assertThat(tokenizer.toString()).contains("bert-cased-stars");
        }
    }

    @Test
    void arrays_areCopies() {
        try (Tokenizer tokenizer = Fixture.BERT.load()) {
            Encoding encoding = tokenizer.encode("a man");
            encoding.ids()[0] = 77;
            encoding.starts()[1] = 77;
            assertThat(encoding).isEqualTo(tokenizer.encode("a man"));
        }
    }

    @Test
    void pad_withoutPaddingToken() throws IOException {
        byte[] json = Files.readAllBytes(Fixture.ROBERTA.path().resolve("tokenizer.json"));
        try (Tokenizer tokenizer = Tokenizer.builder().tokenizerJson(json).build()) {
            List<Encoding> one = List.of(tokenizer.encode("a"));
            assertThat(tokenizer.pad(one, PaddingOptions.longest())).isEqualTo(one);
            assertThatThrownBy(() -> tokenizer.pad(one, PaddingOptions.toLength(9))).isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("pad_token");
        }
    }

    @Test
    void nulls_areNamed() {
        assertThatThrownBy(() -> Tokenizer.load(null)).isInstanceOf(NullPointerException.class).hasMessage("directory");
        try (Tokenizer tokenizer = Fixture.BERT.load()) {
            assertThatThrownBy(() -> tokenizer.encode(null)).isInstanceOf(NullPointerException.class).hasMessage("text");
            assertThatThrownBy(() -> tokenizer.encode("a", (EncodingOptions) null)).hasMessage("options");
            assertThatThrownBy(() -> tokenizer.decode(null, true)).hasMessage("ids");
        }
    }

    @Test
    void options_outsideTheirRange() {
        assertThatThrownBy(() -> EncodingOptions.builder().maxLength(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EncodingOptions.builder().stride(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PaddingOptions.toLength(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PaddingOptions.longest().withMultipleOf(0)).isInstanceOf(IllegalArgumentException.class);
        EncodingOptions options = EncodingOptions.builder().maxLength(9).stride(2).truncationSide(Side.LEFT).build();
        assertThat(options.toBuilder().build()).isEqualTo(options).hasSameHashCodeAs(options);
        assertThatCode(() -> EncodingOptions.builder().truncationSide(null)).doesNotThrowAnyException();
    }
}
