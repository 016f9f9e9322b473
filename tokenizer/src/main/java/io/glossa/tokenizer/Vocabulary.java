package io.glossa.tokenizer;

import io.glossa.error.ModelFormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tokens and ids of a tokenizer: those of its model and those added to it. Immutable once built, thread-safe. */
final class Vocabulary {
    /** Largest id accepted: the biggest vocabularies known have about a million tokens. */
    static final int MAX_ID = 1 << 24;

    private final Map<String, Integer> model;
    private final Map<String, Integer> added = new LinkedHashMap<>();
    private final List<AddedToken> addedTokens = new ArrayList<>();
    private final Set<String> special = new HashSet<>();
    private final TokensById byId;
    private final int size;

    /**
     * Numbers the added tokens as the Hugging Face library does: by the model's id where the model has the token, else the
     * next free id.
     *
     * @param model the model's own tokens
     * @param tokens tokens to add, in order; of tokens with the same content the first counts
     */
    Vocabulary(Map<String, Integer> model, List<AddedToken> tokens) {
        this.model = model;
        int largest = -1;
        Map<Integer, String> owners = new HashMap<>();
        for (AddedToken token : tokens) {
            if (token.special()) {
                special.add(token.content());
            }
            if (added.containsKey(token.content())) {
                continue;
            }
            Integer id = model.get(token.content());
            if (id == null) {
                id = largest >= model.size() || model.isEmpty() ? largest + 1 : model.size();
            }
            largest = Math.max(largest, id);
            added.put(token.content(), id);
            owners.put(id, token.content());
            addedTokens.add(token);
        }
        int top = largest;
        for (int id : model.values()) {
            top = Math.max(top, id);
        }
        if (top > MAX_ID) {
            throw new ModelFormatException("tokenizer.json: expected token ids up to " + MAX_ID + ", found " + top
                    + "; the file is damaged, get it again from where it came");
        }
        this.byId = new TokensById(model, owners);
        int count = model.size();
        for (String token : added.keySet()) {
            count += model.containsKey(token) ? 0 : 1;
        }
        this.size = count;
    }

    /** Tokens of the model, without those added. */
    Map<String, Integer> model() {
        return model;
    }

    /** Added tokens in the order they came. */
    List<AddedToken> addedTokens() {
        return addedTokens;
    }

    @Nullable Integer idOf(String token) {
        Integer id = added.get(token);
        return id != null ? id : model.get(token);
    }

    @Nullable String tokenOf(int id) {
        return byId.get(id);
    }

    boolean isAdded(String token) {
        return added.containsKey(token);
    }

    boolean isSpecial(String token) {
        return special.contains(token);
    }

    int size() {
        return size;
    }
}
