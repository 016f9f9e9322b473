package com.example;

import io.glossa.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;

/** A tokenizer that only the native library can do. */
class NativeTokens {
    private static final String JSON = "{\"version\":\"1.0\",\"added_tokens\":[],\"normalizer\":null,"
            + "\"pre_tokenizer\":{\"type\":\"Whitespace\"},\"post_processor\":null,\"decoder\":null,"
            + "\"model\":{\"type\":\"WordLevel\",\"vocab\":{\"[UNK]\":0,\"good\":1,\"morning\":2},\"unk_token\":\"[UNK]\"}}";

    static String of(String text) {
        try (var tokenizer = Tokenizer.builder().tokenizerJson(JSON.getBytes(StandardCharsets.UTF_8))
                .implementation(Tokenizer.Implementation.NATIVE).build()) {
            return tokenizer.implementation() + " " + tokenizer.encode(text).tokens();
        }
    }
}
