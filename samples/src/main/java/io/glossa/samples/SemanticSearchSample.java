package io.glossa.samples;

import io.glossa.Embedding;
import io.glossa.SearchHit;
import io.glossa.TextEmbedder;
import java.util.List;

/** How do I find texts by meaning? Embed them once, then compare. */
public final class SemanticSearchSample {
    private SemanticSearchSample() {}

    /** Needs no argument. */
    public static void main(String[] args) {
        // snippet:embed
        try (var embedder = TextEmbedder.load()) {
            Embedding cat = embedder.embed("A cat sleeps on the sofa.");
            System.out.println(cat.dimension() + " numbers, " + cat.cosine(embedder.embed("A kitten naps on the couch.")));
        }
        // end
        // snippet:search
        List<String> documents = List.of(
                "Parcels arrive within three working days.",
                "You can change your password in the account settings.",
                "We refund purchases within thirty days.");
        try (var embedder = TextEmbedder.load()) {
            List<Embedding> index = embedder.embed(documents);
            Embedding query = embedder.embed("How do I get my money back?");
            for (SearchHit hit : TextEmbedder.search(query, index, 2)) {
                System.out.println(hit.score() + " " + documents.get(hit.index()));
            }
        }
        // end
    }
}
