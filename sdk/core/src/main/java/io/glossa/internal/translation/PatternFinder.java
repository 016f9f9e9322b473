package io.glossa.internal.translation;

import io.glossa.ProtectedText;
import io.glossa.text.CleanedText;
import io.glossa.text.TextCleaner;
import io.glossa.text.TextSpan;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what programs and not people read: placeholders, markup, addresses, code, file names, numbers. Thread-safe. */
final class PatternFinder {
    /** A character that no text has where an address stands. */
    private static final String URL = "\uFDD0";
    private static final String EMAIL = "\uFDD1";
    private static final String EXTENSIONS = "txt|md|rst|adoc|pdf|docx?|xlsx?|pptx?|odt|ods|odp|rtf|csv|tsv|jsonl?|ya?ml|toml|ini|"
            + "cfg|conf|properties|env|log|xml|xsd|xslt?|html?|css|scss|jsx?|tsx?|mjs|vue|java|kt|kts|scala|groovy|gradle|py|"
            + "ipynb|rb|php|pl|lua|rs|go|cc|cpp|hpp|cs|fs|swift|sh|bash|zsh|bat|cmd|ps1|sql|proto|lock|jar|war|zip|tar|"
            + "gz|tgz|bz2|xz|7z|rar|exe|dll|so|dylib|deb|rpm|dmg|iso|apk|bin|dat|db|sqlite|png|jpe?g|gif|svg|webp|bmp|tiff?|"
            + "ico|mp3|mp4|wav|ogg|flac|mkv|avi|mov|webm|ttf|otf|woff2?|onnx|safetensors|parquet";
    private static final Map<ProtectedText, Pattern> PATTERNS = new EnumMap<>(Map.of(
            ProtectedText.PLACEHOLDER, Pattern.compile("\\{\\{[^{}\\v]{1,100}}}|[$%#]?\\{[\\p{L}\\p{N}_.,:#%'+-]"
                    + "{0,100}}|\\{[0-9]{1,3},[^{}\\v]{1,100}}|\\$\\{[^{}\\v]{1,100}}"
                    + "|%%|(?<![\\p{L}\\p{N}%])%(?:[A-Z][A-Z0-9_]{1,40}%|(?:\\([A-Za-z0-9_]{1,60}\\)|[0-9]{1,3}\\$)?[-+0#,]{0,4}"
                    + "[0-9]{0,4}(?:\\.[0-9]{1,3})?l{0,2}[sdiufgxXeEcbnoc@](?![\\p{L}\\p{N}]))"),
            ProtectedText.MARKUP, Pattern.compile("</?+[A-Za-z][A-Za-z0-9:_.-]{0,60}+(?:\\h[^<>\\v]{0,1000}+|/)?+>"
                    + "|<!--[^\\v]{0,1000}?-->|&(?:[A-Za-z][A-Za-z0-9]{1,30}+|#[0-9]{1,7}+|#[xX][0-9a-fA-F]{1,6}+);"),
            ProtectedText.EMOJI_NAME, Pattern.compile("(?<![\\p{L}\\p{N}]):(?=[0-9_+-]{0,40}[a-z]|[+-]1:)[a-z0-9_+-]{2,40}+:"),
            ProtectedText.CODE, Pattern.compile("(?<!`)(`{1,3}+)[^`\\v]{1,500}+\\1(?!`)"),
            ProtectedText.NUMBER, Numbers.PATTERN));
    private static final Pattern WORD = Pattern.compile("(?:(?<![\\p{L}\\p{N}])[A-Za-z]:(?=[\\\\/]))?+"
            + "[\\p{IsLatin}\\p{N}_.@~/\\\\+-]++");
    private static final Pattern FILE = Pattern.compile("(?:[A-Za-z]:)?[\\p{IsLatin}\\p{N}_.@~/\\\\+-]{0,300}"
            + "[\\p{IsLatin}\\p{N}_@~-]\\.(?:" + EXTENSIONS + ")(?:\\.gz)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern PATH = Pattern.compile("(?:[A-Za-z]:[\\\\/]|~?/|\\.{1,2}/)"
            + "[\\p{IsLatin}\\p{N}_.@~+-]{1,100}+(?:[\\\\/][\\p{IsLatin}\\p{N}_.@~+-]{1,100}+){0,20}+[\\\\/]?");
    private static final int LONGEST_FILE = 300;

    private final Set<ProtectedText> kinds;
    private final TextCleaner addresses;

    PatternFinder(Set<ProtectedText> kinds) {
        this.kinds = Set.copyOf(kinds);
        TextCleaner.Builder cleaner = TextCleaner.builder();
        if (kinds.contains(ProtectedText.URL)) {
            cleaner.urls(URL);
        }
        if (kinds.contains(ProtectedText.EMAIL)) {
            cleaner.emails(EMAIL);
        }
        this.addresses = cleaner.build();
    }

    /** Adds what is found, in no order; different kinds may overlap. */
    void find(String text, List<ProtectedSpan> found) {
        for (Map.Entry<ProtectedText, Pattern> entry : PATTERNS.entrySet()) {
            if (kinds.contains(entry.getKey())) {
                Matcher matcher = entry.getValue().matcher(text);
                while (matcher.find()) {
                    add(text, matcher.start(), matcher.end(), entry.getKey(), found);
                }
            }
        }
        if (!addresses.isNone()) {
            findAddresses(text, found);
        }
        if (kinds.contains(ProtectedText.FILE_NAME)) {
            findFiles(text, found);
        }
    }

    /** The cleaner knows what an address is; what it put a single character in for is one. */
    private void findAddresses(String text, List<ProtectedSpan> found) {
        CleanedText cleaned = addresses.clean(text);
        if (!cleaned.changed()) {
            return;
        }
        String masked = cleaned.text();
        for (int i = 0; i < masked.length(); i++) {
            char c = masked.charAt(i);
            if (c == URL.charAt(0) || c == EMAIL.charAt(0)) {
                TextSpan span = cleaned.toOriginal(i, i + 1);
                if (span.length() > 1) {
                    ProtectedText kind = c == URL.charAt(0) ? ProtectedText.URL : ProtectedText.EMAIL;
                    add(text, span.start(), span.end(), kind, found);
                }
            }
        }
    }

    private static void findFiles(String text, List<ProtectedSpan> found) {
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            int start = words.start();
            int end = words.end();
            while (end > start && ".-+".indexOf(text.charAt(end - 1)) >= 0) {
                end--;
            }
            if (end - start >= 3 && end - start <= LONGEST_FILE
                    && (FILE.matcher(text).region(start, end).matches() || PATH.matcher(text).region(start, end).matches())) {
                add(text, start, end, ProtectedText.FILE_NAME, found);
            }
        }
    }

    private static void add(String text, int start, int end, ProtectedText kind, List<ProtectedSpan> found) {
        String stretch = text.substring(start, end);
        found.add(new ProtectedSpan(start, end, stretch, stretch, kind));
    }
}
