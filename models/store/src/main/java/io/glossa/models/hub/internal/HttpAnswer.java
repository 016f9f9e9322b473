package io.glossa.models.hub.internal;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A response, after the redirects that were followed.
 *
 * @param status the HTTP status
 * @param headers of the last response
 * @param first of the first response, where the hub itself puts what it says about a file
 * @param body to be closed
 * @param uri where the last response came from
 */
record HttpAnswer(int status, HttpHeaders headers, HttpHeaders first, TimedBody body, URI uri) implements AutoCloseable {
    Optional<String> header(String name) {
        return headers.firstValue(name).or(() -> first.firstValue(name));
    }

    OptionalLong length() {
        return number(headers.firstValue("Content-Length"));
    }

    static OptionalLong number(Optional<String> header) {
        return header.filter(text -> text.matches("[0-9]{1,18}")).stream().mapToLong(Long::parseLong).findFirst();
    }

    boolean redirect() {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    @Override
    public void close() {
        body.close();
    }
}
