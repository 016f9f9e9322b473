package io.glossa.internal.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.EngineException;
import io.glossa.error.InvalidInputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What holds for every search: independence of the batch, streaming, ends from outside, errors. */
final class GeneratorTest {
    private static final int VOCABULARY = 30;

    private static GenerationConfigBuilder settings() {
        return GenerationConfig.builder().decoderStartToken(HashModel.START).eosTokens(HashModel.END).maxNewTokens(12);
    }

    private static List<Request> requests(long seed, int count, GenerationConfig config) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] source = random.ints(1 + random.nextInt(6), 3, VOCABULARY).toArray();
            requests.add(new Request(source, config.prompt(random.ints(random.nextInt(3), 3, VOCABULARY).toArray())));
        }
        return requests;
    }

    private static List<List<Hypothesis>> generate(GenerationConfig config, List<Request> requests) {
        return new Generator(config).generate(new HashModel("prefix", VOCABULARY), requests, Control.NONE, TokenListener.NONE);
    }

    private static String describe(List<Hypothesis> hypotheses) {
        StringBuilder text = new StringBuilder();
        hypotheses.forEach(h -> text.append(Arrays.toString(h.ids())).append(h.promptLength()).append(h.score()).append(h.ended()));
        return text.toString();
    }

    private static GenerationConfig random(SplittableRandom random) {
        GenerationConfigBuilder builder = settings().numBeams(1 + random.nextInt(5)).lengthPenalty(random.nextInt(3))
                .earlyStopping(EarlyStopping.values()[random.nextInt(3)]).noRepeatNgramSize(random.nextInt(4))
                .encoderNoRepeatNgramSize(random.nextInt(3)).repetitionPenalty(random.nextBoolean() ? 1 : 1.3);
        if (builder.numBeams == 1 && random.nextBoolean()) {
            builder.doSample(true).seed(random.nextLong()).numReturnSequences(3).topK(random.nextInt(6)).topP(0.9);
        } else {
            builder.numReturnSequences(builder.numBeams);
        }
        return builder.build();
    }

    @Property(tries = 300, seed = "7")
    void batch_changesNoResult(@ForAll @IntRange(max = 1 << 30) int seed) {
        GenerationConfig config = random(new SplittableRandom(seed));
        List<Request> requests = requests(seed, 5, config);
        List<List<Hypothesis>> together = generate(config, requests);
        for (int i = 0; i < requests.size(); i++) {
            assertThat(describe(together.get(i))).isEqualTo(describe(generate(config, List.of(requests.get(i))).get(0)));
        }
    }

    @Property(tries = 200, seed = "8")
    void listener_hearsTheFirstSequenceOnceAndInOrder(@ForAll @IntRange(max = 1 << 30) int seed) {
        GenerationConfig config = random(new SplittableRandom(seed));
        List<Request> requests = requests(seed, 3, config);
        List<List<Integer>> heard = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<List<Hypothesis>> found = new Generator(config).generate(new HashModel("prefix", VOCABULARY), requests, Control.NONE,
                (text, id) -> heard.get(text).add(id));
        for (int i = 0; i < 3; i++) {
            Hypothesis first = found.get(i).get(0);
            int[] expected = Arrays.copyOfRange(first.ids(), first.promptLength(), first.ids().length);
            assertThat(heard.get(i).stream().mapToInt(Integer::intValue).toArray()).isEqualTo(expected);
        }
    }

    /** Beam search with one beam, which transformers never runs, has nothing else to find than greedy search. */
    @Property(tries = 200, seed = "9")
    void oneBeam_findsWhatGreedySearchFinds(@ForAll @IntRange(max = 1 << 30) int seed) {
        GenerationConfig config = settings().earlyStopping(EarlyStopping.YES).noRepeatNgramSize(2).renormalizeLogits(true).build();
        Request request = requests(seed, 1, config).get(0);
        Hypothesis greedy = generate(config, List.of(request)).get(0).get(0);
        HashModel model = new HashModel("prefix", VOCABULARY);
        ScoreRow cursor = new ScoreRow(VOCABULARY);
        BeamSearch search = new BeamSearch(Task.of(request, config), config, ScoreRules.of(config, VOCABULARY), cursor);
        try (DecoderSession session = model.start(List.of(request.source()))) {
            for (int i = 0; i < request.prompt().length - 1; i++) {
                session.step(new int[] {0}, new int[] {request.prompt()[i]});
            }
            while (search.rows() > 0) {
                search.advance(session.step(new int[] {0}, new int[] {search.token(0)}), 0);
            }
        }
        assertThat(search.hypotheses().get(0).ids()).isEqualTo(greedy.ids());
        assertThat(search.hypotheses().get(0).score()).isCloseTo(greedy.score(), org.assertj.core.api.Assertions.within(1e-5f));
    }

    @Test
    void samplingFromOneToken_isGreedySearch() {
        GenerationConfig greedy = settings().build();
        GenerationConfig sampled = greedy.toBuilder().doSample(true).topK(1).seed(5).build();
        for (Request request : requests(3, 40, greedy)) {
            assertThat(describe(generate(sampled, List.of(request)).get(0)).replaceAll("-?0\\.[0-9E-]+", ""))
                    .startsWith(Arrays.toString(generate(greedy, List.of(request)).get(0).get(0).ids()));
        }
    }

    @Test
    void sampling_repeatsForASeedAndDrawsByProbability() {
        GenerationConfig config = GenerationConfig.builder().decoderStartToken(0).eosTokens(HashModel.END).maxNewTokens(1).doSample(true)
                .topK(4).numReturnSequences(20_000).seed(11).build();
        Request request = new Request(new int[] {4, 9}, new int[] {0});
        List<Hypothesis> samples = generate(config, List.of(request)).get(0);
        assertThat(describe(samples)).isEqualTo(describe(generate(config, List.of(request)).get(0)));
        assertThat(describe(samples)).isNotEqualTo(describe(generate(config.toBuilder().seed(12).build(), List.of(request)).get(0)));
        double[] share = new double[VOCABULARY];
        samples.forEach(sample -> share[sample.ids()[1]] += 1.0 / samples.size());
        for (Hypothesis sample : samples) {
            double probability = Math.exp(sample.score());
            // Five standard deviations of a share of 20,000.
            assertThat(Math.abs(share[sample.ids()[1]] - probability)).isLessThan(5 * Math.sqrt(probability / samples.size()));
        }
        assertThat(Arrays.stream(share).filter(s -> s > 0).count()).isEqualTo(4);
    }

    @Test
    void finishedTexts_leaveTheBatchAndTheSessionIsClosed() {
        HashModel model = new HashModel("prefix", VOCABULARY);
        GenerationConfig config = settings().maxNewTokens(40).build();
        List<List<Hypothesis>> found = new Generator(config).generate(model, requests(1, 8, config), Control.NONE, TokenListener.NONE);
        for (int step = 0; step < model.rowsOfSteps.size(); step++) {
            int length = step + 1;
            assertThat(model.rowsOfSteps.get(step)).isEqualTo((int) found.stream().filter(h -> h.get(0).ids().length > length).count());
        }
        assertThat(model.open).isZero();
    }

    @Test
    void beams_shareARowUntilTheyDiffer() {
        HashModel model = new HashModel("prefix", VOCABULARY);
        GenerationConfig config = settings().numBeams(4).forcedBosToken(9).build();
        new Generator(config).generate(model, List.of(new Request(new int[] {5}, new int[] {0})), Control.NONE, TokenListener.NONE);
        assertThat(model.rowsOfSteps.subList(0, 4)).containsExactly(1, 1, 4, 4);
    }

    @Test
    void deadlineAndCancellation_returnWhatIsThereAndSayWhy() {
        for (int beams : new int[] {1, 3}) {
            GenerationConfig config = settings().eosTokens().numBeams(beams).maxNewTokens(30).numReturnSequences(beams).build();
            List<Request> requests = List.of(new Request(new int[] {5}, new int[] {0}));
            AtomicInteger time = new AtomicInteger();
            Control late = new Control(time::getAndIncrement, 5, true, () -> false);
            List<Hypothesis> found = new Generator(config).generate(new HashModel("prefix", VOCABULARY), requests, late, TokenListener.NONE).get(0);
            assertThat(found).hasSize(beams).allMatch(h -> h.generated() == 4 && h.ended() == Ended.DEADLINE && h.score() > -1e8);
            HashModel model = new HashModel("prefix", VOCABULARY);
            found = new Generator(config).generate(model, requests, Control.within(Duration.ofNanos(-1), () -> true), TokenListener.NONE).get(0);
            assertThat(found).hasSize(beams).allMatch(h -> h.generated() == 0 && h.ended() == Ended.CANCELLED);
            assertThat(model.rowsOfSteps).isEmpty();
            assertThat(model.open).isZero();
        }
    }

    @Test
    void callThatIsOverBeforeItBegins_asksNoModel() {
        DecoderModel model = new DecoderModel() {
            @Override
            public int vocabulary() {
                return VOCABULARY;
            }

            @Override
            public DecoderSession start(List<int[]> sources) {
                throw new AssertionError("asked");
            }
        };
        GenerationConfig config = settings().build();
        List<List<Hypothesis>> found = new Generator(config).generate(model, requests(2, 3, config), Control.until(() -> true), TokenListener.NONE);
        assertThat(found).hasSize(3).allMatch(each -> each.get(0).ended() == Ended.CANCELLED && each.get(0).generated() == 0);
    }

    @Test
    void endTokens_andLengthAreTold() {
        GenerationConfig config = settings().maxNewTokens(3).build();
        assertThat(generate(config, requests(1, 1, config)).get(0).get(0).ended()).isEqualTo(Ended.LENGTH);
        GenerationConfig forced = config.toBuilder().forcedEosTokens(HashModel.END).build();
        for (GenerationConfig one : List.of(forced, forced.toBuilder().numBeams(3).build())) {
            Hypothesis cut = generate(one, requests(1, 1, one)).get(0).get(0);
            assertThat(cut.ids()[cut.ids().length - 1]).isEqualTo(HashModel.END);
            assertThat(cut.ended()).isEqualTo(Ended.LENGTH);
        }
        assertThat(generate(config.toBuilder().maxNewTokens(60).build(), requests(1, 1, config)).get(0).get(0).ended()).isEqualTo(Ended.END_TOKEN);
    }

    @Test
    void everythingForbidden_leavesUnfinishedPlaces() {
        int[] all = java.util.stream.IntStream.range(0, VOCABULARY).filter(i -> i != 7).toArray();
        GenerationConfig config = settings().numBeams(3).numReturnSequences(3).suppressTokens(all).maxNewTokens(4).noRepeatNgramSize(1).build();
        List<Hypothesis> found = generate(config, List.of(new Request(new int[] {5}, new int[] {0}))).get(0);
        assertThat(found).hasSize(3).allMatch(h -> h.ended() == Ended.UNFINISHED && h.score() < -1e8);
        GenerationConfig sampling = settings().doSample(true).suppressTokens(java.util.stream.IntStream.range(0, VOCABULARY).toArray()).build();
        assertThatThrownBy(() -> generate(sampling, requests(1, 1, sampling))).isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("sampling: expected a token that may come next");
    }

    @Test
    void wrongRequests_areTypedErrors() {
        GenerationConfig shortest = GenerationConfig.builder().decoderStartToken(0).maxLength(2).build();
        assertThatThrownBy(() -> generate(shortest, List.of(new Request(new int[] {3}, new int[] {0, 4}))))
                .isInstanceOf(InvalidInputException.class).hasMessageStartingWith("max_length: expected more than the 2 tokens of the prompt");
        assertThatThrownBy(() -> new Request(new int[] {3}, new int[] {})).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new Generator(settings().doSample(true).numBeams(2).build())).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("num_beams 1, found 2");
        GenerationConfig beyond = settings().forcedBosToken(VOCABULARY).build();
        assertThatThrownBy(() -> generate(beyond, requests(1, 1, beyond))).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("forced_bos_token_id: expected ids below 30");
        assertThat(new Generator(shortest).generate(new HashModel("prefix", 9), List.of(), Control.NONE, TokenListener.NONE)).isEmpty();
    }

    @Test
    void logitsThatAreNoNumbers_areEngineErrors() {
        for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            for (int beams : new int[] {1, 2}) {
                assertThatThrownBy(() -> run(beams, new float[] {0, odd, 1, 0})).isInstanceOf(EngineException.class)
                        .hasMessageStartingWith("logits: expected finite numbers");
            }
        }
        assertThatThrownBy(() -> run(1, new float[] {0, 1})).isInstanceOf(EngineException.class).hasMessageContaining("1 rows of 4 logits, found 2");
    }

    private static void run(int beams, float[] logits) {
        DecoderModel model = new DecoderModel() {
            @Override
            public int vocabulary() {
                return 4;
            }

            @Override
            public DecoderSession start(List<int[]> sources) {
                return new DecoderSession() {
                    @Override
                    public float[] step(int[] rows, int[] tokens) {
                        return logits.clone();
                    }

                    @Override
                    public void close() {}
                };
            }
        };
        new Generator(settings().numBeams(beams).build()).generate(model, List.of(new Request(new int[] {3}, new int[] {0})), Control.NONE,
                TokenListener.NONE);
    }
}
