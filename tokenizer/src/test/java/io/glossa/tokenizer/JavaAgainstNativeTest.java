package io.glossa.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** The Java implementation gives what the library gives, on real texts, on every code point and on random Unicode. */
class JavaAgainstNativeTest {
    /** The same file with both engines. */
    private record Engines(String name, Tokenizer java, Tokenizer library) {
        static Engines of(String name, Tokenizer.Builder builder) {
            return new Engines(name, builder.implementation(Tokenizer.Implementation.JAVA).build(),
                    builder.implementation(Tokenizer.Implementation.NATIVE).build());
        }

        void compare(String text) {
            Encoding expected = library.encode(text);
            Encoding actual = java.encode(text);
            if (!actual.equals(expected)) {
                assertThat(describe(actual)).as(name + " on " + escape(text)).isEqualTo(describe(expected));
                throw new AssertionError(name + " differs on " + escape(text));
            }
        }
    }

    private static final List<Engines> ALL = engines();

    @AfterContainer
    static void close() {
        for (Engines engines : ALL) {
            engines.java.close();
            engines.library.close();
        }
    }

    @Example
    void texts_areCutAlike() {
        List<String> texts = Shared.texts();
        for (Engines engines : ALL) {
            texts.forEach(engines::compare);
        }
        System.out.println("java = native on " + texts.size() + " texts with " + ALL.size() + " tokenizers");
    }

    @Example
    void everyCodePoint_isCutAlike() {
        for (Engines engines : ALL.stream().filter(e -> !e.name.startsWith("rules") || e.name.equals("rules 1001")).toList()) {
            StringBuilder text = new StringBuilder();
            int inText = 0;
            for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
                if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                    continue;
                }
                text.append('a').appendCodePoint(point).append("b ");
                if (++inText == 500 || point == Character.MAX_CODE_POINT) {
                    engines.compare(text.toString());
                    text.setLength(0);
                    inText = 0;
                }
            }
        }
    }

    @Property(tries = 2000, seed = "20260101")
    void randomText_isCutAlike(@ForAll("texts") String text) {
        for (Engines engines : ALL) {
            engines.compare(text);
        }
    }

    @Property(tries = 300, seed = "20260101")
    void ids_areJoinedAlike(@ForAll("ids") int[] ids) {
        for (Engines engines : ALL) {
            for (boolean skip : new boolean[] {false, true}) {
                assertThat(engines.java.decode(ids, skip)).as(engines.name).isEqualTo(engines.library.decode(ids, skip));
            }
        }
    }

    @Provide
    Arbitrary<int[]> ids() {
        return Arbitraries.integers().between(-2, 1100).array(int[].class).ofMaxSize(30);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> any = Arbitraries.integers().between(0, Character.MAX_CODE_POINT)
                .filter(p -> p < Character.MIN_SURROGATE || p > Character.MAX_SURROGATE).map(Character::toString);
        Arbitrary<String> marks = points(0x300, 0x36F);
        Arbitrary<String> part = Arbitraries.oneOf(List.of(
                points('a', 'z'), points('A', 'Z'), points(' ', '/'), points(0, 0x20), points(0xA0, 0x24F), marks, marks,
                points(0x591, 0x5F4), points(0x600, 0x6FF), points(0x900, 0x97F), points(0xE00, 0xE7F),
                points(0x1100, 0x11FF), points(0xAC00, 0xAC40), points(0x3040, 0x30FF), points(0x4E00, 0x4E40),
                points(0xF900, 0xF940), points(0x1D15E, 0x1D1AD), points(0x11080, 0x110C8), points(0x1F600, 0x1F64F),
                points(0x1B00, 0x1BAD), points(0x0F70, 0x0F84), points(0x2000, 0x206F), any,
                Arbitraries.of("[MASK]", "[UNK]", "<mask>", "  ", "\u00A0", "##", "xY", "XY", "xy", " xy ", "\u00C4dd", "a\u0308DD",
                        "tok", "tokens", "\u0344", "\u1FF2", "\u0130", "\u03A3", "ing", "The", "\uFFFD", "\u200B", "\u0F73")));
        return part.list().ofMaxSize(25).map(parts -> String.join("", parts));
    }

    private static Arbitrary<String> points(int first, int last) {
        return Arbitraries.integers().between(first, last).map(Character::toString);
    }

    private static List<Engines> engines() {
        List<Engines> all = new ArrayList<>();
        for (Path fixture : Shared.fixtures()) {
            String name = fixture.getFileName().toString();
            boolean whole = Shared.folder() != null && fixture.startsWith(Shared.folder());
            if (!whole && (name.startsWith("bert") || name.startsWith("mpnet")) || name.equals("bert-zh-sentiment")
                    || name.equals("bert-uncased-sst2")) {
                all.add(Engines.of(name, Shared.builder(fixture)));
            }
        }
        for (int i = 0; i < 16; i += 3) {
            all.add(Engines.of("rules " + Integer.toBinaryString(i), variant(i)));
        }
        return all;
    }

    /** A cased vocabulary with other rules and added tokens of all kinds. */
    private static Tokenizer.Builder variant(int bits) {
        try {
            Path file = Shared.resources().resolve("bert-cased-stars/tokenizer.json");
            ObjectNode tree = SafeJson.object(Files.readAllBytes(file), "test");
            ObjectNode normalizer = (ObjectNode) tree.get("normalizer");
            normalizer.put("clean_text", (bits & 1) == 0).put("handle_chinese_chars", (bits & 2) == 0)
                    .put("lowercase", (bits & 4) == 0).put("strip_accents", (bits & 8) == 0);
            ArrayNode added = (ArrayNode) tree.get("added_tokens");
            int id = tree.get("model").get("vocab").size();
            for (String content : new String[] {"xy", "XY", " xy", "\u00C4dd", "tok", "token", "\u4E01\u4E02", "!?", "e\u0301"}) {
                boolean odd = id % 2 == 1;
                added.addObject().put("id", id).put("content", content).put("single_word", id % 3 == 0)
                        .put("lstrip", (id + bits) % 4 == 0).put("rstrip", (id + bits) % 5 == 0).put("normalized", odd)
                        .put("special", id % 7 == 0);
                id++;
            }
            return Tokenizer.builder().tokenizerJson(tree.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> describe(Encoding encoding) {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < encoding.length(); i++) {
            tokens.add(escape(encoding.tokens().get(i)) + "/" + encoding.ids()[i] + "@" + encoding.starts()[i] + "-"
                    + encoding.ends()[i] + "#" + encoding.wordIds()[i]);
        }
        return tokens;
    }

    private static String escape(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(p -> out.append(p >= 0x20 && p < 0x7F ? Character.toString(p) : "{" + Integer.toHexString(p) + "}"));
        return out.toString();
    }
}
