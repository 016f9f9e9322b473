package io.glossa.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreebankTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            it 's not bad , is n't it ?        | it's not bad, isn't it?
            they ca n't and wo n't .           | they can't and won't.
            we 've said they 'll go            | we've said they'll go
            a film -lrb- of sorts -rrb- .      | a film (of sorts).
            the `` good girl '' is good        | the "good girl" is good
            it costs $ 99 ... too much !       | it costs $99... too much!
            either\\/or                        | either/or
            the '70s were long                 | the '70s were long
            nothing to undo here               | nothing to undo here
            """)
    void join_example(String tokenised, String written) {
        assertThat(Treebank.join(tokenised)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            The staff weren't rude, just slow.
            "Fine", he said (twice).
            5/5 - it's the best!
            """)
    void join_writtenText(String written) {
        assertThat(Treebank.join(written)).isEqualTo(written);
    }
}
