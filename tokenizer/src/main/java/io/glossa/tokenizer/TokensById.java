package io.glossa.tokenizer;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds tokens by id: in an array, or, where ids are far apart, in a map, so that memory follows the number of tokens. */
final class TokensById {
    private static final int MOST_EMPTY_PLACES = 16;

    private final @Nullable String[] near;
    private final Map<Integer, String> far;

    /** Of tokens with the same id one counts; {@code first} wins over all others. */
    TokensById(Map<String, Integer> tokens, Map<Integer, String> first) {
        int top = -1;
        for (int id : tokens.values()) {
            top = Math.max(top, id);
        }
        for (int id : first.keySet()) {
            top = Math.max(top, id);
        }
        int count = tokens.size() + first.size();
        boolean dense = top < 1024 || top / MOST_EMPTY_PLACES <= count;
        this.near = new String[dense ? top + 1 : 0];
        this.far = dense ? Map.of() : new HashMap<>();
        tokens.forEach((token, id) -> put(id, token));
        first.forEach(this::put);
    }

    private void put(int id, String token) {
        if (near.length > 0) {
            near[id] = token;
        } else {
            far.put(id, token);
        }
    }

    @Nullable String get(int id) {
        return id >= 0 && id < near.length ? near[id] : far.get(id);
    }
}
