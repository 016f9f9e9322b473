package io.glossa.internal.decoding;

/** Rules about what was there before, in the output or in the source. */
final class Repetition {
    private Repetition() {}

    /**
     * Makes tokens of a text less likely by a penalty above 1, more likely by one below: negative scores are multiplied,
     * others divided, each once however often the token occurs. Keskar et al. (2019), "CTRL", with the repair for negative
     * scores of {@code transformers}.
     */
    static void penalize(ScoreRow row, int[] text, float penalty) {
        row.startMarking();
        for (int token : text) {
            if (row.first(token)) {
                float score = row.get(token);
                row.set(token, score < 0 ? score * penalty : score / penalty);
            }
        }
    }

    /**
     * Forbids what would complete an n-gram of a text: wherever the last {@code size − 1} ids of the output stand in it, the
     * id after them. Paulus, Xiong and Socher (2017), "A Deep Reinforced Model for Abstractive Summarization".
     */
    static void banNgrams(ScoreRow row, int[] text, int size) {
        int[] ids = row.ids();
        int start = ids.length + 1 - size;
        if (start < 0) {
            return;
        }
        for (int i = 0; i + size <= text.length; i++) {
            int k = 0;
            while (k < size - 1 && text[i + k] == ids[start + k]) {
                k++;
            }
            if (k == size - 1) {
                row.ban(text[i + k]);
            }
        }
    }
}
