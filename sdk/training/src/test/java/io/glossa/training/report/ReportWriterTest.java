package io.glossa.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.TrainingException;
import io.glossa.training.report.QualityReport.WorstError;
import io.glossa.training.report.ReportData.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;

class ReportWriterTest {
    private static final Set<String> ELEMENTS = Set.of("html", "head", "meta", "title", "style", "body", "header", "p", "h1", "h2", "h3", "h4", "ul",
            "li", "span", "strong", "a", "nav", "main", "section", "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "figure",
            "figcaption", "i", "bdi", "wbr", "pre", "code", "footer", "script", "svg", "desc", "line", "path", "rect", "circle", "text");
    private static final Set<String> ATTRIBUTES = Set.of("xmlns", "lang", "charset", "name", "content", "http-equiv", "class", "href", "id", "aria-label",
            "role", "tabindex", "scope", "viewBox", "preserveAspectRatio", "aria-labelledby", "aria-hidden", "style", "x", "y", "x1", "y1", "x2", "y2",
            "width", "height", "d", "cx", "cy", "r", "transform", "data-v", "dir");

    static Stream<Map.Entry<String, ReportData>> samples() {
        return SampleReports.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void html_isXmlAndTheSameAsHtml(Map.Entry<String, ReportData> sample) {
        String page = ReportWriter.html(sample.getValue());
        List<String> strict = Pages.all(Pages.xml(page), "*").stream().map(Element::getTagName).toList();
        // A reader of HTML sees the same elements: no unclosed one swallows what follows.
        List<String> browser = Jsoup.parse(page).getAllElements().stream().map(e -> e.tagName()).filter(name -> !name.equals("#root")).toList();
        assertThat(browser).isEqualTo(strict);
        assertThat(ELEMENTS).containsAll(new HashSet<>(strict));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void html_loadsNothingAndRunsOneScript(Map.Entry<String, ReportData> sample) throws Exception {
        Document page = Pages.xml(ReportWriter.html(sample.getValue()));
        List<Element> scripts = Pages.all(page, "script");
        assertThat(scripts).hasSize(1);
        String hash = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256")
                .digest(scripts.get(0).getTextContent().getBytes(StandardCharsets.UTF_8)));
        assertThat(Pages.all(page, "meta").stream().map(m -> m.getAttribute("content")))
                .anySatisfy(policy -> assertThat(policy).startsWith("default-src 'none'").endsWith("script-src 'sha256-" + hash + "'"));
        assertThat(Pages.texts(page, "style")).singleElement().satisfies(css -> assertThat(css).doesNotContain("url(", "@import", "<", "&"));
        Set<String> ids = new HashSet<>();
        for (Element element : Pages.all(page, "*")) {
            NamedNodeMap attributes = element.getAttributes();
            for (int i = 0; i < attributes.getLength(); i++) {
                assertThat(ATTRIBUTES).contains(attributes.item(i).getNodeName());
            }
            if (element.hasAttribute("id")) {
                assertThat(ids.add(element.getAttribute("id"))).as("unique %s", element.getAttribute("id")).isTrue();
            }
        }
        for (Element link : Pages.all(page, "a")) {
            assertThat(link.getAttribute("href")).startsWith("#");
            assertThat(ids).contains(link.getAttribute("href").substring(1));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void html_canBeHeard(Map.Entry<String, ReportData> sample) {
        Document page = Pages.xml(ReportWriter.html(sample.getValue()));
        assertThat(Pages.all(page, "html").get(0).getAttribute("lang")).isEqualTo("en");
        assertThat(Pages.all(page, "h1")).hasSize(1);
        for (Element picture : Pages.all(page, "svg")) {
            if (!picture.getAttribute("aria-hidden").equals("true")) {
                assertThat(picture.getAttribute("role")).isEqualTo("img");
                Element title = (Element) picture.getFirstChild();
                Element description = (Element) title.getNextSibling();
                assertThat(title.getTagName() + " " + description.getTagName()).isEqualTo("title desc");
                assertThat(title.getTextContent()).isNotBlank();
                assertThat(description.getTextContent()).isNotBlank();
                assertThat(picture.getAttribute("aria-labelledby")).isEqualTo(title.getAttribute("id") + " " + description.getAttribute("id"));
            }
        }
        for (Element table : Pages.all(page, "table")) {
            assertThat(table.getElementsByTagName("caption").getLength()).isEqualTo(1);
            int columns = table.getElementsByTagName("thead").item(0).getFirstChild().getChildNodes().getLength();
            for (Element row : elements(table, "tr")) {
                assertThat(row.getChildNodes().getLength()).isEqualTo(columns);
            }
        }
        Pages.all(page, "th").forEach(head -> assertThat(head.getAttribute("scope")).isIn("col", "row"));
    }

    private static List<Element> elements(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < parent.getElementsByTagName(name).getLength(); i++) {
            found.add((Element) parent.getElementsByTagName(name).item(i));
        }
        return found;
    }

    @Test
    void html_showsHostileTextsAsTheyAre() {
        Document page = Pages.xml(ReportWriter.html(SampleReports.hostile()));
        List<String> cells = Pages.all(page, "td").stream().filter(td -> td.getAttribute("class").equals("words")).map(Element::getTextContent).toList();
        assertThat(cells).hasSize(SampleReports.hostileTexts().size());
        assertThat(cells).contains("</title></style></script><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "&lt;&#0;&amp",
                "שלום עולם", "a␀b␇c␛d␡e\uFFFDf", "\uFFFD alone \uFFFD", "line\nbreak\ttab", "\uFFFDtxet desrever\uFFFD",
                "x".repeat(ReportWriter.MOST_TEXT - 1) + "…");
    }

    @Test
    void html_sameDataSameBytes() {
        for (String name : SampleReports.all().keySet()) {
            assertThat(ReportWriter.html(SampleReports.all().get(name))).isEqualTo(ReportWriter.html(SampleReports.all().get(name)));
        }
    }

    @Test
    void html_structure() throws IOException {
        StringBuilder outline = new StringBuilder();
        for (String name : List.of("small", "banking", "emotions", "regression", "bare")) {
            outline.append("== ").append(name).append('\n');
            for (Element element : Pages.all(Pages.xml(ReportWriter.html(SampleReports.all().get(name))), "*")) {
                String text = element.getTextContent().strip();
                switch (element.getTagName()) {
                    case "h1", "h2", "h3", "h4", "figcaption" -> outline.append(element.getTagName()).append(' ').append(text).append('\n');
                    case "thead" -> {
                        List<String> columns = elements(element, "th").stream().map(Element::getTextContent).toList();
                        outline.append("table ").append(String.join(" | ", columns)).append('\n');
                    }
                    default -> { }
                }
            }
        }
        Golden.compare("outline.txt", outline.toString());
    }

    @Test
    void html_withoutTexts() {
        String secret = "only the owner of this file may read me";
        QualityReport quality = QualityReport.builder("dev").errors(List.of(new WorstError(7, secret, "a", "b", 0.9))).build();
        ReportData.Builder data = ReportData.builder("m", Task.SINGLE_LABEL).quality(quality);
        assertThat(ReportWriter.html(data.build())).contains(secret);
        assertThat(ReportWriter.html(data.texts(false).build())).doesNotContain(secret).contains("Texts are not shown");
        assertThat(quality.errors().get(0).toString()).doesNotContain(secret);
    }

    @Test
    void html_ofManyOfEverythingIsSmall() {
        String page = ReportWriter.html(LargeReport.data(5000));
        Pages.xml(page);
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(4_000_000);
        assertThat(page).contains("4,600 more labels were left out", "99,950 more errors were left out", "9,850 more parts were left out",
                "940 more findings were left out", "800 more entries were left out", "A picture of 5,000 labels would show nothing");
    }

    @Test
    void html_ofTheLargestMatrixIsSmall() {
        String page = ReportWriter.html(LargeReport.data(HeatMap.MOST_LABELS));
        assertThat(page).contains("Confusion matrix").doesNotContain("would show nothing");
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(4_000_000);
    }

    @Test
    void html_partsThatAreMissingAreNotShown() {
        String page = ReportWriter.html(ReportData.builder("m", Task.SINGLE_LABEL).build());
        assertThat(Pages.texts(Pages.xml(page), "h2")).containsExactly("How it was made");
    }

    /** The pages stay in {@code target/reports}, to look at. */
    @ParameterizedTest
    @MethodSource("samples")
    void write_writesThePage(Map.Entry<String, ReportData> sample) {
        Path target = Path.of("target/reports", sample.getKey() + ".html");
        ReportWriter.write(sample.getValue(), target);
        assertThat(target).hasContent(ReportWriter.html(sample.getValue()));
    }

    @Test
    void write_replacesAndMakesFolders(@TempDir Path folder) throws IOException {
        Path target = folder.resolve("a/b/report.html");
        ReportWriter.write(SampleReports.classes(2, 3), target);
        ReportWriter.write(SampleReports.regression(), target);
        assertThat(Files.readString(target)).isEqualTo(ReportWriter.html(SampleReports.regression()));
        try (Stream<Path> files = Files.list(target.getParent())) {
            assertThat(files).containsExactly(target);
        }
    }

    @Test
    void write_whereNoFileCanBe(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        ReportData data = SampleReports.classes(2, 3);
        assertThatThrownBy(() -> ReportWriter.write(data, file.resolve("report.html"))).isInstanceOf(TrainingException.class)
                .hasMessageContaining("report.html: expected a file that can be written");
    }
}
