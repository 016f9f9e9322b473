package io.glossa.internal.decoding;

import io.glossa.error.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rules that a configuration asks for, in the order in which {@code transformers} 4.57 applies them
 * ({@code GenerationMixin._get_logits_processor}); the order matters where a penalty meets a ban, or a ban a forced token.
 * What only sampling uses is in {@link Sampler}.
 */
final class ScoreRules {
    private ScoreRules() {}

    /**
     * The rules.
     *
     * @throws InvalidInputException if a setting names a token outside the vocabulary
     */
    static List<ScoreRule> of(GenerationConfig config, int vocabulary) {
        List<ScoreRule> rules = new ArrayList<>();
        if (config.encoderRepetitionPenalty != 1) {
            float penalty = (float) (1 / config.encoderRepetitionPenalty);
            // Of the beams of a text, transformers reaches only the first: it does not repeat the source for each
            // (EncoderRepetitionPenaltyLogitsProcessor).
            rules.add(row -> {
                if (row.leading()) {
                    Repetition.penalize(row, row.task().source(), penalty);
                }
            });
        }
        if (config.repetitionPenalty != 1) {
            float penalty = (float) config.repetitionPenalty;
            rules.add(row -> Repetition.penalize(row, row.ids(), penalty));
        }
        if (config.noRepeatNgramSize > 0) {
            rules.add(row -> Repetition.banNgrams(row, row.ids(), config.noRepeatNgramSize));
        }
        if (config.encoderNoRepeatNgramSize > 0) {
            rules.add(row -> Repetition.banNgrams(row, row.task().source(), config.encoderNoRepeatNgramSize));
        }
        badWords(config, vocabulary, rules);
        if (config.eosTokens.length > 0 && (config.minLength > 0 || config.minNewTokens > 0)) {
            rules.add(row -> {
                if (row.length() < row.task().minLength()) {
                    banAll(row, config.eosTokens);
                }
            });
        }
        if (config.forcedBosToken >= 0) {
            requireKnown(vocabulary, "forced_bos_token_id", config.forcedBosToken);
            rules.add(row -> {
                if (row.length() == 1) {
                    force(row, config.forcedBosToken);
                }
            });
        }
        if (config.forcedEosTokens.length > 0) {
            requireKnown(vocabulary, "forced_eos_token_id", config.forcedEosTokens);
            rules.add(row -> {
                if (row.length() == row.task().maxLength() - 1) {
                    force(row, config.forcedEosTokens);
                }
            });
        }
        if (config.removeInvalidValues) {
            rules.add(ScoreRules::makeFinite);
        }
        if (config.decayStart >= 0 && config.eosTokens.length > 0) {
            requireKnown(vocabulary, "eos_token_id", config.eosTokens);
            rules.add(row -> decay(row, config));
        }
        if (config.suppressTokens.length > 0) {
            rules.add(row -> banAll(row, config.suppressTokens));
        }
        if (config.beginSuppressTokens.length > 0) {
            rules.add(row -> {
                int prompt = row.task().prompt().length;
                if (row.length() == prompt + (prompt == 1 && config.forcedBosToken >= 0 ? 1 : 0)) {
                    banAll(row, config.beginSuppressTokens);
                }
            });
        }
        if (config.renormalizeLogits && !config.doSample) {
            rules.add(row -> LogSoftmax.inPlace(row.scores(), row.from(), row.to()));
        }
        return List.copyOf(rules);
    }

    private static void badWords(GenerationConfig config, int vocabulary, List<ScoreRule> rules) {
        List<int[]> words = config.badWords.stream().filter(word -> word.length > 1 || !config.ends(word[0])).toList();
        if (words.isEmpty()) {
            return;
        }
        words.forEach(word -> requireKnown(vocabulary, "bad_words_ids", word));
        rules.add(row -> {
            for (int[] word : words) {
                int before = word.length - 1;
                // A word as long as the output so far counts, one that is longer by its last token doesn't: so in transformers.
                if (before == 0 || word.length <= row.length()
                        && Arrays.equals(word, 0, before, row.ids(), row.length() - before, row.length())) {
                    row.ban(word[before]);
                }
            }
        });
    }

    private static void force(ScoreRow row, int... tokens) {
        Arrays.fill(row.scores(), row.from(), row.to(), Float.NEGATIVE_INFINITY);
        for (int token : tokens) {
            row.set(token, 0);
        }
    }

    private static void banAll(ScoreRow row, int[] tokens) {
        for (int token : tokens) {
            row.ban(token);
        }
    }

    private static void makeFinite(ScoreRow row) {
        float[] scores = row.scores();
        for (int i = row.from(); i < row.to(); i++) {
            scores[i] = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, scores[i]));
        }
    }

    private static void decay(ScoreRow row, GenerationConfig config) {
        int beyond = row.length() - config.decayStart - row.task().prompt().length;
        if (beyond > 0) {
            float growth = (float) (Math.pow(config.decayFactor, beyond) - 1);
            for (int token : config.eosTokens) {
                float score = row.get(token);
                if (Float.isFinite(score)) {
                    row.set(token, score + Math.abs(score) * growth);
                }
            }
        }
    }

    private static void requireKnown(int vocabulary, String name, int... tokens) {
        for (int token : tokens) {
            if (token >= vocabulary) {
                throw new InvalidInputException(name + ": expected ids below " + vocabulary + ", the model's target vocabulary, found " + token);
            }
        }
    }
}
