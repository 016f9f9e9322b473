package io.glossa.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.EngineException;
import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Damaged files end in {@link ModelFormatException} and never in the end of the process. {@code main} runs a longer
 * campaign: first seed and number of files as arguments.
 */
class HostileFilesTest {
    private static final List<String> TEXTS = List.of("", " ", "a", "The quick brown fox, isn't it?  \u2581x", "\u4F60\u597D \u00C4rger e\u0301\u0323",
            "\uD83D\uDE00\uD83D\uDE00 \u0000\uFFFD\n\t x", "[MASK] <mask> <s>[UNK]", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "\uFB01\u2460\u3314\u00BD \u200B\u00AD");

    @Test
    void damagedFile_isRefusedOrHarmless() throws IOException {
        int[] loaded = campaign(0, 1200, false);
        System.out.println("damaged files: 1200, of them " + loaded[0] + " loaded");
        assertThat(loaded[0]).isBetween(1, 1199);
    }

    @Test
    void damagedConfiguration_isRefusedOrHarmless() throws IOException {
        Path fixture = Shared.resources().resolve("mpnet-topics");
        byte[] json = Files.readAllBytes(fixture.resolve("tokenizer.json"));
        JsonNode config = SafeJson.mapper().readTree(Files.readAllBytes(fixture.resolve("tokenizer_config.json")));
        for (int seed = 0; seed < 300; seed++) {
            byte[] damaged = new JsonMutator(seed).mutate(config);
            check(Tokenizer.builder().tokenizerJson(json).tokenizerConfig(damaged), seed);
        }
    }

    /** Twelve million blanks ended the process: the engine of the library gives up after ten million steps. */
    @Test
    void blanksByTheMillion_areRefusedBeforeTheyEndTheProcess() {
        String pattern = "\\\\s*[\\\\r\\\\n]+|\\\\s+(?!\\\\S)|\\\\s+";
        byte[] json = ("{\"pre_tokenizer\":{\"type\":\"Split\",\"pattern\":{\"Regex\":\"" + pattern + "\"},\"behavior\":\"Isolated\","
                + "\"invert\":false},\"model\":{\"type\":\"WordLevel\",\"vocab\":{\"x\":0},\"unk_token\":\"x\"}}")
                .getBytes(StandardCharsets.UTF_8);
        try (Tokenizer tokenizer = Tokenizer.builder().tokenizerJson(json).build()) {
            assertThat(tokenizer.encode(" ".repeat(1_999_000) + "a").length()).isEqualTo(3);
            assertThatThrownBy(() -> tokenizer.encode(" ".repeat(2_000_000) + "a")).isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("1999998").hasMessageContaining("2000001");
        }
    }

    public static void main(String[] arguments) throws IOException {
        int[] loaded = campaign(Long.parseLong(arguments[0]), Integer.parseInt(arguments[1]), true);
        System.out.println("loaded " + loaded[0]);
    }

    private static int[] campaign(long firstSeed, int count, boolean wide) throws IOException {
        List<JsonNode> seeds = new ArrayList<>();
        List<Path> fixtures = new ArrayList<>(Shared.fixtures());
        Path shared = Shared.folder();
        if (wide && shared != null) {
            for (String name : new String[] {"t5-translate", "nllb", "mbart50", "marian-en-de"}) {
                fixtures.add(shared.resolve("parity").resolve(name));
            }
        }
        for (Path fixture : fixtures) {
            seeds.add(SafeJson.mapper().readTree(Files.readAllBytes(fixture.resolve("tokenizer.json"))));
        }
        int loaded = 0;
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            if (wide) {
                System.err.println("seed " + seed);
            }
            byte[] damaged = new JsonMutator(seed).mutate(seeds.get((int) (seed % seeds.size())));
            Tokenizer.Builder builder = Tokenizer.builder().tokenizerJson(damaged);
            if (seed % 3 != 0) {
                builder.implementation(Tokenizer.Implementation.NATIVE);
            }
            loaded += check(builder, seed) ? 1 : 0;
        }
        return new int[] {loaded};
    }

    private static boolean check(Tokenizer.Builder builder, long seed) {
        try (Tokenizer tokenizer = builder.build()) {
            Random random = new Random(seed);
            for (String text : TEXTS) {
                try {
                    int[] ids = tokenizer.encode(text, TEXTS.get(random.nextInt(TEXTS.size())), EncodingOptions.defaults()).ids();
                    tokenizer.decode(ids, true);
                } catch (EngineException e) {
                    // An unknown token that is not there, found out only with a text that needs it.
                }
            }
            tokenizer.decode(random.ints(50, -5, 1200).toArray(), false);
            return true;
        } catch (ModelFormatException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed, e);
        }
    }
}
