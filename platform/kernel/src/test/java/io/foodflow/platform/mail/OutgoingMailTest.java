package io.foodflow.platform.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.foodflow.platform.mail.MailSettings.Tls;
import io.foodflow.platform.web.PublicAddress;
import jakarta.mail.internet.MimeMultipart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutgoingMailTest {

    private static final MailMessage MESSAGE = new MailMessage(
            UUID.fromString("0190163d-8694-739b-aea5-966c26f8ad91"),
            "anna@example.com",
            "fr",
            "Réinitialiser le mot de passe",
            "Voilà",
            "<p>Voilà</p>");

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void handsOverTextAndHtml() throws Exception {
        server.start();
        assertThat(mail(server.getSmtp().getPort()).send(MESSAGE)).isEqualTo(new Delivery.Accepted());
        var received = server.getReceivedMessages()[0];
        assertThat(received.getSubject()).isEqualTo("Réinitialiser le mot de passe");
        assertThat(received.getHeader("From")).containsExactly("FoodFlow <foodflow@example.com>");
        assertThat(received.getHeader("To")).containsExactly("anna@example.com");
        assertThat(received.getHeader("Message-ID")).containsExactly("<%s@example.com>".formatted(MESSAGE.id()));
        assertThat(received.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        var parts = (MimeMultipart) received.getContent();
        assertThat(parts.getContentType()).contains("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContent().toString().strip()).isEqualTo("Voilà");
        assertThat(parts.getBodyPart(1).getContentType()).contains("text/html");
        assertThat(parts.getBodyPart(1).getContent().toString().strip()).isEqualTo("<p>Voilà</p>");
    }

    @Test
    void saysWhereOneClickEndsSuchMails() throws Exception {
        server.start();
        var ending = new MailMessage(
                MESSAGE.id(), MESSAGE.to(), "en", "s", "t", "h", URI.create("https://foodflow.example.com/end/x"));
        assertThat(mail(server.getSmtp().getPort()).send(ending)).isEqualTo(new Delivery.Accepted());
        var received = server.getReceivedMessages()[0];
        assertThat(received.getHeader("List-Unsubscribe")).containsExactly("<https://foodflow.example.com/end/x>");
        assertThat(received.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
    }

    @Test
    void signsInWhereTheSettingsSayAsWhom() {
        server.setUser("foodflow@example.com", "platform", "right");
        server.start();
        int port = server.getSmtp().getPort();
        assertThat(mail(port, "platform", "right", Tls.NONE).send(MESSAGE)).isEqualTo(new Delivery.Accepted());
        assertThat(mail(port, "platform", "wrong", Tls.NONE).send(MESSAGE))
                .isEqualTo(new Delivery.Postponed(
                        "the mail server 127.0.0.1:%d refused the user or password".formatted(port), false));
    }

    @Test
    void sendsNothingInTheClearWhereTlsIsAskedFor() {
        server.start();
        assertThat(mail(server.getSmtp().getPort(), null, null, Tls.STARTTLS).send(MESSAGE))
                .isInstanceOf(Delivery.Postponed.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void postponesWhileTheServerIsAway() throws IOException {
        int nobody;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        assertThat(mail(nobody).send(MESSAGE)).isInstanceOfSatisfying(Delivery.Postponed.class, postponed -> {
            assertThat(postponed.why()).contains("127.0.0.1:" + nobody).doesNotContain("anna");
            assertThat(postponed.mayHaveArrived()).isFalse();
        });
    }

    @Test
    void waitsNoLongerThanTheTimeOut() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(mail(silent.getLocalPort()).send(MESSAGE)).isInstanceOf(Delivery.Postponed.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "550 5.1.1 no such user anna@example.com, the mail server refused the message (550), true",
        "553 nobody here, the mail server refused the message (553), false",
        "550 5.7.1 no mail from you, the mail server refused the message (550), false",
        "554 5.7.1 blocked 5.1.1, the mail server refused the message (554), false",
        "552 5.2.2 full, the mail server refused the message (552), false",
        "450 4.2.1 try later,,"
    })
    void tellsARefusalForGoodFromOneForNow(String reply, String refusal, Boolean noSuchAddress) throws Exception {
        try (var stub = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> refuseRecipients(stub, reply));
            var delivery = mail(stub.getLocalPort()).send(MESSAGE);
            if (refusal == null) {
                assertThat(delivery)
                        .isEqualTo(new Delivery.Postponed(
                                "the mail server 127.0.0.1:%d did not take the message: 450"
                                        .formatted(stub.getLocalPort()),
                                false));
            } else {
                assertThat(delivery).isEqualTo(new Delivery.Refused(refusal, noSuchAddress));
            }
        }
    }

    @Test
    void saysThatAMessageMayHaveArrivedWhereTheConnectionBrokeAfterIt() throws Exception {
        try (var stub = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUpAfterTheMessage(stub));
            assertThat(mail(stub.getLocalPort()).send(MESSAGE))
                    .isInstanceOfSatisfying(
                            Delivery.Postponed.class,
                            postponed -> assertThat(postponed.mayHaveArrived()).isTrue());
        }
    }

    @Test
    void takesAMessageForArrivedThatTheServerTookBeforeTheConnectionBroke() throws Exception {
        try (var stub = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> resetAtTheEnd(stub));
            assertThat(mail(stub.getLocalPort()).send(MESSAGE)).isEqualTo(new Delivery.Accepted());
        }
    }

    private static void resetAtTheEnd(ServerSocket stub) {
        try (var connection = stub.accept();
                var in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII))) {
            connection.setSoLinger(true, 0);
            var out = connection.getOutputStream();
            out.write("220 stub\r\n".getBytes(StandardCharsets.US_ASCII));
            boolean data = false;
            for (var line = in.readLine(); line != null && !line.equals("QUIT"); line = in.readLine()) {
                boolean begins = line.equals("DATA");
                if (begins || !data || line.equals(".")) {
                    out.write((begins ? "354 go\r\n" : "250 ok\r\n").getBytes(StandardCharsets.US_ASCII));
                }
                data = begins || (data && !line.equals("."));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void hangUpAfterTheMessage(ServerSocket stub) {
        try (var connection = stub.accept();
                var in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII))) {
            var out = connection.getOutputStream();
            out.write("220 stub\r\n".getBytes(StandardCharsets.US_ASCII));
            for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
                if (line.startsWith("EHLO") || line.startsWith("MAIL") || line.startsWith("RCPT")) {
                    out.write("250 ok\r\n".getBytes(StandardCharsets.US_ASCII));
                } else if (line.equals("DATA")) {
                    out.write("354 go\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void saysThatItHasNoServer() {
        var none =
                new OutgoingMail(new MailSettings(null, 587, null, null, null, Tls.STARTTLS, 1_000), Clock.systemUTC());
        assertThat(none.configured()).isFalse();
        assertThatThrownBy(() -> none.send(MESSAGE)).hasMessageContaining("foodflow.mail.host is not set");
    }

    @Test
    void refusesWhatWouldAddHeaders() {
        var id = UUID.randomUUID();
        assertThatThrownBy(() -> new MailMessage(id, "a@b.de\r\nBcc: c@d.de", "en", "s", "t", "h"))
                .hasMessage("a mail's to must be one line");
        assertThatThrownBy(() -> new MailMessage(id, "a@b.de", "en", "s\nX: y", "t", "h"))
                .hasMessage("a mail's subject must be one line");
        assertThat(MESSAGE.toString()).doesNotContain("Voilà");
    }

    @Test
    void refusesSettingsThatCannotWork() {
        assertThatThrownBy(() -> new MailSettings("mx", 0, null, null, "a@b.de", Tls.NONE, 1_000))
                .hasMessageContaining("foodflow.mail.port must be 1..65535, was 0");
        assertThatThrownBy(() -> new MailSettings("mx", 25, null, null, null, Tls.NONE, 1_000))
                .hasMessageContaining("foodflow.mail.from must be set");
        assertThatThrownBy(() -> new MailSettings("mx", 25, "u", null, "a@b.de", Tls.NONE, 1_000))
                .hasMessageContaining("both or neither");
        assertThatThrownBy(() -> new MailSettings("mx", 25, null, null, "a@b.de", Tls.NONE, 1))
                .hasMessageContaining("timeout-millis must be 100..120000");
        assertThatThrownBy(() -> new OutgoingMail(
                        new MailSettings("mx", 25, null, null, "nobody", Tls.NONE, 1_000), Clock.systemUTC()))
                .hasMessageContaining("foodflow.mail.from must be an address");
        assertThat(new MailSettings("mx", 25, "u", "secret", "a@b.de", Tls.NONE, 1_000).toString())
                .doesNotContain("secret");
        assertThatThrownBy(() -> new MailConfiguration()
                        .outgoingMail(
                                new MailSettings("mx", 25, null, null, "a@b.de", Tls.NONE, 1_000),
                                new PublicAddress(null),
                                Clock.systemUTC()))
                .hasMessageContaining("foodflow.public-url must be set too");
    }

    @Test
    void makesLinksOfThePublicAddress() {
        assertThat(new PublicAddress(URI.create("https://ff.example.com/")).link("/app/x"))
                .isEqualTo("https://ff.example.com/app/x");
        assertThat(new PublicAddress(null).link("/app/x")).isEqualTo("/app/x");
        assertThatThrownBy(() -> new PublicAddress(URI.create("ftp://ff.example.com")))
                .hasMessageContaining("foodflow.public-url must be an address");
    }

    private static OutgoingMail mail(int port) {
        return mail(port, null, null, Tls.NONE);
    }

    private static OutgoingMail mail(int port, String user, String password, Tls tls) {
        return new OutgoingMail(
                new MailSettings("127.0.0.1", port, user, password, "FoodFlow <foodflow@example.com>", tls, 1_000),
                Clock.systemUTC());
    }

    private static void refuseRecipients(ServerSocket stub, String reply) {
        try (var connection = stub.accept();
                var in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII))) {
            var out = connection.getOutputStream();
            out.write("220 stub\r\n".getBytes(StandardCharsets.US_ASCII));
            for (var line = in.readLine(); line != null && !line.startsWith("QUIT"); line = in.readLine()) {
                var answer = line.startsWith("RCPT") ? reply : "250 ok";
                out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
