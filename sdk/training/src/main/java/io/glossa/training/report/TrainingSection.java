package io.glossa.training.report;

import io.glossa.training.report.TrainingHistory.Epoch;
import io.glossa.training.report.TrainingHistory.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** How the run went: curves over steps and epochs, and the table of epochs. */
final class TrainingSection {
    private static final int MOST_METRICS = 8;
    private static final int MOST_EPOCHS = 200;
    private static final int MANY_STEPS = 40;
    private static final List<String> COLORS = List.of("c1", "c2", "c3", "c4");

    private TrainingSection() {}

    static boolean present(ReportData data) {
        return !data.history().steps().isEmpty() || !data.history().epochs().isEmpty();
    }

    static void write(Markup out, ReportData data) {
        List<Step> steps = data.history().steps();
        List<Epoch> epochs = data.history().epochs();
        out.open("section", "id", "training").element("h2", "Training").open("div", "class", "charts");
        loss(out, steps, epochs);
        metrics(out, epochs);
        LineChart.draw(out, "Learning rate", List.of(steps("", "c3", steps, Step::learningRate, "line")), "step", true, Double.NaN, "", "");
        LineChart.draw(out, "Norm of the gradient", smooth(steps("", "c4", steps, Step::gradientNorm, "line")), "step", true, Double.NaN, "",
                "Before clipping.");
        out.closeLine();
        epochs(out, epochs);
        out.closeLine();
    }

    /** The best epoch: the last that was best when it ended, or the last if none is marked. */
    static Epoch best(List<Epoch> epochs) {
        Epoch best = epochs.get(epochs.size() - 1);
        for (Epoch epoch : epochs) {
            best = epoch.best() ? epoch : best;
        }
        return best;
    }

    private static Curve steps(String name, String color, List<Step> steps, ToDoubleFunction<Step> value, String style) {
        return new Curve(name, color, steps.stream().mapToDouble(Step::step).toArray(), steps.stream().mapToDouble(value).toArray(), style, false);
    }

    /** A line that jumps gets a running mean in front of it. */
    private static List<Curve> smooth(Curve curve) {
        int n = curve.x().length;
        if (n < MANY_STEPS) {
            return List.of(curve);
        }
        Curve faint = new Curve("", curve.color(), curve.x(), curve.y(), "faint", false);
        return List.of(faint, curve.smoothed(Math.max(5, n / 25), curve.name(), "line"));
    }

    private static void loss(Markup out, List<Step> steps, List<Epoch> epochs) {
        List<Curve> curves = new ArrayList<>(smooth(steps("train", "c1", steps, Step::loss, "line")));
        double[] at = epochs.stream().mapToDouble(Epoch::step).toArray();
        if (steps.isEmpty()) {
            curves.add(new Curve("train", "c1", at, epochs.stream().mapToDouble(Epoch::trainLoss).toArray(), "line", true));
        }
        double[] dev = epochs.stream().mapToDouble(e -> e.devLoss().orElse(Double.NaN)).toArray();
        curves.add(new Curve("dev", "c2", at, dev, "dash", true));
        double mark = epochs.isEmpty() ? Double.NaN : best(epochs).step();
        String note = steps.size() >= MANY_STEPS ? "Train: running mean over the loss of each window of steps, which is drawn faintly." : "";
        LineChart.draw(out, "Loss", curves, "step", true, mark, "best epoch", note);
    }

    private static Set<String> names(List<Epoch> epochs) {
        Set<String> names = new LinkedHashSet<>();
        epochs.forEach(epoch -> names.addAll(epoch.metrics().keySet()));
        return names;
    }

    private static void metrics(Markup out, List<Epoch> epochs) {
        if (epochs.isEmpty()) {
            return;
        }
        List<Curve> curves = new ArrayList<>();
        double[] at = epochs.stream().mapToDouble(Epoch::epoch).toArray();
        for (String name : names(epochs)) {
            if (curves.size() < COLORS.size()) {
                double[] values = epochs.stream().mapToDouble(e -> e.metrics().getOrDefault(name, Double.NaN)).toArray();
                curves.add(new Curve(Escape.shorten(MetricNames.title(name), 40), COLORS.get(curves.size()), at, values, curves.size() % 2 == 0 ? "line" : "dash", true));
            }
        }
        LineChart.draw(out, "Metrics on the development data", curves, "epoch", false, best(epochs).epoch(), "best epoch", "");
    }

    private static void epochs(Markup out, List<Epoch> epochs) {
        if (epochs.isEmpty()) {
            return;
        }
        List<String> names = names(epochs).stream().limit(MOST_METRICS).toList();
        boolean dev = epochs.stream().anyMatch(e -> e.devLoss().isPresent());
        List<String> columns = new ArrayList<>(List.of("#Epoch", "#Step", "#Train loss"));
        if (dev) {
            columns.add("#Dev loss");
        }
        names.forEach(name -> columns.add("#" + Escape.shorten(MetricNames.title(name), 40)));
        columns.addAll(List.of("#Time", ""));
        Table table = Table.start(out, "Epochs", false, columns.toArray(new String[0]));
        Epoch best = best(epochs);
        for (Epoch epoch : epochs.subList(0, Math.min(MOST_EPOCHS, epochs.size()))) {
            table.row(epoch == best ? "best" : "plain").number(Integer.toString(epoch.epoch())).number(Figures.count(epoch.step()))
                    .number(Figures.loss(epoch.trainLoss()));
            if (dev) {
                table.number(epoch.devLoss().isPresent() ? Figures.loss(epoch.devLoss().getAsDouble()) : "–");
            }
            names.forEach(name -> table.number(Figures.metric(epoch.metrics().getOrDefault(name, Double.NaN))));
            table.number(Figures.duration(epoch.seconds())).text(epoch == best ? "best" : "").end();
        }
        table.close();
        ReportWriter.leftOut(out, epochs.size(), MOST_EPOCHS, "epochs");
    }
}
