package io.glossa;

import io.glossa.error.InvalidInputException;
import io.glossa.internal.pipeline.Checks;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * Where a model runs. {@link #auto()} takes a CUDA device if the ONNX Runtime on the class path has one and it works, and
 * the CPU otherwise; {@link #cuda(int)} fails when it cannot be had. Immutable.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Device {
    private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,3}))?");
    private static final Device AUTO = new Device(Kind.AUTO, 0);
    private static final Device CPU = new Device(Kind.CPU, 0);

    /** The kinds of device. */
    public enum Kind {
        /** The best there is. */
        AUTO,
        /** The processor. */
        CPU,
        /** An NVIDIA GPU. */
        CUDA
    }

    private final Kind kind;
    private final int index;

    private Device(Kind kind, int index) {
        this.kind = kind;
        this.index = index;
    }

    /** CUDA when it works, else the CPU. */
    public static Device auto() {
        return AUTO;
    }

    /** The CPU. */
    public static Device cpu() {
        return CPU;
    }

    /**
     * A CUDA device, and nothing else.
     *
     * @param index number of the device, from 0
     * @throws IllegalArgumentException if negative
     */
    public static Device cuda(int index) {
        return new Device(Kind.CUDA, Checks.atLeast(index, 0, "index"));
    }

    /**
     * Reads {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:n}.
     *
     * @throws InvalidInputException if it is none of these
     */
    public static Device parse(String text) {
        String lower = Objects.requireNonNull(text, "text").toLowerCase(Locale.ROOT);
        Matcher cuda = CUDA.matcher(lower);
        if (cuda.matches()) {
            return cuda(cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1)));
        }
        return switch (lower) {
            case "auto" -> AUTO;
            case "cpu" -> CPU;
            default -> throw new InvalidInputException("device: expected auto, cpu, cuda or cuda:n, found '"
                    + (text.length() > 20 ? text.substring(0, 20) + "…" : text) + "'");
        };
    }

    /** The kind of device. */
    public Kind kind() {
        return kind;
    }

    /** Number of the CUDA device; 0 for the other kinds. */
    public int index() {
        return index;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Device device && device.kind == kind && device.index == index;
    }

    @Override
    public int hashCode() {
        return kind.hashCode() * 31 + index;
    }

    @Override
    public String toString() {
        return kind == Kind.CUDA ? "cuda:" + index : kind.name().toLowerCase(Locale.ROOT);
    }
}
