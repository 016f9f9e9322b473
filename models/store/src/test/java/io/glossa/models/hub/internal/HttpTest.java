package io.glossa.models.hub.internal;

import static io.glossa.models.hub.internal.HubRig.LARGE;
import static io.glossa.models.hub.internal.HubRig.REPOSITORY;
import static io.glossa.models.hub.internal.HubRig.WEIGHTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.glossa.error.ModelNotFoundException;
import io.glossa.models.testing.FakeHub;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the token goes and where not, redirects, proxies and certificates. */
class HttpTest {
    private static final String TOKEN = "hf_ThisIsASecret";
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    Path folder;

    private HubRig rig;

    @BeforeEach
    void open() {
        rig = new HubRig(folder.resolve("cache"));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void token_toTheEndpointOnly() {
        rig.server.wantToken(TOKEN);
        HubSnapshot snapshot = rig.hub(rig.options().token(TOKEN)).open(REPOSITORY, null);
        assertThat(HubRig.fetched(snapshot, LARGE)).hasBinaryContent(WEIGHTS);
        List<FakeHub.Request> requests = rig.server.requests();
        assertThat(requests).anyMatch(FakeHub.Request::storage);
        assertThat(requests).allSatisfy(request -> assertThat(request.header("Authorization"))
                .isEqualTo(request.storage() ? null : "Bearer " + TOKEN));
    }

    @Test
    void token_otherNameOfTheSameHost_getsNone() {
        String elsewhere = rig.server.endpoint().toString().replace("127.0.0.1", "localhost");
        rig.server.fault("GET", "config.json", FakeHub.status(307, "Location",
                elsewhere + "/org/model/resolve/" + HubRig.COMMIT + "/config.json"));
        HubSnapshot snapshot = rig.hub(rig.options().token(TOKEN)).open(REPOSITORY, null);
        assertThat(HubRig.fetched(snapshot, "config.json")).hasBinaryContent(HubRig.CONFIG);
        List<FakeHub.Request> gets = rig.server.requests().stream()
                .filter(request -> request.method().equals("GET") && request.path().endsWith("config.json")).toList();
        assertThat(gets).hasSize(2);
        assertThat(gets.get(0).header("Authorization")).isEqualTo("Bearer " + TOKEN);
        assertThat(gets.get(1).header("Authorization")).isNull();
    }

    @Test
    void token_missing_saysSo() {
        rig.server.wantToken(TOKEN);
        assertThatExceptionOfType(ModelNotFoundException.class).isThrownBy(rig::open)
                .withMessageContaining("(status 401)").withMessageContaining("HF_TOKEN");
    }

    @Test
    void token_isInNoText() {
        assertThat(rig.options().token(TOKEN).build().toString()).doesNotContain(TOKEN).contains("token=given");
        rig.server.wantToken("another");
        assertThatExceptionOfType(ModelNotFoundException.class)
                .isThrownBy(() -> rig.hub(rig.options().token(TOKEN)).open(REPOSITORY, null))
                .withMessageNotContaining(TOKEN);
    }

    @Test
    void redirects_inACircle_end() {
        for (int i = 0; i < 20; i++) {
            rig.server.fault("GET", "list", FakeHub.status(302, "Location", "/api/models/org/model/revision/main"));
        }
        assertThatExceptionOfType(ModelNotFoundException.class).isThrownBy(rig::open).withMessageContaining("redirects");
    }

    @Test
    void redirects_renamedRepository_followed() {
        rig.server.fault("GET", "list", FakeHub.status(307, "Location", "/api/models/org/model/revision/main"));
        assertThat(rig.open().commit()).isEqualTo(HubRig.COMMIT);
    }

    @Test
    void redirects_toOtherSchemes_refused() {
        URI secure = URI.create("https://hub.example/a/b");
        assertThatExceptionOfType(ModelNotFoundException.class).isThrownBy(() -> Http.next(secure, "http://other.example/x?sig=secret"))
                .withMessageContaining("https://hub.example to http://other.example").withMessageNotContaining("secret");
        for (String location : new String[] {"file:///etc/passwd", "ftp://a/b", "jar:file:x", "mailto:a@b", "http ://a", "https:///x"}) {
            assertThatExceptionOfType(IOException.class).as(location).isThrownBy(() -> Http.next(secure, location));
        }
        assertThat(secure.resolve("/c")).isEqualTo(URI.create("https://hub.example/c"));
    }

    @Test
    void origin_ofDefaultsAndCase() {
        assertThat(Http.origin(URI.create("https://Hub.Example/x"))).isEqualTo(Http.origin(URI.create("HTTPS://hub.example:443")));
        assertThat(Http.origin(URI.create("http://hub.example"))).isNotEqualTo(Http.origin(URI.create("https://hub.example")));
        assertThat(Http.origin(URI.create("http://hub.example"))).isNotEqualTo(Http.origin(URI.create("http://hub.example.evil")));
    }

    @Test
    void unknownHost_saysWhatToDo() {
        assertThatExceptionOfType(ModelNotFoundException.class)
                .isThrownBy(() -> rig.hub(rig.options().endpoint(URI.create("http://no.such.host.invalid")).attempts(1))
                        .open(REPOSITORY, null))
                .withMessageContaining("no.such.host.invalid cannot be resolved").withMessageContaining("proxyHost");
    }

    /** A proxy that fetches what it is asked for, if the password is right. */
    private static HttpServer proxy(String password, Queue<String> asked) throws IOException {
        HttpServer proxy = HttpServer.create(ANY, 0);
        HttpClient client = HttpClient.newHttpClient();
        proxy.createContext("/", exchange -> {
            try (exchange) {
                String given = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
                asked.add(exchange.getRequestURI().getHost() + " " + (given == null ? "nothing" : "password"));
                String right = "Basic " + Base64.getEncoder().encodeToString(("user:" + password).getBytes(StandardCharsets.UTF_8));
                if (!password.isEmpty() && !right.equals(given)) {
                    exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"company\"");
                    exchange.sendResponseHeaders(407, -1);
                    return;
                }
                URI uri = exchange.getRequestURI();
                int port = Integer.parseInt(uri.getHost().substring("port".length(), uri.getHost().indexOf('.')));
                HttpResponse<byte[]> response = client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + uri.getRawPath()))
                        .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.noBody()).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                response.headers().map().forEach((name, values) -> {
                    if (!name.equalsIgnoreCase("transfer-encoding")) {
                        exchange.getResponseHeaders().put(name, values);
                    }
                });
                boolean head = exchange.getRequestMethod().equals("HEAD");
                exchange.sendResponseHeaders(response.statusCode(), head || response.body().length == 0 ? -1 : response.body().length);
                exchange.getResponseBody().write(response.body());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        proxy.start();
        return proxy;
    }

