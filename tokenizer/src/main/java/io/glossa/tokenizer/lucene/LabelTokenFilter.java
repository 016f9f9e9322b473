package io.glossa.tokenizer.lucene;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PayloadAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;
import org.apache.lucene.util.BytesRef;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Labels the tokens of a stream: the term of each is the text that is classified, so this belongs behind a tokenizer whose
 * tokens are whole texts or sentences ({@code KeywordTokenizer}), not behind one that gives words. To label a document by one
 * of its fields, {@link DocumentTagger} is simpler and classifies many at a time.
 *
 * <p>A label is a token with the label's name as term, the type {@value #TYPE}, the offsets of what it labels, and its score
 * as payload: four bytes, big-endian, as {@code PayloadHelper} of {@code lucene-analysis-common} reads them. Labels stand at
 * the position of their text. A text without labels is kept as it is with {@link Mode#APPEND}, and leaves its position empty
 * with {@link Mode#REPLACE}.
 *
 * <p>Not thread-safe, like every token stream. What the labeler throws comes out of {@link #incrementToken()}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class LabelTokenFilter extends TokenFilter {
    /** The type of tokens that are labels. */
    public static final String TYPE = "label";

    /** What becomes of the labelled token. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
    public enum Mode {
        /** It stays, its labels come behind it at the same position. */
        APPEND,
        /** Its labels take its place. */
        REPLACE
    }

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final TypeAttribute type = addAttribute(TypeAttribute.class);
    private final PayloadAttribute payload = addAttribute(PayloadAttribute.class);
    private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
    private final TextLabeler labeler;
    private final Mode mode;

    private Iterator<TextLabel> labels = List.<TextLabel>of().iterator();
    private @Nullable State labelled;
    private int positions;

    /** Labels behind or in place of the tokens of a stream. */
    public LabelTokenFilter(TokenStream input, TextLabeler labeler, Mode mode) {
        super(input);
        this.labeler = Objects.requireNonNull(labeler, "labeler");
        this.mode = Objects.requireNonNull(mode, "mode");
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        clear();
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (labels.hasNext()) {
            restoreState(labelled);
            label(labels.next(), 0);
            return true;
        }
        while (input.incrementToken()) {
            positions += increment.getPositionIncrement();
            labels = labeler.label(term.toString()).iterator();
            if (mode == Mode.APPEND || labels.hasNext()) {
                labelled = labels.hasNext() ? captureState() : null;
                if (mode == Mode.REPLACE) {
                    label(labels.next(), positions);
                }
                positions = 0;
                return true;
            }
        }
        return false;
    }

    private void label(TextLabel label, int positionIncrement) {
        term.setEmpty().append(label.name());
        type.setType(TYPE);
        increment.setPositionIncrement(positionIncrement);
        payload.setPayload(new BytesRef(ByteBuffer.allocate(Float.BYTES).putFloat(label.score()).array()));
    }

    @Override
    public void end() throws IOException {
        super.end();
        increment.setPositionIncrement(increment.getPositionIncrement() + positions);
    }

    @Override
    public void close() throws IOException {
        super.close();
        clear();
    }

    private void clear() {
        labels = List.<TextLabel>of().iterator();
        labelled = null;
        positions = 0;
    }
}
