package io.glossa.cli.command;

import java.io.InputStream;
import java.io.PrintStream;
import picocli.CommandLine;

/**
 * The three streams of a run.
 *
 * @param in standard input
 * @param out where results go
 * @param err where all else goes
 */
public record Streams(InputStream in, PrintStream out, PrintStream err) {
    /** Hands the streams to the commands that take them. */
    public static final class Factory implements CommandLine.IFactory {
        private final Streams streams;
        private final CommandLine.IFactory other = CommandLine.defaultFactory();

        /** Makes a factory. */
        public Factory(Streams streams) {
            this.streams = streams;
        }

        @Override
        public <K> K create(Class<K> type) throws Exception {
            try {
                return type.getDeclaredConstructor(Streams.class).newInstance(streams);
            } catch (NoSuchMethodException e) {
                return other.create(type);
            }
        }
    }
}
