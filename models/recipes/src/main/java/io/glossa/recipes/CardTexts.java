package io.glossa.recipes;

import io.glossa.Sentiment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a sentiment model's card has besides numbers: examples that the model is asked, everyday sentences, templates. */
final class CardTexts {
    /** Texts written for the cards of English models. */
    static final List<String> ENGLISH = List.of(
            "I loved every minute of it",
            "The food was cold but the staff were lovely.",
            "The battery died after two days and nobody answers my emails.",
            "Thank you so much, you saved my week!",
            "It does what it says, nothing more.",
            "I would not recommend this hotel to anyone.",
            "The staff were friendly and the room was spotless.",
            "Not bad at all.",
            "Oh great, another update that breaks everything.");

    /** Texts written for the cards of Chinese models. */
    static final List<String> CHINESE = List.of(
            "这部电影太好看了，每一分钟都喜欢",
            "菜是凉的，不过服务员很热情。",
            "电池两天就坏了，客服也没人理。",
            "太感谢了，帮了我大忙！",
            "能用，没什么特别的。",
            "这家酒店我不会推荐给任何人。",
            "房间干净，前台态度很好，下次还来。",
            "一点都不差。",
            "真棒，又更新出一堆问题。");

    private CardTexts() {}

    /** The name of the file with everyday sentences of a language. */
    static String everydayFile(String language) {
        return "everyday-" + language + ".tsv";
    }

    /**
     * Everyday sentences with their polarity, written before a model read them; no model learns from them or is chosen by them.
     *
     * @param language {@code en} or {@code zh}
     */
    static List<LabelledText> everyday(String language) {
        String name = everydayFile(language);
        try (InputStream in = open(name)) {
            return Tsv.rows(in, name).stream()
                    .map(row -> new LabelledText(Objects.requireNonNull(row.get("text")), "positive".equals(row.get("label")))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A template that lies beside this class. */
    static String template(String name) {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Texts and answers, rows of a table in Markdown. */
    static String rows(List<String> texts, List<Sentiment> answers) {
        return IntStream.range(0, texts.size()).mapToObj(i -> String.format(Locale.ROOT, "| %s | %s | %.2f | %.2f |", texts.get(i),
                answers.get(i).polarity().name().toLowerCase(Locale.ROOT), answers.get(i).score(), answers.get(i).confidence()))
                .collect(Collectors.joining("\n"));
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(CardTexts.class.getResourceAsStream(name), name);
    }
}
