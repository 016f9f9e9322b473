package io.glossa.training.report;

import io.glossa.base.internal.AtomicFiles;
import io.glossa.error.TrainingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;
import org.apiguardian.api.API;

/**
 * Writes {@code report.html}: one file that asks the network for nothing, is readable without JavaScript, in light, dark and print, and
 * has the same bytes for the same data. It is well-formed XML too. A content security policy in the file forbids any script but the one
 * that sorts tables. Long lists are cut, and the page says how many entries were left out; it stays under four megabytes.
 *
 * <p>Texts of the data are in the page, unless {@link ReportData.Builder#texts} says no. Thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class ReportWriter {
    /** Most characters of a label or name. */
    static final int MOST_LABEL = 100;
    /** Most characters of a text. */
    static final int MOST_TEXT = 600;

    private ReportWriter() {}

    /**
     * Writes the report, whole or not at all. A file that is there is replaced.
     *
     * @param data what to tell
     * @param target the file, usually {@code report.html} in the folder of the model; folders above are made
     * @throws TrainingException if it can't be written
     */
    public static void write(ReportData data, Path target) {
        byte[] bytes = html(data).getBytes(StandardCharsets.UTF_8);
        try {
            AtomicFiles.write(target, temporary -> Files.write(temporary, bytes));
        } catch (IOException e) {
            throw new TrainingException(target + ": expected a file that can be written, found " + e.getClass().getSimpleName()
                    + "; make room or choose another folder", e);
        }
    }

    /**
     * The report as a page, in UTF-8 when written to a file.
     *
     * @param data what to tell
     */
    public static String html(ReportData data) {
        Objects.requireNonNull(data, "data");
        String script = resource("report.js");
        Markup out = new Markup();
        out.constant("<!DOCTYPE html>\n").open("html", "xmlns", "http://www.w3.org/1999/xhtml", "lang", "en").open("head");
        out.empty("meta", "charset", "utf-8").empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        out.empty("meta", "http-equiv", "Content-Security-Policy", "content",
                "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'; script-src 'sha256-" + sha256(script) + "'");
        out.empty("meta", "name", "color-scheme", "content", "light dark").empty("meta", "name", "generator", "content", "Glossa");
        out.element("title", Escape.shorten(Escape.oneLine(data.model()), MOST_LABEL) + " · training report");
        out.open("style").constant(resource("report.css")).closeLine();
        out.closeLine();
        out.open("body");
        SummarySection.write(out, data);
        contents(out, data);
        out.open("main");
        if (DataSection.present(data)) {
            DataSection.write(out, data);
        }
        if (TrainingSection.present(data)) {
            TrainingSection.write(out, data);
        }
        if (QualitySection.present(data)) {
            QualitySection.write(out, data);
        }
        if (ScoresSection.present(data)) {
            ScoresSection.write(out, data);
        }
        if (ErrorsSection.present(data)) {
            ErrorsSection.write(out, data);
        }
        RunSection.write(out, data);
        out.closeLine();
        out.open("footer").element("p", "Written by Glossa. This page is one file and loads nothing from elsewhere."
                + (data.texts() && !data.quality().errors().isEmpty() ? " It shows texts of the data: mind whom you give it to." : "")).closeLine();
        out.open("script").constant(script).closeLine();
        out.closeLine();
        out.closeLine();
        return out.finish();
    }

    private static void contents(Markup out, ReportData data) {
        out.open("nav", "aria-label", "Contents").open("ul");
        entry(out, DataSection.present(data), "data", "Data");
        entry(out, TrainingSection.present(data), "training", "Training");
        entry(out, QualitySection.present(data), "quality", "Quality");
        entry(out, ScoresSection.present(data), "scores", data.quality().points().isEmpty() ? "Scores" : "Residuals");
        entry(out, ErrorsSection.present(data), "errors", "Where it is weak");
        entry(out, true, "run", "How it was made");
        out.close().closeLine();
    }

    private static void entry(Markup out, boolean present, String id, String name) {
        if (present) {
            out.open("li").element("a", name, "href", "#" + id).close();
        }
    }

    /** Says how many entries of a list were left out, if any. */
    static void leftOut(Markup out, int size, int most, String what) {
        if (size > most) {
            out.element("p", Figures.count(size - most) + " more " + what + " were left out to keep this page small.", "class", "note");
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ReportWriter.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
