package io.glossa.internal.translation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bad translator. Words come out backwards, so that nothing survives that was not protected. Marks are dropped, doubled,
 * spoilt, exchanged and written in other ways, each with a probability of its own; now and then an answer is empty. The same
 * text has the same answer in any company.
 */
final class GarblingModel implements UnaryOperator<List<String>> {
    private static final Pattern PARTS = Pattern.compile("X\\d+|__\\d+__|\\[\\[\\d+]]|[\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]");
    private static final Pattern MARK = Pattern.compile("(X|__|\\[\\[)(\\d+)(__|]]|)");

    private final long seed;
    private final double empty;
    int calls;
    int texts;

    /** @param empty probability of an empty answer */
    GarblingModel(long seed, double empty) {
        this.seed = seed;
        this.empty = empty;
    }

    @Override
    public List<String> apply(List<String> sentences) {
        calls++;
        texts += sentences.size();
        return sentences.stream().map(this::translate).toList();
    }

    private String translate(String text) {
        Random random = new Random(seed ^ text.hashCode() * 0x9E3779B97F4A7C15L);
        if (random.nextDouble() < empty) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        Matcher matcher = PARTS.matcher(text);
        while (matcher.find()) {
            parts.add(matcher.group());
        }
        List<Integer> marks = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (MARK.matcher(parts.get(i)).matches()) {
                marks.add(i);
            } else {
                parts.set(i, new StringBuilder(parts.get(i)).reverse().toString().toLowerCase(Locale.ROOT));
            }
        }
        if (marks.size() > 1 && random.nextDouble() < 0.2) {
            Collections.swap(parts, marks.get(0), marks.get(marks.size() - 1));
        }
        if (!marks.isEmpty() && random.nextDouble() < 0.02) {
            parts.add(" " + parts.get(marks.get(0)).replaceAll("\\d+", "9"));
        }
        for (int mark : marks) {
            parts.set(mark, garbled(parts.get(mark), random));
        }
        return String.join("", parts);
    }

    private static String garbled(String mark, Random random) {
        Matcher matcher = MARK.matcher(mark);
        matcher.matches();
        String open = matcher.group(1);
        String number = matcher.group(2);
        String close = matcher.group(3);
        double p = random.nextDouble();
        if (p < 0.08) {
            return "";
        } else if (p < 0.12) {
            return mark + " " + mark;
        } else if (p < 0.15) {
            return open + close;
        } else if (p < 0.17) {
            return open + number + random.nextInt(10) + close;
        } else if (p < 0.20) {
            return mark + "es";
        } else if (p < 0.23) {
            return open.substring(1) + number + close;
        } else if (p < 0.35) {
            return mark.toLowerCase(Locale.ROOT);
        } else if (p < 0.45) {
            return open + " " + number + (close.isEmpty() ? "" : " ") + close;
        } else if (p < 0.50) {
            StringBuilder wide = new StringBuilder();
            mark.chars().forEach(c -> wide.append((char) (c + 0xFEE0)));
            return wide.toString();
        }
        return mark;
    }
}
