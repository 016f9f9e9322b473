package io.glossa.samples;

import io.glossa.Entity;
import io.glossa.EntityAggregation;
import io.glossa.EntityOptions;
import io.glossa.TokenClassifier;

/** Which names are in a text? A token classification model finds them and says where they stand. */
public final class EntitiesSample {
    private EntitiesSample() {}

    /** Takes the model's folder. */
    public static void main(String[] args) {
        String folder = args[0];
        // snippet:entities
        try (var ner = TokenClassifier.load(folder)) {
            for (Entity entity : ner.recognize("Ada Lovelace met Charles Babbage in London.")) {
                System.out.println(entity.label() + " " + entity.text() + " " + entity.start() + "-" + entity.end());
            }
        }
        // end
        // snippet:entities-options
        EntityOptions words = EntityOptions.defaults().withAggregation(EntityAggregation.FIRST);
        try (var ner = TokenClassifier.load(folder)) {
            int found = ner.recognize("Ada Lovelace met Charles Babbage in London.", words).list().size();
            System.out.println(found + " found, labels " + ner.labels());
        }
        // end
    }
}
