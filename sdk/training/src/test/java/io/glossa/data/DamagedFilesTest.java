package io.glossa.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged file says which row is bad and why, or the row is left out and counted. */
class DamagedFilesTest {
    private static final DatasetOptions SKIP = DatasetOptions.builder().badRows(BadRows.SKIP).build();

    @TempDir
    Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8));
    }

    /** Fails at the row where it is told to; leaves only that row out where that is allowed. */
    private void badRow(Path file, String place, String... problem) {
        String name = String.valueOf(file.getFileName());
        assertThatThrownBy(() -> Dataset.read(file).size()).isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(name + ", " + place + ": ").hasMessageContainingAll(problem);
        DatasetStatistics statistics = Dataset.read(file, SKIP).statistics();
        assertThat(statistics.skippedRows()).isEqualTo(1);
        assertThat(statistics.badRows()).singleElement().satisfies(row ->
                assertThat(place).isEqualTo("row " + row.row() + " (line " + row.line() + ")"));
        assertThat(statistics.examples()).isEqualTo(2);
    }

    private void refused(Path file, String... problem) {
        for (DatasetOptions options : new DatasetOptions[] {DatasetOptions.defaults(), SKIP}) {
            assertThatThrownBy(() -> Dataset.read(file, options).size()).isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith(String.valueOf(file.getFileName())).hasMessageContainingAll(problem);
        }
    }

    @Test
    void row_raggedOrEmptyLabel() throws IOException {
        badRow(file("a.tsv", "text\tlabel\na\tx\nb\nc\ty\n"), "row 2 (line 3)", "expected 2 columns as in the header, found 1");
        badRow(file("b.csv", "text,label\na,x\nb,y,z\nc,y\n"), "row 2 (line 3)", "expected 2 columns as in the header, found 3");
        badRow(file("c.csv", "text,label\n\"a\na\",x\nb,y\nc,\"  \"\n"), "row 3 (line 5)", "expected a label in 'label', found an empty one");
        badRow(file("d.jsonl", "{\"text\": \"a\", \"label\": null}\n{\"text\": \"a\", \"label\": \"x\"}\n{\"text\": \"\", \"label\": \"x\"}\n"),
                "row 1 (line 1)", "expected a label in 'label', found null");
        badRow(file("e.jsonl", "{\"text\": \"a\", \"label\": \"x\"}\n\n{\"label\": \"x\"}\n{\"text\": \"b\", \"label\": \"x\"}\n"),
                "row 2 (line 3)", "expected a string in 'text', found nothing");
        badRow(file("h.jsonl", "{\"text\": \"a\", \"label\": \"x\"}\nnull\n{\"text\": \"b\", \"label\": \"x\"}\n"),
                "row 2 (line 2)", "expected a JSON object", "found null");
        badRow(file("i.jsonl", "[{\"text\": \"a\", \"label\": \"x\"},\n{\"text\": \"b\", \"label\": \"x\"}\n{\"text\": \"b\", \"label\": \"x\"}\n"),
                "row 1 (line 1)", "found the beginning of a list; write one object a line");
        badRow(file("j.jsonl", "{\"text\": \"a\", \"label\": \"x\"}\n{\"Text\": \"b\", \"label\": \"x\"}\n{\"text\": \"b\", \"label\": \"x\"}\n"),
                "row 2 (line 2)", "expected a string in 'text', found 'Text', which differs in case or spaces", "--text-column");
        badRow(file("k.jsonl", "{\"text\": \"a\", \"label\": \"x\"}\n{\"text\": null, \"label\": \"x\"}\n{\"text\": \"b\", \"label\": \"x\"}\n"),
                "row 2 (line 2)", "expected a string in 'text', found null");
        badRow(file("f.jsonl", "{\"text\": \"a\", \"label\": \"x\"}\n{\"text\": \"b\", \n{\"text\": \"b\", \"label\": \"x\"}\n"),
                "row 2 (line 2)", "expected a JSON object", "the end of the document");
        badRow(file("g.tsv", "text\tlabel\na\tx\nb\t" + "y".repeat(1001) + "\nc\ty\n"), "row 2 (line 3)", "at most 1000 characters");
    }

    @Test
    void row_labelTwiceOrEmptyPart() throws IOException {
        DatasetOptions bar = DatasetOptions.builder().labelSeparator("|").build();
        assertThatThrownBy(() -> Dataset.read(file("a.tsv", "text\tlabel\na\tx|x\n"), bar).size())
                .hasMessageContaining("expected each label once");
        assertThatThrownBy(() -> Dataset.read(file("b.tsv", "text\tlabel\na\tx|\n"), bar).size())
                .hasMessageContaining("expected a label in 'label', found an empty one");
    }

    @Test
    void row_valueThatIsNoFiniteNumber() throws IOException {
        badRow(file("a.tsv", "text\tvalue\na\t1\nb\tNaN\nc\t2\n"), "row 2 (line 3)", "expected a finite number in 'value', found NaN");
        badRow(file("b.tsv", "text\tvalue\na\t1\nb\tInfinity\nc\t2\n"), "row 2 (line 3)", "found Infinity");
        badRow(file("c.tsv", "text\tvalue\na\t1\nb\t\nc\t2\n"), "row 2 (line 3)", "expected a number in 'value', found an empty cell");
        badRow(file("d.tsv", "text\tvalue\na\t1\nb\tmuch\nc\t2\n"), "row 2 (line 3)", "found something else");
        badRow(file("e.jsonl", "{\"text\": \"a\", \"value\": 1}\n{\"text\": \"b\", \"value\": \"2\"}\n{\"text\": \"c\", \"value\": 1e2}\n"),
                "row 2 (line 2)", "expected a number in 'value', found a string");
    }

    @Test
    void row_mixedEncodings() throws IOException {
        for (String name : new String[] {"a.tsv", "a.csv"}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            String header = name.endsWith("tsv") ? "text\tlabel\n" : "text,label\n";
            String end = header.charAt(4) + "x\n";
            bytes.write((header + "Käse" + end).getBytes(StandardCharsets.UTF_8));
            bytes.write(("Käse" + end).getBytes(Charset.forName("windows-1252")));
            bytes.write(("日本" + end).getBytes(StandardCharsets.UTF_8));
            badRow(Files.write(folder.resolve(name), bytes.toByteArray()), "row 2 (line 3)", "expected UTF-8, found other bytes");
        }
    }

    @Test
    void row_loneSurrogate() throws IOException {
        badRow(file("a.jsonl", "{\"text\": \"a\", \"label\": \"x\"}\n{\"text\": \"\\ud83d\", \"label\": \"x\"}\n"
                + "{\"text\": \"b\", \"label\": \"x\"}\n"), "row 2 (line 2)", "expected valid Unicode");
    }

    @Test
    void row_textOfTwoMegabytes() throws IOException {
        String big = "word ".repeat(400_000);
        badRow(file("a.tsv", "text\tlabel\na\tx\n" + big + "\tx\nc\tx\n"), "row 2 (line 3)", "expected at most 1000000 characters in 'text'");
        badRow(file("a.csv", "text,label\na,x\n" + big + ",x\nc,x\n"), "row 2 (line 3)", "expected at most 1000000 characters in 'text'");
        badRow(file("b.tsv", "text\tlabel\na\tx\n" + "word ".repeat(2_000_000) + "\tx\nc\tx\n"), "row 2 (line 3)", "bytes, found more");
        refused(file("b.csv", "text,label\na,x\n" + "word ".repeat(2_000_000) + ",x\nc,x\n"), "in the row from line 3", "bytes, found more");
        assertThat(Dataset.read(file("c.tsv", "text\tlabel\n" + "w".repeat(999_999) + "\tx\n")).size()).isEqualTo(1);
    }

    @Test
    void csv_quoteNotClosed() throws IOException {
        refused(file("a.csv", "text,label\na,x\n\"b,x\nc,x\n"), "in the row from line 3", "a quote that is not closed");
        refused(file("b.csv", "text,label\na,x\n\"b\"b,x\nc,x\n"), "in the row from line 3", "text after a closing quote");
        refused(file("c.csv", "text,label\na,x\n\"" + "b,x\n".repeat(3_000_000)), "in the row from line 3", "bytes, found more");
        refused(file("d.csv", "\"text,label\na,x\n"), "in the row from line 1", "a quote that is not closed");
    }

    @Test
    void file_withoutHeaderOrColumn() throws IOException {
        refused(file("a.tsv", ""), "expected a header line, found an empty file");
        refused(file("b.csv", ""), "expected a header line, found an empty file");
        refused(file("c.tsv", "a good film\tpositive\na bad film\tnegative\n"), "header: expected the column 'text', found 2 columns with"
                + " names that look like texts; write a header", "--text-column");
        refused(file("h.csv", "text;label\na;x\n"), "expected the column 'text', found a single column with ';' in its name", "commas");
        assertThatThrownBy(() -> Dataset.read(folder.resolve("h.csv")).size())
                .hasMessageEndingWith("save the file with commas as .csv, or with tabs as .tsv");
        refused(file("i.csv", "Text,Label\na,x\n"), "expected the column 'text', found 'Text', which differs in case or spaces, as column 1;"
                + " rename it, or name another", "--text-column");
        refused(file("j.tsv", "text\tlabel \na\tx\n"), "expected the column 'label', found 'label ', which differs in case or spaces, as column 2");
        refused(file("d.csv", "text,stars\na,1\n"), "expected the column 'label', found the columns [text, stars]", "--label-column");
        refused(file("e.csv", "text,label,text\na,x,b\n"), "expected a name of its own for each column",
                "that of column 1 again at column 3");
        refused(Files.write(folder.resolve("f.tsv"), new byte[] {'t', (byte) 0xe4, '\n'}), "header", "expected UTF-8");
        assertThatThrownBy(() -> Dataset.read(file("g.csv", "text,label\na,1\n"), DatasetOptions.builder().pairColumn("b").build()))
                .hasMessageContaining("expected the column 'b'").hasMessageContaining("--pair-column");
    }

    @Test
    void file_noRows_isReadButNotTrainable() throws IOException {
        Dataset dataset = Dataset.read(file("a.tsv", "text\tlabel\n"));
        assertThat(dataset.size()).isZero();
        assertThatThrownBy(dataset::requireTrainable).hasMessage("a.tsv: expected labelled texts, found none; add rows");
        assertThatThrownBy(Dataset.read(file("b.tsv", "text\tlabel\na\n"), SKIP)::requireTrainable)
                .hasMessage("b.tsv: expected labelled texts, found none and 1 bad rows; repair them");
    }

    @Test
    void file_ofAnotherKind() throws IOException {
        refused(Files.write(folder.resolve("a.csv"), "text,label\n".getBytes(StandardCharsets.UTF_16)), "expected UTF-8, found UTF-16");
        refused(Files.write(folder.resolve("e.csv"), "text,label\n".getBytes(StandardCharsets.UTF_16LE)), "found UTF-16; save the file as UTF-8");
        refused(Files.write(folder.resolve("f.jsonl"), "{\"text\": 1}\n".getBytes(StandardCharsets.UTF_16BE)), "found UTF-16");
        refused(Files.write(folder.resolve("b.csv"), new byte[] {(byte) 0xff, (byte) 0xfe, 't', 0}), "found UTF-16");
        refused(Files.write(folder.resolve("c.csv"), new byte[] {'P', 'K', 3, 4, 20, 0}), "expected text, found a zip archive");
        refused(folder.resolve("none.csv"), "expected a file, found nothing there");
        assertThatThrownBy(() -> Dataset.read(folder)).hasMessageContaining("found a folder");
        assertThatThrownBy(() -> Dataset.read(file("d.pdf", "x"))).hasMessageContaining(".jsonl");
    }

    @Test
    void gzip_damaged() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(("text\tlabel\n" + "some words\tx\n".repeat(50_000)).getBytes(StandardCharsets.UTF_8));
        }
        byte[] half = Arrays.copyOf(zipped.toByteArray(), zipped.size() / 2);
        refused(Files.write(folder.resolve("a.tsv.gz"), half), "expected a whole gzip file");
        refused(file("b.tsv.gz", "text\tlabel\n"), "expected a whole gzip file");
        refused(Files.write(folder.resolve("c.tsv.gz"), new byte[0]), "expected a whole gzip file");
    }
}
