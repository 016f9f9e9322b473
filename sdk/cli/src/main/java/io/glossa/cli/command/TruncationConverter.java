package io.glossa.cli.command;

import io.glossa.tokenizer.Truncation;
import java.util.Locale;
import picocli.CommandLine;

/** Reads {@code off}, {@code longest_first}, {@code only_first} and {@code only_second}. */
final class TruncationConverter implements CommandLine.ITypeConverter<Truncation> {
    @Override
    public Truncation convert(String value) {
        try {
            return Truncation.valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException("expected off, longest_first, only_first or only_second, found '" + value + "'");
        }
    }
}
