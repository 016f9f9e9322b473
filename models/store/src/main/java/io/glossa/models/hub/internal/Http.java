package io.glossa.models.hub.internal;

import io.glossa.error.ModelNotFoundException;
import io.glossa.models.hub.HubOptions;
import java.io.IOException;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests. Redirects are followed here, so that the token stays with the host of the endpoint and nothing goes from
 * https to http. Messages name hosts, never whole addresses: those of storage hosts hold signatures. Thread-safe.
 */
final class Http {
    private static final int MOST_REDIRECTS = 10;
    private static final String AGENT = "glossa";

    /** Which redirects are followed. */
    enum Follow {
        /** Those that stay at the same scheme, host and port. */
        SAME_ORIGIN,
        ALL
    }

    private final HubOptions options;
    private final String endpoint;
    private @Nullable HttpClient client;

    Http(HubOptions options) {
        this.options = options;
        this.endpoint = origin(options.endpoint());
    }

    /**
     * Sends one request and follows redirects.
     *
     * @throws TransientFault if there is no connection or no answer in time
     * @throws Unreachable if trying again would not help: an untrusted certificate, a proxy that wants a password
     */
    HttpAnswer send(String method, URI uri, Map<String, String> headers, Follow follow) throws IOException {
        URI at = uri;
        HttpHeaders first = null;
        for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
            HttpAnswer answer = once(method, at, headers, first);
            first = answer.first();
            String location = answer.headers().firstValue("Location").orElse(null);
            if (!answer.redirect() || location == null) {
                return answer;
            }
            URI next = next(at, location);
            if (follow == Follow.SAME_ORIGIN && !origin(next).equals(origin(at))) {
                return answer;
            }
            answer.close();
            at = next;
        }
        throw new Unreachable("more than " + MOST_REDIRECTS + " redirects from " + uri.getHost(), null);
    }

    static URI next(URI from, String location) throws IOException {
        URI next;
        try {
            next = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new TransientFault(from.getHost() + " redirects to something that is no address", null);
        }
        String scheme = String.valueOf(next.getScheme()).toLowerCase(Locale.ROOT);
        if (next.getHost() == null || !scheme.equals("http") && !scheme.equals("https")) {
            throw new TransientFault(from.getHost() + " redirects to something that is no address of http or https", null);
        }
        if (scheme.equals("http") && from.getScheme().equalsIgnoreCase("https")) {
            throw new ModelNotFoundException("hub: expected https all the way, found a redirect from https://" + from.getHost()
                    + " to http://" + next.getHost() + "; a proxy or mirror on the way is not set up well, or hostile: check"
                    + " HF_ENDPOINT and the proxy");
        }
        return next;
    }

    private HttpAnswer once(String method, URI uri, Map<String, String> headers, @Nullable HttpHeaders first)
            throws IOException {
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody());
        } catch (IllegalArgumentException e) {
            throw new Unreachable("the address at " + uri.getHost() + " is none that can be asked", null);
        }
        request.timeout(method.equals("HEAD") ? options.requestTimeout() : longer())
                .setHeader("User-Agent", AGENT)
                .setHeader("Accept-Encoding", "identity");
        headers.forEach(request::setHeader);
        if (origin(uri).equals(endpoint)) {
            options.token().ifPresent(token -> request.setHeader("Authorization", "Bearer " + token));
        }
        try {
            HttpResponse<TimedBody> response = client().send(request.build(), info -> new TimedBody());
            if (response.statusCode() == 407) {
                response.body().close();
                throw proxyPassword(null);
            }
            HttpHeaders own = response.headers();
            return new HttpAnswer(response.statusCode(), own, first == null ? own : first, response.body(), uri);
        } catch (InterruptedException e) {
            throw Retry.interrupted(String.valueOf(uri.getHost()), e);
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).endsWith("missing for response code 401")) {
                // The client, when it has an authenticator, refuses to show this answer.
                HttpHeaders none = HttpHeaders.of(Map.of(), (name, value) -> true);
                return new HttpAnswer(401, none, first == null ? none : first, new TimedBody(), uri);
            }
            throw e instanceof Unreachable ? e : fault(uri.getHost(), e);
        }
    }

    private Duration longer() {
        return options.requestTimeout().compareTo(options.stallTimeout()) > 0 ? options.requestTimeout() : options.stallTimeout();
    }

    /** What a failed connection means. */
    static IOException fault(String host, IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException
                    || message.contains("PKIX")) {
                return new Unreachable(host + " shows a certificate that this Java does not trust; if a company's proxy issues"
                        + " it, name a trust store with the company's root: -Djavax.net.ssl.trustStore=FILE"
                        + " -Djavax.net.ssl.trustStorePassword=… (for the command line in GLOSSA_JAVA_OPTS)", e);
            }
            if (message.contains("got: 407") || message.contains("No credentials provided")
                    || message.contains("Proxy-Authenticate")) {
                return proxyPassword(e);
            }
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return new TransientFault("the name " + host + " cannot be resolved (behind a proxy, set -Dhttps.proxyHost and"
                        + " -Dhttps.proxyPort)", e);
            }
        }
        if (e instanceof HttpTimeoutException) {
            return new TransientFault(host + " did not answer in time", e);
        }
        if (e instanceof ConnectException) {
            return new TransientFault("no connection to " + host, e);
        }
        if (e instanceof SSLException) {
            return new TransientFault("no secure connection to " + host + " (" + e.getClass().getSimpleName() + ")", e);
        }
        return new TransientFault("the connection to " + host + " broke (" + e.getClass().getSimpleName() + ")", e);
    }

    private static Unreachable proxyPassword(@Nullable Throwable e) {
        return new Unreachable("the proxy wants a user and a password (407): set a java.net.Authenticator as default, and for"
                + " https also -Djdk.http.auth.tunneling.disabledSchemes= (empty) if the proxy knows only Basic", e);
    }

    /** Scheme, host and port. */
    static String origin(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
    }

    /** Made at the first request: proxies and trust are what the JVM says then. */
    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(options.requestTimeout());
            if (ProxySelector.getDefault() != null) {
                builder.proxy(ProxySelector.getDefault());
            }
            if (Authenticator.getDefault() != null) {
                builder.authenticator(new ForProxies());
            }
            made = builder.build();
            client = made;
        }
        return made;
    }

    /** The JVM's authenticator, for proxies only: what it knows of hosts is not for the hub. */
    private static final class ForProxies extends Authenticator {
        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            Authenticator given = Authenticator.getDefault();
            return given == null || getRequestorType() != RequestorType.PROXY
                    ? null
                    : given.requestPasswordAuthenticationInstance(getRequestingHost(), getRequestingSite(), getRequestingPort(),
                            getRequestingProtocol(), getRequestingPrompt(), getRequestingScheme(), getRequestingURL(),
                            RequestorType.PROXY);
        }
    }
}
