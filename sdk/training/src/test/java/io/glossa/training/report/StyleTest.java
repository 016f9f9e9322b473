package io.glossa.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The colours of the style sheet can be told apart by the measure of WCAG 2.2. */
class StyleTest {
    private static final Pattern COLOR = Pattern.compile("--([a-z0-9]+): #([0-9a-f]{6})");

    @Test
    void colours_haveContrast() throws IOException {
        String css;
        try (var in = ReportWriter.class.getResourceAsStream("report.css")) {
            css = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        int dark = css.indexOf("prefers-color-scheme: dark");
        int end = css.indexOf("box-sizing");
        for (Map<String, Integer> theme : List.of(colours(css.substring(0, dark)), colours(css.substring(dark, end)))) {
            assertThat(theme).hasSize(15);
            for (String text : List.of("text", "quiet", "link", "good", "warn", "bad")) {
                assertThat(contrast(theme.get(text), theme.get("page"))).as(text + " on page").isGreaterThanOrEqualTo(4.5);
                assertThat(contrast(theme.get(text), theme.get("soft"))).as(text + " on soft").isGreaterThanOrEqualTo(4.5);
            }
            for (String line : List.of("c1", "c2", "c3", "c4")) {
                assertThat(contrast(theme.get(line), theme.get("page"))).as(line + " on page").isGreaterThanOrEqualTo(3);
            }
            // Counts in the cells of a confusion matrix: up to a shade they have the text's colour, from the next on the other.
            boolean light = theme.get("page") == 0xFFFFFF;
            assertThat(css).contains(light ? ".s6 { fill-opacity: .7; } .s7 { fill-opacity: .95; }" : ".s4 { fill-opacity: .4; }\n  .s5 { fill-opacity: .7; }");
            for (String cell : List.of("c1", "c2")) {
                assertThat(contrast(theme.get("text"), mix(theme.get(cell), theme.get("page"), light ? 0.7 : 0.4))).isGreaterThanOrEqualTo(4.5);
                assertThat(contrast(theme.get("on"), mix(theme.get(cell), theme.get("page"), light ? 0.95 : 0.7))).isGreaterThanOrEqualTo(4.5);
            }
        }
    }

    private static Map<String, Integer> colours(String css) {
        Map<String, Integer> colours = new HashMap<>();
        Matcher matcher = COLOR.matcher(css);
        while (matcher.find()) {
            colours.put(matcher.group(1), Integer.parseInt(matcher.group(2), 16));
        }
        return colours;
    }

    private static int mix(int over, int under, double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            mixed |= (int) Math.round((over >> shift & 255) * share + (under >> shift & 255) * (1 - share)) << shift;
        }
        return mixed;
    }

    private static double contrast(int a, int b) {
        double lighter = Math.max(luminance(a), luminance(b));
        return (lighter + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);
    }

    private static double luminance(int color) {
        return 0.2126 * linear(color >> 16) + 0.7152 * linear(color >> 8) + 0.0722 * linear(color);
    }

    private static double linear(int channel) {
        double c = (channel & 255) / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
