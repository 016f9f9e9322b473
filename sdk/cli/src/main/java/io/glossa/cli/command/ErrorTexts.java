package io.glossa.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.tokenizer.TextPair;
import java.util.ArrayList;
import java.util.List;

/** The texts that errors are shown with, where the user asks to see them; nothing otherwise. */
final class ErrorTexts {
    private final boolean kept;
    private final List<TextPair> texts = new ArrayList<>();

    ErrorTexts(boolean kept) {
        this.kept = kept;
    }

    void add(Measured.Row row) {
        if (kept) {
            texts.add(row.text());
        }
    }

    void put(ObjectNode node, int index) {
        if (kept) {
            TextPair text = texts.get(index);
            node.put("text", text.text());
            if (text.pair() != null) {
                node.put("text_pair", text.pair());
            }
        }
    }
}
