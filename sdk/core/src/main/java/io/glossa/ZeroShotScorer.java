package io.glossa;

import io.glossa.internal.pipeline.EmbeddingModel;
import io.glossa.internal.pipeline.IndexedFailure;
import io.glossa.internal.pipeline.MathOps;
import io.glossa.internal.pipeline.SequenceModel;
import io.glossa.tokenizer.TextPair;
import io.glossa.tokenizer.Truncation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The two ways of {@link ZeroShotClassifier}. */
sealed interface ZeroShotScorer {
    /** One classification a text. */
    List<Classification> score(List<String> texts, List<String> labels, ZeroShotOptions how, TextOptions options);

    /** Each label's logit, scored against the other labels or against its own opposite. */
    private static Classification result(List<String> labels, float[] logits, float[] opposites, boolean each, TokenUsage usage) {
        float[] scores;
        if (each) {
            scores = new float[logits.length];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = MathOps.softmax(new float[] {opposites[i], logits[i]})[1];
            }
        } else {
            scores = MathOps.softmax(logits);
        }
        return new Classification(labels, logits, each ? Activation.SIGMOID : Activation.SOFTMAX, scores, Map.of(), usage);
    }

    /**
     * By natural language inference. The text is cut, never the hypothesis.
     *
     * @param model the inference model
     * @param entailment index of its entailment label
     */
    record ByEntailment(SequenceModel model, int entailment) implements ZeroShotScorer {
        /** Pairs worked on together: every label makes another pair of every text. */
        private static final int MOST_PAIRS = 2048;

        @Override
        public List<Classification> score(List<String> texts, List<String> labels, ZeroShotOptions how, TextOptions options) {
            int most = Math.max(1, MOST_PAIRS / labels.size());
            List<Classification> results = new ArrayList<>(texts.size());
            for (int from = 0; from < texts.size(); from += most) {
                try {
                    results.addAll(some(texts.subList(from, Math.min(texts.size(), from + most)), labels, how, options));
                } catch (IndexedFailure e) {
                    throw new IndexedFailure(from + e.index(), e.reason());
                }
            }
            return results;
        }

        private List<Classification> some(List<String> texts, List<String> labels, ZeroShotOptions how, TextOptions options) {
            List<TextPair> pairs = new ArrayList<>(texts.size() * labels.size());
            for (String text : texts) {
                for (String label : labels) {
                    pairs.add(new TextPair(text, how.hypothesis(label)));
                }
            }
            TextOptions cut = options.truncation() == Truncation.LONGEST_FIRST
                    ? options.toBuilder().truncation(Truncation.ONLY_FIRST).build()
                    : options;
            List<SequenceModel.Scored> scored;
            try {
                scored = model.score(pairs, cut);
            } catch (IndexedFailure e) {
                throw new IndexedFailure(e.index() / labels.size(), e.reason());
            }
            int contradiction = entailment == 0 ? model.labels().size() - 1 : 0;
            List<Classification> results = new ArrayList<>(texts.size());
            for (int t = 0; t < texts.size(); t++) {
                float[] logits = new float[labels.size()];
                float[] opposites = new float[labels.size()];
                for (int l = 0; l < logits.length; l++) {
                    float[] all = scored.get(t * logits.length + l).merged();
                    logits[l] = all[entailment];
                    opposites[l] = all[contradiction];
                }
                results.add(result(labels, logits, opposites, how.multiLabel() || labels.size() == 1,
                        scored.get(t * logits.length).usage()));
            }
            return results;
        }
    }

    /**
     * By similarity of embeddings.
     *
     * @param model the embedding model
     */
    record BySimilarity(EmbeddingModel model) implements ZeroShotScorer {
        /** What cosines are multiplied with: the scale that sentence encoders are trained with. */
        private static final float SCALE = 20;

        @Override
        public List<Classification> score(List<String> texts, List<String> labels, ZeroShotOptions how, TextOptions options) {
            List<String> hypotheses = new ArrayList<>(labels.size() + 1);
            labels.forEach(label -> hypotheses.add(how.hypothesis(label)));
            hypotheses.add(how.hypothesis(""));
            List<float[]> anchors = new ArrayList<>(hypotheses.size());
            try {
                model.embed(hypotheses, "", options).forEach(v -> anchors.add(MathOps.normalize(v.vector())));
            } catch (IndexedFailure e) {
                throw e.named(e.index() < labels.size() ? "labels[" + e.index() + "]" : "template");
            }
            List<Classification> results = new ArrayList<>(texts.size());
            for (EmbeddingModel.Vector text : model.embed(texts, "", options)) {
                float[] vector = MathOps.normalize(text.vector());
                float[] logits = new float[labels.size()];
                float[] opposites = new float[labels.size()];
                for (int l = 0; l < logits.length; l++) {
                    logits[l] = (float) (SCALE * MathOps.dot(vector, anchors.get(l)));
                    opposites[l] = (float) (SCALE * MathOps.dot(vector, anchors.get(labels.size())));
                }
                results.add(result(labels, logits, opposites, how.multiLabel() || labels.size() == 1, text.usage()));
            }
            return results;
        }
    }
}
