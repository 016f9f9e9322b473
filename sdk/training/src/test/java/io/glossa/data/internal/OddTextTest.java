package io.glossa.data.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damage is seen; the many things that people do write are not damage. */
class OddTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"Käse", "naïve café", "Größe", "it’s “quoted” – yes", "5 € … ™", "Ça va", "señor ñandú", "日本語だよ", "Привет"})
    void mojibake_decodedWrongly(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        assertThat(OddText.mojibake(text)).as("as it was").isFalse();
        if (text.codePoints().allMatch(point -> point < 0x100)) {
            assertThat(OddText.mojibake(new String(utf8, StandardCharsets.ISO_8859_1))).as("Latin-1").isTrue();
        }
        if (text.codePoints().noneMatch(point -> point > 0x2fff || point >= 0x400 && point < 0x500)) {
            assertThat(OddText.mojibake(new String(utf8, Charset.forName("windows-1252")))).as("windows-1252").isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "SÃO PAULO", "CHÂTEAU", "É um pão, não é?", "Âme sœur", "TÃO ÂNGULO", "£5 ¿qué? §3", "größer", "Ångström"})
    void mojibake_realWriting_isNone(String text) {
        assertThat(OddText.mojibake(text)).isFalse();
    }

    @Test
    void html_tagsAndEntities() {
        for (String text : new String[] {"a<br>b", "<P>hi</p>", "<a href=\"x\">y</a>", "fish &amp; chips", "&#39;", "&#x27;", "a&nbsp;b", "<br/>"}) {
            assertThat(OddText.html(text)).as(text).isTrue();
        }
        for (String text : new String[] {"a < b", "a<b and b>c", "AT&T", "&", "x <3 you", "<user> said", "<unk>"}) {
            assertThat(OddText.html(text)).as(text).isFalse();
        }
    }

    @Test
    void oddCharacters_controlsAndReplacements() {
        for (String text : new String[] {"a\u0000", "\u0007", "a\uFFFDb", "\uE000", "x\uFEFFy", "\u202Eabc", "\uFFFE", "a\u0085b"}) {
            assertThat(OddText.oddCharacters(text)).as("%x", text.codePointAt(0)).isTrue();
        }
        for (String text : new String[] {"", "tab\tline\r\n", "👩‍👩‍👧 family", "नमस्ते", "a\u00A0b\u2028c", "السلام عليكم\u200F", "e\u0301", "\uD83E\uDEE8 new"}) {
            assertThat(OddText.oddCharacters(text)).as(text).isFalse();
        }
    }
}
