package io.glossa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.cli.command.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Verbs, options and exit statuses are the ones on record in {@code docs/api/cli.txt} and in the documents. */
class CommandLineListingTest {
    private static CommandSpec commandLine() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new CommandLine(new Glossa(), new Streams.Factory(new Streams(InputStream.nullInputStream(), nowhere, nowhere)))
                .getCommandSpec();
    }

    @Test
    void verbsAndOptions_areTheOnesOnRecord() {
        Listing.check("cli.txt", "Verbs, parameters and options of the command line.", lines(commandLine()));
    }

    @Test
    void verbs_areInTheManual() throws IOException {
        String manual = Files.readString(Repository.root().resolve("docs/cli.md"));
        assertThat(lines(commandLine())).hasSizeGreaterThan(50);
        commandLine().subcommands().keySet().stream().filter(verb -> !verb.equals("help"))
                .forEach(verb -> assertThat(manual).as("docs/cli.md").contains("`" + verb));
    }

    /** The table of docs/compatibility.md, and a run for each row. */
    @Test
    void exitStatuses_areTheOnesOfTheTable() throws IOException {
        String document = Files.readString(Repository.root().resolve("docs/compatibility.md"));
        Matcher rows = Pattern.compile("(?m)^\\| (\\d) \\| ").matcher(document);
        List<Integer> promised = new ArrayList<>();
        while (rows.find()) {
            promised.add(Integer.parseInt(rows.group(1)));
        }
        assertThat(promised).containsExactly(0, 1, 2);
        assertThat(Cli.run("tokenize", "a").status()).isZero();
        assertThat(Cli.runWith("{\"text\": \"a\"}\n{}\n", "tokenize", "--input", "-").status()).isEqualTo(1);
        assertThat(Cli.run("tokenize", "--model", "./none", "a").status()).isEqualTo(1);
        assertThat(Cli.run("tokenize", "--colour", "a").status()).isEqualTo(2);
        assertThat(Cli.run("tokenize").status()).isEqualTo(2);
    }

    /** Options that all verbs for texts share come first, so that one of them is one line. */
    private static List<String> lines(CommandSpec root) {
        Map<String, List<String>> verbs = new LinkedHashMap<>();
        verbs(root, verbs);
        List<List<String>> texts = verbs.values().stream().filter(options -> options.stream().anyMatch(line -> line.contains("--input ")))
                .toList();
        List<String> shared = new ArrayList<>(texts.get(0));
        texts.forEach(shared::retainAll);
        List<String> lines = new ArrayList<>();
        lines.add("every verb for texts");
        lines.addAll(shared);
        verbs.forEach((verb, options) -> {
            boolean forTexts = options.containsAll(shared);
            lines.add(verb + (forTexts ? ", for texts" : ""));
            options.stream().filter(line -> !forTexts || !shared.contains(line)).forEach(lines::add);
        });
        return lines;
    }

    private static void verbs(CommandSpec command, Map<String, List<String>> verbs) {
        TreeMap<String, String> options = new TreeMap<>();
        for (OptionSpec option : command.options()) {
            List<String> names = Arrays.stream(option.names()).sorted((a, b) -> b.length() - a.length()).toList();
            options.put(names.get(0), "    " + String.join(", ", names) + value(option) + (option.required() ? ", required" : "")
                    + (option.defaultValue() == null ? "" : ", default " + option.defaultValue()));
        }
        verbs.put(command.qualifiedName() + command.positionalParameters().stream()
                .map(parameter -> " " + parameter.paramLabel() + (parameter.isMultiValue() ? "…" : ""))
                .collect(Collectors.joining()), List.copyOf(options.values()));
        new TreeMap<>(command.subcommands()).forEach((name, each) -> {
            if (!name.equals("help")) {
                verbs(each.getCommandSpec(), verbs);
            }
        });
    }

    /** What an option takes: nothing, one of some words, or a kind of value. */
    private static String value(ArgSpec option) {
        if (option.arity().max() == 0) {
            return "";
        }
        Class<?> type = option.type();
        return " <" + (type.isEnum()
                ? Arrays.stream(type.getEnumConstants()).map(each -> each.toString().toLowerCase(Locale.ROOT)).collect(Collectors.joining("|"))
                : type.getSimpleName().toLowerCase(Locale.ROOT)) + ">";
    }
}
