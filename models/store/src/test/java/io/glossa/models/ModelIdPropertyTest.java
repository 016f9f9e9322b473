package io.glossa.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.error.InvalidInputException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class ModelIdPropertyTest {
    @Property(tries = 500, seed = "20260101")
    void toString_roundTrips(@ForAll @CharRange(from = ' ', to = '~') @StringLength(min = 1, max = 12) String text) {
        for (String form : new String[] {text, "./" + text, "/" + text, "hub:" + text, "file:" + text}) {
            try {
                ModelId id = ModelId.parse(form);
                assertThat(ModelId.parse(id.toString())).isEqualTo(id);
            } catch (InvalidInputException e) {
                assertThat(e.getMessage()).contains("expected");
            }
        }
    }
}
