package io.glossa.text;

import io.glossa.error.InvalidInputException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Cleans text before a model reads it, and knows for every part of the result where it stood in the original. Every step is
 * a choice; {@link #none()} makes none. Models are trained on text that was cleaned in one way or in none: clean only what
 * they have not seen, and measure.
 *
 * <p>The steps, always in this order:
 * <ol>
 * <li>{@link Builder#html() html}: tags, comments, scripts and style sheets go, character references are read
 * <li>{@link Builder#invisible() invisible}: control and zero-width characters go, lone surrogates become U+FFFD
 * <li>{@link Builder#width() width}: full-width and half-width forms become the common ones
 * <li>{@link Builder#normalization(Normalization) normalization}: NFC or NFKC
 * <li>{@link Builder#simplified() simplified}: traditional Chinese becomes simplified
 * <li>{@link Builder#typography() typography}: curly quotes, dashes and the ellipsis become plain
 * <li>{@link Builder#repeatedCharacters(int) repeated characters} and {@link Builder#repeatedPunctuation(int) punctuation}:
 * runs get shorter
 * <li>{@link Builder#urls(String) urls}, {@link Builder#emails(String) e-mail addresses}, {@link Builder#users(String) users}:
 * become placeholders
 * <li>{@link Builder#whitespace(Whitespace) whitespace}: runs become one space or line feed, none at the ends
 * </ol>
 *
 * <p>Cleaning twice gives what cleaning once gave, for any choice of steps without html (which unwraps {@code &amp;lt;} once
 * each time) and simplified (whose rules from ICU feed each other in some twenty cases), provided that placeholders consist
 * of ASCII letters, brackets and at signs, and the steps before them leave them as they are.
 *
 * <p>Every {@link String} is taken, also one that is not valid UTF-16, and none throws. Time is linear in the length of the
 * text, whatever stands in it. Immutable and thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class TextCleaner {
    private static final TextCleaner NONE = builder().build();

    /** A normalisation form of Unicode. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
    public enum Normalization {
        /** Characters and their marks become one character where there is one. Keeps how text looks. */
        NFC,
        /** Also replaces compatibility characters: ligatures, superscripts, circled and full-width forms. */
        NFKC
    }

    /** What becomes of white space. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
    public enum Whitespace {
        /** Any run becomes one space. */
        SPACE,
        /** A run with a line break becomes one line feed, any other one space. */
        LINES
    }

    private final List<CleaningStep> steps;

    private TextCleaner(List<CleaningStep> steps) {
        this.steps = List.copyOf(steps);
    }

    /** Changes nothing. */
    public static TextCleaner none() {
        return NONE;
    }

    /** What hardly any text misses: invisible, NFC, white space to single spaces. */
    public static TextCleaner standard() {
        return standardBuilder().build();
    }

    /** {@link #standard()} after html: for text cut out of web pages. */
    public static TextCleaner web() {
        return standardBuilder().html().build();
    }

    /**
     * {@link #web()} with user names as {@code @user} and web addresses as {@code http}, which is how models trained on
     * tweets (TweetEval) have seen them, at most three equal letters or pictures and one equal punctuation mark in a row.
     */
    public static TextCleaner socialMedia() {
        return standardBuilder().html().urls("http").users("@user").repeatedCharacters(3).repeatedPunctuation(1).build();
    }

    /** {@link #standard()} with width and simplified: for Chinese models, which are trained on simplified characters. */
    public static TextCleaner chinese() {
        return standardBuilder().width().simplified().build();
    }

    private static Builder standardBuilder() {
        return builder().invisible().normalization(Normalization.NFC).whitespace(Whitespace.SPACE);
    }

    /**
     * Reads a cleaner from words: a preset ({@code none}, {@code standard}, {@code web}, {@code social-media},
     * {@code chinese}) or steps separated by commas, in any order: {@code html}, {@code invisible}, {@code width}, {@code nfc},
     * {@code nfkc}, {@code simplified}, {@code typography}, {@code characters} (at most 3 in a row), {@code punctuation} (at
     * most 1), {@code urls}, {@code emails}, {@code users} (as {@code [URL]}, {@code [EMAIL]}, {@code [USER]}),
     * {@code whitespace}, {@code lines}. A step may have a value: {@code characters=2}, {@code urls=http}.
     *
     * @throws InvalidInputException if a word is none of these, or a value is not what its step takes
     */
    public static TextCleaner parse(String words) {
        return switch (words.strip().toLowerCase(Locale.ROOT)) {
            case "none" -> none();
            case "standard" -> standard();
            case "web" -> web();
            case "social-media" -> socialMedia();
            case "chinese" -> chinese();
            default -> CleanerWords.parse(words);
        };
    }

    /** A builder without steps. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether it changes no text at all. */
    public boolean isNone() {
        return steps.isEmpty();
    }

    /** Cleans a text. */
    public CleanedText clean(String text) {
        Draft draft = Draft.of(Objects.requireNonNull(text, "text"));
        for (CleaningStep step : steps) {
            draft = step.apply(draft);
        }
        return new CleanedText(text, draft);
    }

    /** Collects the steps of a {@link TextCleaner}. Not thread-safe. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
    public static final class Builder {
        private boolean html;
        private boolean invisible;
        private boolean width;
        private @Nullable Normalization normalization;
        private boolean simplified;
        private boolean typography;
        private int characters;
        private int punctuation;
        private final Map<Addresses.Kind, String> placeholders = new EnumMap<>(Addresses.Kind.class);
        private @Nullable Whitespace whitespace;

        private Builder() {}

        /**
         * Takes HTML apart: tags and comments go, and so does what stands in {@code script} and {@code style}; block tags,
         * table cells and {@code br} become a line feed, inline tags nothing; all character references of HTML are read.
         * What is no complete tag of a known element stays as it is. Not idempotent.
         */
        public Builder html() {
            html = true;
            return this;
        }

        /**
         * Removes what nobody sees: controls except white space, zero-width characters, soft hyphens, marks of writing
         * direction, noncharacters; turns a lone surrogate into U+FFFD. Joiners stay inside emoji and in scripts that need
         * them, zero-width spaces between words of scripts without spaces, one variation selector on its character, tags in
         * flags. Idempotent.
         */
        public Builder invisible() {
            invisible = true;
            return this;
        }

        /**
         * Turns full-width letters, digits, signs and the ideographic space into the common ones, and half-width katakana
         * and hangul too. Idempotent.
         */
        public Builder width() {
            width = true;
            return this;
        }

        /** Normalises. Idempotent. */
        public Builder normalization(Normalization form) {
            normalization = Objects.requireNonNull(form, "form");
            return this;
        }

        /**
         * Turns traditional Chinese into simplified, with the rules of ICU's {@code Traditional-Simplified}: characters and
         * some phrases, not words in context, so a character with two simplified forms now and then becomes the wrong one
         * (乾隆 becomes 干隆). Japanese and Korean texts should not go through it. Not idempotent.
         */
        public Builder simplified() {
            simplified = true;
            return this;
        }

        /** Makes curly and angled quotes, primes, dashes and the ellipsis plain ASCII; Han punctuation stays. Idempotent. */
        public Builder typography() {
            typography = true;
            return this;
        }

        /**
         * Shortens runs of one letter or picture (emoji), with its marks; never digits, nor inside addresses and user names.
         * Idempotent.
         *
         * @param most how many stay
         * @throws IllegalArgumentException if below 1
         */
        public Builder repeatedCharacters(int most) {
            characters = atLeastOne(most);
            return this;
        }

        /**
         * Shortens runs of one punctuation mark, not inside addresses and user names; full stops stay up to three.
         * Idempotent.
         *
         * @param most how many stay
         * @throws IllegalArgumentException if below 1
         */
        public Builder repeatedPunctuation(int most) {
            punctuation = atLeastOne(most);
            return this;
        }

        /** Replaces web addresses: with {@code http://}, {@code https://}, {@code ftp://} or {@code www.} in front. */
        public Builder urls(String placeholder) {
            placeholders.put(Addresses.Kind.URL, Objects.requireNonNull(placeholder, "placeholder"));
            return this;
        }

        /** Replaces e-mail addresses: ASCII, with a dot after the at sign. */
        public Builder emails(String placeholder) {
            placeholders.put(Addresses.Kind.EMAIL, Objects.requireNonNull(placeholder, "placeholder"));
            return this;
        }

        /** Replaces user names: an at sign at the beginning of a word, then ASCII letters, digits and underscores. */
        public Builder users(String placeholder) {
            placeholders.put(Addresses.Kind.USER, Objects.requireNonNull(placeholder, "placeholder"));
            return this;
        }

        /** Folds white space, as Unicode has it, and takes it off both ends. Idempotent. */
        public Builder whitespace(Whitespace how) {
            whitespace = Objects.requireNonNull(how, "how");
            return this;
        }

        /** The cleaner. */
        public TextCleaner build() {
            List<CleaningStep> steps = new ArrayList<>();
            if (html) {
                steps.add(new HtmlStep());
            }
            if (invisible) {
                steps.add(new InvisibleStep());
            }
            if (width) {
                steps.add(new WidthStep());
            }
            if (normalization != null) {
                steps.add(new NormalizationStep(normalization == Normalization.NFKC));
            }
            if (simplified) {
                steps.add(new SimplifiedStep());
            }
            if (typography) {
                steps.add(new TypographyStep());
            }
            if (characters > 0 || punctuation > 0) {
                steps.add(new RepetitionStep(characters, punctuation, placeholders.values()));
            }
            if (!placeholders.isEmpty()) {
                steps.add(new MaskStep(placeholders));
            }
            if (whitespace != null) {
                steps.add(new WhitespaceStep(whitespace == Whitespace.LINES));
            }
            return new TextCleaner(steps);
        }

        private static int atLeastOne(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("most: expected at least 1, found " + most);
            }
            return most;
        }
    }
}
