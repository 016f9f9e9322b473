package io.glossa.samples;

import io.glossa.RawModel;
import io.glossa.RawOutput;
import io.glossa.tokenizer.Encoding;
import io.glossa.tokenizer.TextPair;
import io.glossa.tokenizer.Tokenizer;
import java.nio.file.Path;

/** What does the model see, and what does it answer before any task reads it? For checking one implementation by another. */
public final class TokensSample {
    private TokensSample() {}

    /** Takes the model's folder. */
    public static void main(String[] args) {
        String folder = args[0];
        // snippet:tokenize
        try (var tokenizer = Tokenizer.load(Path.of(folder))) {
            Encoding encoding = tokenizer.encode("Ada met Charles.");
            for (int i = 0; i < encoding.length(); i++) {
                System.out.println(encoding.ids()[i] + " " + encoding.tokens().get(i)
                        + " " + encoding.starts()[i] + "-" + encoding.ends()[i]);
            }
        }
        // end
        // snippet:forward
        try (var model = RawModel.load(folder)) {
            RawOutput output = model.forward(TextPair.of("Ada met Charles."));
            System.out.println(output.kind() + ": " + output.rows() + " rows of " + output.row(0).length);
        }
        // end
    }
}
