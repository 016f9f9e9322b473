package io.glossa.training.internal.scratch;

/**
 * Sizes of a model of LSTM layers.
 *
 * @param vocabulary most pieces of the vocabulary, those that mark texts included
 * @param embedding width of a piece's vector
 * @param hidden width of a token's state, both directions together
 * @param layers number of layers
 * @param bidirectional whether it reads backwards, too
 * @param lastState whether the head reads the last state; else the maximum over all tokens
 * @param dropout probability of dropping a number before the first layer, between layers and before the head
 * @param maxLength where texts are cut, in tokens
 */
public record LstmSettings(int vocabulary, int embedding, int hidden, int layers, boolean bidirectional, boolean lastState, double dropout,
        int maxLength) {
    /** 8,000 pieces of 128 numbers, two layers of 128 numbers in each direction, the maximum over the tokens, dropout 0.3. */
    public static final LstmSettings DEFAULTS = new LstmSettings(8000, 128, 256, 2, true, false, 0.3, 256);

    /** The model of the textbooks: one direction, the last state. */
    public LstmSettings textbook() {
        return new LstmSettings(vocabulary, embedding, hidden, layers, false, true, dropout, maxLength);
    }
}
