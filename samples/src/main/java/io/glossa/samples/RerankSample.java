package io.glossa.samples;

import io.glossa.RankedDocument;
import io.glossa.Reranker;
import java.util.List;

/** Which of a few hits answers the question best? A cross-encoder reads query and document together. */
public final class RerankSample {
    private RerankSample() {}

    /** Takes the model's folder. */
    public static void main(String[] args) {
        String folder = args[0];
        // snippet:rerank
        List<String> hits = List.of("Refunds take five days.", "Our office is in Bern.", "Send the parcel back to us.");
        try (var reranker = Reranker.load(folder)) {
            for (RankedDocument document : reranker.rank("How do I get my money back?", hits)) {
                System.out.println(document.score() + " " + hits.get(document.index()));
            }
        }
        // end
    }
}