    private HubSnapshot throughProxy(HttpServer proxy) {
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", String.valueOf(proxy.getAddress().getPort()));
        try {
            URI endpoint = URI.create("http://port" + rig.server.endpoint().getPort() + ".example");
            HubSnapshot snapshot = rig.hub(rig.options().endpoint(endpoint).attempts(1)).open(REPOSITORY, null);
            snapshot.fetch("config.json");
            return snapshot;
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
        }
    }

    @Test
    void proxy_ofTheJvm_used() throws IOException {
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        HttpServer proxy = proxy("", asked);
        try {
            assertThat(throughProxy(proxy).folder().resolve("config.json")).hasBinaryContent(HubRig.CONFIG);
            assertThat(asked).hasSize(3).allMatch(line -> line.endsWith(".example nothing"));
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    void proxy_withPassword_ofTheDefaultAuthenticator() throws IOException {
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        HttpServer proxy = proxy("pass", asked);
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                assertThat(getRequestorType()).isEqualTo(RequestorType.PROXY);
                return new PasswordAuthentication("user", "pass".toCharArray());
            }
        });
        try {
            assertThat(throughProxy(proxy).folder().resolve("config.json")).hasBinaryContent(HubRig.CONFIG);
            assertThat(asked).anyMatch(line -> line.endsWith("password"));
            rig.server.wantToken(TOKEN);
            assertThatExceptionOfType(ModelNotFoundException.class).isThrownBy(rig::open).withMessageContaining("(status 401)");
        } finally {
            Authenticator.setDefault(null);
            proxy.stop(0);
        }
    }

    @Test
    void proxy_wantsPassword_saysWhatToDo() throws IOException {
        HttpServer proxy = proxy("pass", new ConcurrentLinkedQueue<>());
        try {
            assertThatExceptionOfType(ModelNotFoundException.class).isThrownBy(() -> throughProxy(proxy))
                    .withMessageContaining("407").withMessageContaining("Authenticator");
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    void certificate_notTrusted_namesTheTrustStore() throws Exception {
        Path keys = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-keystore", keys.toString(), "-storetype", "PKCS12", "-storepass", "changeit", "-alias", "hub", "-keyalg", "EC",
                "-dname", "CN=localhost", "-ext", "san=dns:localhost").redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(ANY, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.start();
        try {
            URI endpoint = URI.create("https://localhost:" + server.getAddress().getPort());
            assertThatExceptionOfType(ModelNotFoundException.class)
                    .isThrownBy(() -> rig.hub(rig.options().endpoint(endpoint)).open(REPOSITORY, null))
                    .withMessageContaining("javax.net.ssl.trustStore").withMessageContaining("localhost");
            assertThat(rig.pause.slept).as("trying again would not help").isEmpty();
        } finally {
            server.stop(0);
        }
    }
}
