package io.glossa.training.report;

import java.util.List;
import java.util.Locale;

/**
 * An SVG picture inside a figure: caption, legend, picture, note. Colours are classes of the style sheet, so a picture follows light,
 * dark and print. It has a title and a description for those who don't see it. Not thread-safe.
 */
final class Chart {
    /** Usual width and height, in units of the picture. */
    static final double WIDTH = 460;

    static final double HEIGHT = 250;

    private final Markup out;

    private Chart(Markup out) {
        this.out = out;
    }

    /** An entry of a legend: a name and the class of its colour. */
    record Key(String name, String color) {}

    /** Starts a figure. */
    static Chart start(Markup out, String caption, List<Key> legend, double width, double height, String description) {
        return start(out, caption, legend, width, height, description, "chart");
    }

    /** Starts a figure of a class. */
    static Chart start(Markup out, String caption, List<Key> legend, double width, double height, String description, String figureClass) {
        out.open("figure", "class", figureClass).open("figcaption").element("strong", caption);
        for (Key key : legend) {
            out.open("span", "class", "key " + key.color()).open("i").close().text(key.name()).close();
        }
        out.closeLine();
        String id = out.id("c");
        out.open("svg", "viewBox", "0 0 " + Figures.at(width) + " " + Figures.at(height), "preserveAspectRatio", "xMinYMid", "role", "img", "aria-labelledby",
                id + "t " + id + "d", "style", "max-width:" + Figures.at(width * 1.25) + "px");
        out.element("title", caption, "id", id + "t").element("desc", description, "id", id + "d");
        return new Chart(out);
    }

    /** Ends the figure. */
    void end() {
        end("");
    }

    /** Ends the figure with a note below, if it is not empty. */
    void end(String note) {
        out.closeLine();
        if (!note.isEmpty()) {
            out.element("p", note, "class", "note");
        }
        out.closeLine();
    }

    /** A straight line. */
    void line(double x1, double y1, double x2, double y2, String style) {
        out.empty("line", "x1", Figures.at(x1), "y1", Figures.at(y1), "x2", Figures.at(x2), "y2", Figures.at(y2), "class", style);
    }

    /** A path. */
    void path(String d, String style) {
        if (!d.isEmpty()) {
            out.empty("path", "d", d, "class", style);
        }
    }

    /** A path whose unit is the cell of a grid that starts at a point. */
    void grid(String d, double x, double y, double cell, String style) {
        if (!d.isEmpty()) {
            out.empty("path", "d", d, "transform",
                    "translate(" + Figures.at(x) + " " + Figures.at(y) + ") scale(" + String.format(Locale.ROOT, "%.4f", cell) + ")", "class", style);
        }
    }

    /** A rectangle; the tip is shown under the pointer, none if empty. */
    void box(double x, double y, double width, double height, String style, String tip) {
        String[] attributes = {"x", Figures.at(x), "y", Figures.at(y), "width", Figures.at(Math.max(0, width)), "height",
            Figures.at(Math.max(0, height)), "class", style};
        if (tip.isEmpty()) {
            out.empty("rect", attributes);
        } else {
            out.open("rect", attributes).element("title", tip).close();
        }
    }

    /** A point. */
    void dot(double x, double y, double radius, String style, String tip) {
        String[] attributes = {"cx", Figures.at(x), "cy", Figures.at(y), "r", Figures.at(radius), "class", style};
        if (tip.isEmpty()) {
            out.empty("circle", attributes);
        } else {
            out.open("circle", attributes).element("title", tip).close();
        }
    }

    /** A text. */
    void text(double x, double y, String style, String text) {
        out.element("text", text, "x", Figures.at(x), "y", Figures.at(y), "class", style);
    }

    /** A text that is read from below to above, or by another turn in degrees. */
    void turned(double x, double y, double degrees, String style, String text) {
        out.element("text", text, "transform", "translate(" + Figures.at(x) + " " + Figures.at(y) + ") rotate(" + Figures.at(degrees) + ")",
                "class", style);
    }

    /** Grid, ticks and names of both axes. Scales know their places: x from left to right, y from below to above. */
    void axes(Scale x, Scale y, String xName, String yName) {
        for (double tick : y.ticks()) {
            line(x.from(), y.place(tick), x.to(), y.place(tick), "grid");
            text(x.from() - 6, y.place(tick) + 4, "tick e", y.name(tick));
        }
        for (double tick : x.ticks()) {
            line(x.place(tick), y.from(), x.place(tick), y.from() + 4, "axis");
            text(x.place(tick), y.from() + 16, "tick m", x.name(tick));
        }
        line(x.from(), y.from(), x.to(), y.from(), "axis");
        text((x.from() + x.to()) / 2, y.from() + 33, "name m", xName);
        if (!yName.isEmpty()) {
            turned(12, (y.from() + y.to()) / 2, -90, "name m", yName);
        }
    }
}
