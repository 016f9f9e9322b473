package io.glossa.recipes;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Accuracy over milliseconds as a picture: a line a model, from 8 bits to 32. */
final class FrontierPicture {
    private static final int DOTS_PER_INCH = 144;
    private static final Color[] COLORS = {new Color(0x6b7280), new Color(0x2563eb), new Color(0xc2410c)};
    private static final Marker[] MARKERS = {SeriesMarkers.DIAMOND, SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE};

    private FrontierPicture() {}

    /** Writes it as PNG. */
    static void write(List<Frontier.Point> points, Path file) throws IOException {
        XYChart chart = new XYChartBuilder().width(760).height(460).title("English sentiment: accuracy and time")
                .xAxisTitle("milliseconds of processor time a sentence, one thread").yAxisTitle("accuracy on SST-2 dev, per cent").build();
        style(chart.getStyler(), points);
        Map<String, List<Frontier.Point>> models = new LinkedHashMap<>();
        points.forEach(point -> models.computeIfAbsent(point.name(), name -> new ArrayList<>()).add(point));
        int i = 0;
        for (Map.Entry<String, List<Frontier.Point>> model : models.entrySet()) {
            List<Frontier.Point> some = model.getValue();
            XYSeries series = chart.addSeries(model.getKey() + some.stream().map(point -> String.format(Locale.ROOT, ", %s %.1f %%",
                    point.precision().name().toLowerCase(Locale.ROOT), 100 * point.accuracy().value())).reduce("", String::concat),
                    some.stream().map(Frontier.Point::milliseconds).toList(), some.stream().map(point -> 100 * point.accuracy().value()).toList());
            series.setMarker(MARKERS[i]).setMarkerColor(COLORS[i]).setLineColor(COLORS[i]).setLineStyle(SeriesLines.DASH_DASH);
            i++;
        }
        BitmapEncoder.saveBitmapWithDPI(chart, file.toString().replaceFirst("\\.png$", ""), BitmapEncoder.BitmapFormat.PNG, DOTS_PER_INCH);
    }

    private static void style(XYStyler style, List<Frontier.Point> points) {
        style.setChartBackgroundColor(Color.WHITE).setPlotBorderVisible(false).setLegendPosition(Styler.LegendPosition.InsideSE)
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15)).setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        style.setMarkerSize(11);
        style.setXAxisMin(0.0);
        style.setXAxisDecimalPattern("0");
        style.setYAxisDecimalPattern("0");
        style.setYAxisMin(Math.floor(100 * points.stream().mapToDouble(point -> point.accuracy().low()).min().orElseThrow()));
    }
}
