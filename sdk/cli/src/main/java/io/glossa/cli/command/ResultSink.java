package io.glossa.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.AtomicFiles;
import io.glossa.cli.output.OutputFormat;
import io.glossa.cli.output.ResultWriter;
import io.glossa.error.InvalidInputException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where results go: standard output, or a file that appears whole when everything is done and not otherwise. A link is
 * followed; a device or pipe is written to and never replaced.
 */
final class ResultSink implements AutoCloseable {
    private final Streams streams;
    private final ResultWriter writer;
    private final OutputStream out;
    private final @Nullable Path target;
    private final @Nullable Path temporary;

    private ResultSink(Streams streams, OutputStream out, ResultWriter writer, @Nullable Path target, @Nullable Path temporary) {
        this.streams = streams;
        this.out = out;
        this.writer = writer;
        this.target = target;
        this.temporary = temporary;
    }

    static ResultSink open(CommonOptions common, Streams streams, Function<ObjectNode, String> people) throws IOException {
        return open(common.output, common.format, streams, people);
    }

    /**
     * Opens standard output or a file.
     *
     * @param output the file; null for standard output
     */
    static ResultSink open(@Nullable Path output, OutputFormat format, Streams streams, Function<ObjectNode, String> people)
            throws IOException {
        if (output == null) {
            return new ResultSink(streams, streams.out(), new ResultWriter(streams.out(), format, people), null, null);
        }
        Path target = output.toAbsolutePath();
        if (!Files.isDirectory(target.getParent()) || Files.isDirectory(target)) {
            throw new InvalidInputException("--output: expected a file in a folder that is there, found '" + output
                    + (Files.isDirectory(target) ? "', which is a folder" : "' in one that is not"));
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            OutputStream out = new BufferedOutputStream(Files.newOutputStream(target, StandardOpenOption.WRITE), 1 << 16);
            return new ResultSink(streams, out, new ResultWriter(out, format, people), target, null);
        }
        target = Files.exists(target) ? target.toRealPath() : target;
        Path temporary = AtomicFiles.temporaryBeside(target);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16);
        return new ResultSink(streams, out, new ResultWriter(out, format, people), target, temporary);
    }

    void write(ObjectNode result) throws IOException {
        writer.write(result);
    }

    /** Whether nobody reads standard output any more. */
    boolean broken() {
        return target == null && streams.out().checkError();
    }

    /** Everything is written. */
    void finish() throws IOException {
        writer.close();
        if (target != null) {
            out.close();
            if (temporary != null) {
                AtomicFiles.move(temporary, target);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (target == null) {
            return;
        }
        try {
            out.close();
        } finally {
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
        }
    }
}
