package io.glossa.samples;

import io.glossa.Sentiment;
import io.glossa.SentimentAnalyzer;
import io.glossa.text.CleanedText;
import io.glossa.text.LanguageDetector;
import io.glossa.text.LanguageHint;
import io.glossa.text.TextCleaner;
import io.glossa.text.TextSpan;

/** How does messy text become clean, where was each part before, and what language is it in? */
public final class CleaningSample {
    private CleaningSample() {}

    /** Takes nothing. */
    public static void main(String[] args) {
        // snippet:clean
        TextCleaner cleaner = TextCleaner.builder()
                .html()
                .invisible()
                .normalization(TextCleaner.Normalization.NFC)
                .repeatedCharacters(2)
                .repeatedPunctuation(1)
                .urls("http")
                .whitespace(TextCleaner.Whitespace.SPACE)
                .build();
        CleanedText cleaned = cleaner.clean("<b>Tom &amp; Ann</b>: sooooo good!!! https://example.org/menu");
        System.out.println(cleaned.text());
        int start = cleaned.text().indexOf("soo");
        TextSpan before = cleaned.toOriginal(start, start + 4);
        System.out.println("'soo' was '" + cleaned.original().substring(before.start(), before.end()).strip() + "'");
        // end
        System.out.println(TextCleaner.web().clean("<p>call&nbsp;us</p>").text());
        // snippet:clean-task
        try (var sentiment = SentimentAnalyzer.builder().cleaner(TextCleaner.web()).build()) {
            Sentiment result = sentiment.classify("<p>I loved every minute of it</p>");
            System.out.println(result.polarity());
        }
        // end
        // snippet:language
        LanguageDetector detector = LanguageDetector.scripts();
        LanguageHint chinese = detector.detect("\u5473\u9053\u5F88\u597D");
        LanguageHint latin = detector.detect("The food was good");
        System.out.println(chinese.language() + " " + chinese.script());
        System.out.println(latin.language() + " " + latin.script());
        System.out.println(latin.couldBe("de"));
        // end
    }
}
