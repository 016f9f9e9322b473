package io.glossa.text;

import java.util.List;
import org.apiguardian.api.API;

/** Cuts a text into words. Implementations are thread-safe. */
@FunctionalInterface
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public interface WordSplitter {
    /**
     * The words of a text, in order of their start.
     *
     * @param text any text, lone surrogates included
     * @return an unmodifiable list; every word lies inside the text
     */
    List<Word> split(String text);
}
