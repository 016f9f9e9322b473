package io.glossa.cli.command;

import io.glossa.error.InvalidInputException;
import io.glossa.text.TextCleaner;
import picocli.CommandLine;

/** Reads {@code --clean}. */
final class CleanerConverter implements CommandLine.ITypeConverter<TextCleaner> {
    @Override
    public TextCleaner convert(String value) {
        try {
            return TextCleaner.parse(value);
        } catch (InvalidInputException e) {
            throw new CommandLine.TypeConversionException("--" + e.getMessage());
        }
    }
}
