package io.glossa.internal.decoding;

import io.glossa.error.EngineException;
import io.glossa.error.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Generates for batches of texts: one step of the decoder after the other, each over the rows of all texts that are not done.
 * Immutable and thread-safe; every call keeps its state to itself.
 */
public final class Generator {
    private final GenerationConfig config;

    /**
     * A generator.
     *
     * @param config how to generate
     * @throws InvalidInputException if it asks for samples from a beam search, which is not supported
     */
    public Generator(GenerationConfig config) {
        if (config.doSample && config.numBeams > 1) {
            throw new InvalidInputException("do_sample: expected num_beams 1, found " + config.numBeams
                    + "; sampling from beams is not supported, set one of the two");
        }
        this.config = config;
    }

    /**
     * Generates.
     *
     * @param model the model
     * @param requests the texts of one batch
     * @param control deadline and cancellation
     * @param listener hears of tokens as they come
     * @return for each request its sequences, best first, as many as {@code num_return_sequences}
     * @throws InvalidInputException if a prompt is not shorter than the longest length, or a setting or an id doesn't fit the
     *     vocabulary
     * @throws EngineException if the model fails or its logits are no numbers
     */
    public List<List<Hypothesis>> generate(DecoderModel model, List<Request> requests, Control control, TokenListener listener) {
        if (requests.isEmpty()) {
            return List.of();
        }
        List<Task> tasks = requests.stream().map(request -> Task.of(request, config)).toList();
        List<ScoreRule> rules = ScoreRules.of(config, model.vocabulary());
        ScoreRow cursor = new ScoreRow(model.vocabulary());
        Chooser chooser = config.doSample ? new Sampler(config, model.vocabulary()) : new BestToken(config.renormalizeLogits);
        List<Search> searches = new ArrayList<>();
        for (Task task : tasks) {
            searches.add(config.numBeams > 1 ? new BeamSearch(task, config, rules, cursor)
                    : new TokenByToken(task, config, rules, chooser, cursor));
        }
        Batch batch = new Batch(tasks, searches, listener);
        Ended before = control.stop();
        if (before != null) {
            batch.stop(before);
        } else {
            try (DecoderSession session = model.start(requests.stream().map(Request::source).toList())) {
                run(session, model.vocabulary(), batch, control);
            }
        }
        return searches.stream().map(Search::hypotheses).toList();
    }

    private static void run(DecoderSession session, int vocabulary, Batch batch, Control control) {
        while (batch.plan()) {
            Ended stop = control.stop();
            if (stop != null) {
                batch.stop(stop);
                return;
            }
            float[] logits = session.step(batch.rows(), batch.tokens());
            if (logits.length / vocabulary < batch.rows().length) {
                throw new EngineException("decoder: expected " + batch.rows().length + " rows of " + vocabulary + " logits, found "
                        + logits.length + " numbers; the model's configuration does not fit its graph");
            }
            batch.advance(logits);
        }
    }

    /** The texts of a call, which of them are live, and where their rows lie. */
    private static final class Batch {
        private final List<Task> tasks;
        private final List<Search> searches;
        private final TokenListener listener;
        private final int[] firstRow;
        private final int[] told;
        private int[] rows = {};
        private int[] tokens = {};
        private int steps;

        Batch(List<Task> tasks, List<Search> searches, TokenListener listener) {
            this.tasks = tasks;
            this.searches = searches;
            this.listener = listener;
            this.firstRow = new int[tasks.size()];
            this.told = new int[tasks.size()];
            for (int i = 0; i < firstRow.length; i++) {
                firstRow[i] = i;
                told[i] = tasks.get(i).prompt().length;
            }
        }

        int[] rows() {
            return rows;
        }

        int[] tokens() {
            return tokens;
        }

        /** Lines up the rows of the next step; false if none is left. */
        boolean plan() {
            int count = 0;
            for (int i = 0; i < searches.size(); i++) {
                count += inPrompt(i) ? 1 : searches.get(i).rows();
            }
            rows = new int[count];
            tokens = new int[count];
            int at = 0;
            for (int i = 0; i < searches.size(); i++) {
                int first = at;
                if (inPrompt(i)) {
                    rows[at] = firstRow[i];
                    tokens[at++] = tasks.get(i).prompt()[steps];
                } else {
                    Search search = searches.get(i);
                    for (int row = 0; row < search.rows(); row++) {
                        rows[at] = firstRow[i] + search.parent(row);
                        tokens[at++] = search.token(row);
                    }
                }
                firstRow[i] = first;
            }
            return count > 0;
        }

        /** Whether the token of the next step is one of the text's prompt. */
        private boolean inPrompt(int text) {
            return steps < tasks.get(text).prompt().length;
        }

        void advance(float[] logits) {
            steps++;
            for (int i = 0; i < searches.size(); i++) {
                Search search = searches.get(i);
                if (!inPrompt(i) && search.rows() > 0) {
                    search.advance(logits, firstRow[i]);
                    tell(i);
                }
            }
        }

        void stop(Ended why) {
            for (int i = 0; i < searches.size(); i++) {
                searches.get(i).stop(why);
                tell(i);
            }
        }

        private void tell(int text) {
            if (listener == TokenListener.NONE) {
                return;
            }
            Search search = searches.get(text);
            int settled = search.settled(told[text]);
            int[] ids = search.leader();
            for (; told[text] < settled; told[text]++) {
                listener.token(text, ids[told[text]]);
            }
        }
    }
}
