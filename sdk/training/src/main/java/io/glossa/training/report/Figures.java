package io.glossa.training.report;

import io.glossa.evaluation.Interval;
import java.util.Locale;
import java.util.Optional;

/** Numbers as they are shown to people: the same in every language and on every machine. */
final class Figures {
    private static final String NONE = "–";

    private Figures() {}

    /** A metric: three decimals, or as many as show something. */
    static String metric(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        double size = Math.abs(value);
        if (size != 0 && size < 0.0005) {
            return small(value);
        }
        return size >= 1000 ? String.format(Locale.ROOT, "%,.1f", value) : String.format(Locale.ROOT, "%.3f", value + 0.0);
    }

    /** A 95 % interval; nothing if there is none. */
    static String interval(Optional<Interval> interval) {
        return interval.map(i -> metric(i.low()) + " to " + metric(i.high())).orElse("");
    }

    /** A loss: four decimals. */
    static String loss(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : Double.isNaN(value) ? "NaN" : "∞";
    }

    /** A small number with two digits, such as 2.3e-6. */
    static String small(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        if (value == 0) {
            return "0";
        }
        return String.format(Locale.ROOT, "%.1e", value).replaceFirst("e([+-])0*(\\d)", "e$1$2").replace("e+", "e").replace("e0", "");
    }

    /** A whole number in groups of three digits. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** How many there are of a thing whose plural ends in s. */
    static String count(long value, String one) {
        return count(value) + " " + one + (value == 1 ? "" : "s");
    }

    /** A share of one as per cent. */
    static String percent(double share) {
        if (!Double.isFinite(share)) {
            return NONE;
        }
        if (share > 0 && share < 0.0005) {
            return "< 0.1\u00A0%";
        }
        return String.format(Locale.ROOT, share != 0 && share < 0.0995 ? "%.1f\u00A0%%" : "%.0f\u00A0%%", share * 100);
    }

    /** A size of a file. */
    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " bytes";
        }
        String[] units = {"kB", "MB", "GB", "TB", "PB", "EB"};
        double value = bytes;
        int unit = -1;
        while (value >= 999.5 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, value < 99.95 ? "%.1f %s" : "%.0f %s", value, units[unit]);
    }

    /** A time: {@code 42 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    static String duration(double seconds) {
        if (!Double.isFinite(seconds) || seconds < 0) {
            return NONE;
        }
        if (seconds < 9.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3600) {
            return whole / 60 + " min " + whole % 60 + " s";
        }
        long minutes = Math.round(seconds / 60);
        return count(minutes / 60) + " h " + minutes % 60 + " min";
    }

    /** A coordinate: at most two decimals, no more characters than needed. */
    static String at(double value) {
        long hundredths = Math.round(value * 100);
        if (hundredths % 100 == 0) {
            return Long.toString(hundredths / 100);
        }
        String text = String.format(Locale.ROOT, "%.2f", hundredths / 100.0);
        return text.endsWith("0") ? text.substring(0, text.length() - 1) : text;
    }
}
