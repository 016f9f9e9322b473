package io.glossa.text;

import java.util.EnumMap;
import java.util.Map;

/** Puts placeholders where {@link Addresses} finds something of a kind that is to be masked. */
final class MaskStep implements CleaningStep {
    private final Map<Addresses.Kind, String> placeholders;

    MaskStep(Map<Addresses.Kind, String> placeholders) {
        this.placeholders = new EnumMap<>(placeholders);
    }

    @Override
    public void rewrite(String text, Rewriter to) {
        Addresses addresses = new Addresses(text);
        for (Addresses.Found found = addresses.next(); found != null; found = addresses.next()) {
            String placeholder = placeholders.get(found.kind());
            if (placeholder != null && !(placeholder.length() == found.end() - found.start()
                    && text.startsWith(placeholder, found.start()))) {
                to.replace(found.start(), found.end(), placeholder);
            }
        }
    }
}
