package io.glossa.training.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Places numbers on an axis, which ends on round ones.
 *
 * @param low number at the start of the axis
 * @param high number at its end, larger than {@code low}
 * @param step distance of the ticks: 1, 2 or 5 times a power of ten
 * @param from place of the start
 * @param to place of the end
 */
record Scale(double low, double high, double step, double from, double to) {
    /** An axis that holds the given numbers and has about so many ticks. */
    static Scale around(double min, double max, int ticks, double from, double to) {
        double low = Double.isFinite(min) ? min : 0;
        double high = Double.isFinite(max) ? max : 1;
        if (high - low < 1e-12 * Math.max(1, Math.abs(high))) {
            double room = high == 0 ? 1 : Math.abs(high) * 0.5;
            low = low >= 0 && low - room < 0 ? 0 : low - room;
            high += room;
        }
        double step = round((high - low) / Math.max(1, ticks));
        return new Scale(Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step, step, from, to);
    }

    /** An axis that ends exactly at the given numbers, with ticks at round ones between. */
    static Scale exact(double low, double high, int ticks, double from, double to) {
        double end = high > low ? high : low + 1;
        return new Scale(low, end, round((end - low) / Math.max(1, ticks)), from, to);
    }

    private static double round(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digit = rough / power;
        return (digit <= 1.0000001 ? 1 : digit <= 2.0000001 ? 2 : digit <= 5.0000001 ? 5 : 10) * power;
    }

    /** Place of a number. */
    double place(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    /** The same axis with ticks at whole numbers alone. */
    Scale whole() {
        return step >= 1 ? this : new Scale(low, high, 1, from, to);
    }

    /** Numbers at the ticks. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        long first = (long) Math.ceil(low / step - 1e-9);
        long last = (long) Math.floor(high / step + 1e-9);
        for (long i = first; i <= last && ticks.size() < 50; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** How a tick is written: as many decimals as tell it from its neighbours. */
    String name(double tick) {
        if (Math.abs(tick) < step * 1e-6) {
            return "0";
        }
        double size = Math.max(Math.abs(low), Math.abs(high));
        if (size < 0.001) {
            return Figures.small(tick);
        }
        if (size >= 10_000 && step >= 100) {
            return trimmed(tick / 1000, step / 1000) + "k";
        }
        return trimmed(tick, step);
    }

    /** A number as short as it is exact, whole ones in groups of three digits. */
    static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Figures.count((long) value) : Figures.at(value);
    }

    private static String trimmed(double tick, double step) {
        int decimals = (int) Math.max(0, Math.min(9, Math.ceil(-Math.log10(step) - 1e-9)));
        return String.format(Locale.ROOT, "%,." + decimals + "f", tick);
    }
}
