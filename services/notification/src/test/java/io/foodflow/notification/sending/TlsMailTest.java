package io.foodflow.notification.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.notification.sending.TlsMailServer.Begin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail to a server of a tenant's own by TLS, whose certificate is for 127.0.0.77. */
class TlsMailTest {

    private static final String RIGHT = "127.0.0.77";
    private static final String WRONG = "127.0.0.78";
    private static final String NOT_ALLOWED = "127.0.0.79";
    private static final String PASSWORD = "changeit";
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");

    @TempDir
    private Path folder;

    @Test
    void sendsByTlsOnlyAndToWhoeverTheCertificateNamesOnly() throws Exception {
        var store = folder.resolve("server.p12");
        run(
                JAVA.resolve("keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=mail",
                "-ext",
                "san=ip:" + RIGHT,
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString());
        var tls = tls(store);
        try (var implicit = new TlsMailServer(RIGHT, tls, Begin.AT_ONCE);
                var starttls = new TlsMailServer(RIGHT, tls, Begin.WHEN_ASKED);
                var clear = new TlsMailServer(RIGHT, tls, Begin.NEVER);
                var otherImplicit = new TlsMailServer(WRONG, tls, Begin.AT_ONCE);
                var otherStarttls = new TlsMailServer(WRONG, tls, Begin.WHEN_ASKED);
                var refused = new TlsMailServer(NOT_ALLOWED, tls, Begin.AT_ONCE)) {
            var outcomes = run(sender(
                    store,
                    "%s %d IMPLICIT".formatted(RIGHT, implicit.port()),
                    "%s %d STARTTLS".formatted(RIGHT, starttls.port()),
                    "%s %d STARTTLS".formatted(RIGHT, clear.port()),
                    "%s %d NONE".formatted(RIGHT, clear.port()),
                    "%s %d IMPLICIT".formatted(WRONG, otherImplicit.port()),
                    "%s %d STARTTLS".formatted(WRONG, otherStarttls.port()),
                    "%s %d IMPLICIT".formatted(NOT_ALLOWED, refused.port())));
            assertThat(outcomes.lines())
                    .containsExactly(
                            "Accepted", "Accepted", "Postponed", "Refused", "Postponed", "Postponed", "Refused");
            for (var server : List.of(implicit, starttls)) {
                assertThat(server.mails())
                        .singleElement()
                        .asString()
                        .startsWith("TLS\n")
                        .contains("Subject: Subject");
            }
            for (var server : List.of(clear, otherImplicit, otherStarttls)) {
                assertThat(server.connections()).isEqualTo(1);
                assertThat(server.mails()).isEmpty();
            }
            assertThat(refused.connections()).isZero();
        }
    }

    private static SSLContext tls(Path store) throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        var tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        return tls;
    }

    private static String[] sender(Path trusted, String... servers) {
        return Stream.concat(
                        Stream.of(
                                JAVA.resolve("java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Djavax.net.ssl.trustStore=" + trusted,
                                "-Djavax.net.ssl.trustStorePassword=" + PASSWORD,
                                "-cp",
                                System.getProperty("java.class.path"),
                                MailSender.class.getName()),
                        Stream.of(servers))
                .toArray(String[]::new);
    }

    private String run(String... command) throws IOException, InterruptedException {
        var out = Files.createTempFile(folder, "out", ".txt");
        var process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor()).as(command[0]).isZero();
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
