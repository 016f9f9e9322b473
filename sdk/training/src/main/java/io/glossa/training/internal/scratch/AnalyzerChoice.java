package io.glossa.training.internal.scratch;

import io.glossa.tokenizer.TextPair;
import io.glossa.tokenizer.lucene.AnalyzedWords;
import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Set;

/** Which analyzer suits texts, by their letters: smartcn for Chinese, ICU for other scripts without spaces, else the standard one. */
final class AnalyzerChoice {
    private static final int MOST_TEXTS = 1000;
    /** Kana in one of ten letters make Han characters Japanese. */
    private static final int KANA_SHARE = 10;
    private static final Set<UnicodeScript> KANA = Set.of(UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA);
    private static final Set<UnicodeScript> NO_SPACES = Set.of(UnicodeScript.THAI, UnicodeScript.LAO, UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private AnalyzerChoice() {}

    /** The one that suits, or the standard one if its artifact is not on the class path. */
    static AnalyzedWords.Kind of(List<TextPair> texts) {
        AnalyzedWords.Kind kind = wanted(texts);
        return AnalyzedWords.isPresent(kind) ? kind : AnalyzedWords.Kind.STANDARD;
    }

    static AnalyzedWords.Kind wanted(List<TextPair> texts) {
        long letters = 0;
        long han = 0;
        long kana = 0;
        long others = 0;
        for (TextPair text : texts.subList(0, Math.min(MOST_TEXTS, texts.size()))) {
            for (int c : text.text().codePoints().filter(Character::isLetter).toArray()) {
                UnicodeScript script = UnicodeScript.of(c);
                letters++;
                han += script == UnicodeScript.HAN ? 1 : 0;
                kana += KANA.contains(script) ? 1 : 0;
                others += NO_SPACES.contains(script) ? 1 : 0;
            }
        }
        if (2 * (han + kana + others) < letters || letters == 0) {
            return AnalyzedWords.Kind.STANDARD;
        }
        return others == 0 && KANA_SHARE * kana < han ? AnalyzedWords.Kind.SMARTCN : AnalyzedWords.Kind.ICU;
    }
}
