package io.glossa.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One rule at a time; how good all of them together are is measured by {@link SentenceGoldTest}. */
class SentenceSplitterTest {
    /** A text whose sentences are parted by bars, with a space for each bar unless it stands doubled. */
    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', textBlock = """
            en # Dr. Smith came at 5 p.m. and left.|Nobody saw him.
            en # It was 5 p.m.|The street was empty.
            en # J. R. R. Hobb and Mr. T. Fine met.|They talked.
            en # He has a dog, a cat, etc.|The dog is old.
            en # "Stop!" he said.|"Why?" Tom asked.|Nobody knew.
            en # Wait... what?|I see...|Then go.
            en # It costs 3.50 dollars.|5 are left.
            en # See www.example.org/a?b=C or a.b@example.org.|Bye.
            en # So it ended.||Then it rained.
            en # He left (why?|| nobody knows) at noon.|(So they say.)|It rained.
            en # Great!!! 😀 🎉|See you :)|Bye.
            en # No. 5 is gone.|No.|It is not.
            en # So do I.|But not now.
            en # First he paid.[12]|Then he left.
            de # Am 3. Oktober kam Ludwig XIV. nach Köln.|Dort blieb er.
            de # Es gibt Äpfel, z. B. Boskop, u. a. m. im Laden.|Sie sind reif.
            de # Er war 30.|Sie auch.
            de # „Komm!“, rief er.|»Nein«, sagte sie.|»Doch!«|»Nie!«
            fr # « Viens ! » dit-il.|« Non. »|Elle partit.
            fr # M. Le Brun et Mme Roy sont là, p. ex. ce soir.|L'un dort.
            fr # — Tu viens ? demanda Luc.|Oui ?!|Non.
            es # ¿Vienes?|¡Sí!|—¿Por qué? —preguntó la Sra. Díaz—.|No sé.
            es # Nació en EE. UU. en el s. XIX.|Murió joven.
            zh # “你来吗？”她问。||“来。”||她走了。
            zh # 他说：“走吧。”||大家都笑了。||价格是3.5元！！||真的？！
            zh # 你看过《谁？》吗？||我已经看过了……||很好！
            hi # यह मेरा घर है।|वह दिल्ली में रहती है।
            ar # أين المحطة؟|لا أعرف.
            ka # ეს სახლია.|აქ ვცხოვრობ.
            """)
    void sentence_endsWhereMarked(String language, String marked) {
        String[] parts = marked.replace("||", "\u0001").replaceAll("\\(why\\?\u0001", "(why?").split("[|\u0001]");
        String text = marked.replace("(why?||", "(why?").replace("||", "").replace("|", " ");
        assertThat(SentenceSplitter.of(language).split(text)).extracting(Sentence::text).containsExactly(parts);
    }

    @Test
    void blankLine_alwaysEndsASentence() {
        assertThat(texts(SentenceSplitter.of("en"), "A headline\n\nfollowed by Dr.\r\n \t\r\nSmith\fhere\u2029now"))
                .containsExactly("A headline", "followed by Dr.", "Smith", "here", "now");
    }

    @Test
    void lineBreak_isASpaceByDefault() {
        String text = "These lines\nare wrapped. They\r\nare two.";
        assertThat(texts(SentenceSplitter.of("en"), text))
                .containsExactly("These lines\nare wrapped.", "They\r\nare two.");
        assertThat(texts(SentenceSplitter.of("en").withLineBreaks(true), text))
                .containsExactly("These lines", "are wrapped.", "They", "are two.");
        assertThat(texts(SentenceSplitter.of("en").withLineBreaks(true).withLineBreaks(false), text)).hasSize(2);
    }

    @Test
    void listItems_areSentences() {
        assertThat(texts(SentenceSplitter.of("de"), "Bitte:\n1. Brot\n2. Milch\n• Eier\n- Salz\n- Öl"))
                .containsExactly("Bitte:", "1. Brot", "2. Milch", "• Eier", "- Salz", "- Öl");
        assertThat(texts(SentenceSplitter.of("de"), "Er kam am\n3. Oktober nach Hause.")).hasSize(1);
    }

    @Test
    void abbreviations_canBeAdded() {
        String text = "Der Verf. Müller und die Red. Schmidt, n. n. Bekannt.";
        SentenceSplitter splitter = SentenceSplitter.of("de").withAbbreviations(List.of("Red.", "n. n."));
        assertThat(texts(SentenceSplitter.of("de"), "die Red. Schmidt")).hasSize(2);
        assertThat(texts(splitter, text)).containsExactly(text);
        assertThat(texts(splitter.withAbbreviations(List.of("Zus")), "die Red. Schmidt, Zus. Meier")).hasSize(1);
    }

    @Test
    void abbreviation_thatIsNone_isRefusedWithoutItsText() {
        for (String bad : List.of("", " ", ".", "two words", "x".repeat(33))) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> SentenceSplitter.of("en").withAbbreviations(List.of(bad)))
                    .withMessageContaining("expected 1 to 32").withMessageNotContaining("two words");
        }
    }

    @Test
    void offsets_countUtf16Units() {
        Sentence second = SentenceSplitter.of("en").split("  😀 smiles. It works. ").get(1);
        assertThat(second).isEqualTo(new Sentence("It works.", 13, 22));
    }

    /** What would take hours if any rule looked back or ahead without a limit. */
    @ParameterizedTest
    @ValueSource(strings = {"a.", "A.", "( ", "(a. ", ". ", "… ", "\"", ".\"", "1. ", "1.", "? ", "。", "。”", "《。", "😀", ":)", ".*", "- ",
        "-\n", "1.\n", "\n", "।", "z. B. ", "。“", "“。"})
    void longText_isCutWhole(String piece) {
        String text = piece.repeat(100_000 / piece.length()) + "End";
        for (String language : List.of("de", "zh")) {
            List<Sentence> sentences = SentenceSplitter.of(language).split(text);
            assertThat(sentences.get(sentences.size() - 1).text()).endsWith("End");
        }
    }

    @Test
    void nothing_hasNoSentences() {
        for (String text : List.of("", " ", "\n\n\u00A0\u3000\t\u0085")) {
            assertThat(SentenceSplitter.of("en").split(text)).isEmpty();
        }
    }

    @Test
    void language_isTakenWithoutRegionAndCase() {
        assertThat(SentenceSplitter.of("de-AT").language()).isEqualTo("de");
        assertThat(SentenceSplitter.of("ZH_Hant").language()).isEqualTo("zh");
        assertThat(texts(SentenceSplitter.of("DE"), "Am 3. Oktober.")).hasSize(1);
        assertThat(texts(SentenceSplitter.of("xx"), "Dr. No came. He left.")).containsExactly("Dr. No came.", "He left.");
    }

    @Test
    void nulls_areNamed() {
        assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> SentenceSplitter.of(null))
                .withMessage("language");
        assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> SentenceSplitter.of("en").split(null))
                .withMessage("text");
    }

    @Test
    void sentence_keepsItsPromise() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Sentence("abc", 1, 3));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Sentence("abc", -1, 2));
    }

    @Test
    void oneSplitter_servesManyThreads() throws Exception {
        SentenceSplitter splitter = SentenceSplitter.of("en");
        List<SentenceGold> documents = SentenceGold.read("en", "heldout");
        List<List<Sentence>> alone = documents.stream().map(d -> splitter.split(d.text())).toList();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<List<List<Sentence>>> all = () -> documents.stream().map(d -> splitter.split(d.text())).toList();
            for (Future<List<List<Sentence>>> result
                    : threads.invokeAll(Collections.nCopies(16, all))) {
                assertThat(result.get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<String> texts(SentenceSplitter splitter, String text) {
        return splitter.split(text).stream().map(Sentence::text).toList();
    }
}
