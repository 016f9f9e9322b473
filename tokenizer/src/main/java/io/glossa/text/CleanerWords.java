package io.glossa.text;

import io.glossa.error.InvalidInputException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the steps of a {@link TextCleaner} from words, as the command line has them. */
final class CleanerWords {
    private static final List<String> STEPS = List.of("html", "invisible", "width", "nfc", "nfkc", "simplified", "typography",
            "characters", "punctuation", "urls", "emails", "users", "whitespace", "lines");

    private CleanerWords() {}

    static TextCleaner parse(String words) {
        TextCleaner.Builder builder = TextCleaner.builder();
        for (String word : words.split(",", -1)) {
            int sign = word.indexOf('=');
            String step = (sign < 0 ? word : word.substring(0, sign)).strip().toLowerCase(Locale.ROOT);
            add(builder, step, sign < 0 ? null : word.substring(sign + 1).strip());
        }
        return builder.build();
    }

    private static void add(TextCleaner.Builder builder, String step, @Nullable String value) {
        switch (step) {
            case "characters" -> builder.repeatedCharacters(number(step, value, 3));
            case "punctuation" -> builder.repeatedPunctuation(number(step, value, 1));
            case "urls" -> builder.urls(value == null ? "[URL]" : value);
            case "emails" -> builder.emails(value == null ? "[EMAIL]" : value);
            case "users" -> builder.users(value == null ? "[USER]" : value);
            default -> plain(builder, step, value);
        }
    }

    private static void plain(TextCleaner.Builder builder, String step, @Nullable String value) {
        if (!STEPS.contains(step)) {
            throw new InvalidInputException("clean: expected none, standard, web, social-media or chinese alone, or steps among "
                    + String.join(", ", STEPS) + ", found '" + step + "'");
        }
        if (value != null) {
            throw new InvalidInputException("clean: expected " + step + " without a value, found one");
        }
        switch (step) {
            case "html" -> builder.html();
            case "invisible" -> builder.invisible();
            case "width" -> builder.width();
            case "nfc" -> builder.normalization(TextCleaner.Normalization.NFC);
            case "nfkc" -> builder.normalization(TextCleaner.Normalization.NFKC);
            case "simplified" -> builder.simplified();
            case "typography" -> builder.typography();
            case "whitespace" -> builder.whitespace(TextCleaner.Whitespace.SPACE);
            default -> builder.whitespace(TextCleaner.Whitespace.LINES);
        }
    }

    private static int number(String step, @Nullable String value, int usual) {
        if (value == null) {
            return usual;
        }
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new InvalidInputException("clean: expected " + step + " with a number from 1, found '" + value + "'");
    }
}
