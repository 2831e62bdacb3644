package io.foodflow.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.foodflow.testkit.TestPlatform;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A platform that sends mail, with the server that takes it, for all tests of the module that look into a mailbox. */
public final class MailPlatform {

    /** When questions about an address are answered, at the soonest. */
    public static final Duration ANSWER_AFTER = Duration.ofMillis(40);

    private static final GreenMail SERVER = started();
    private static final TestPlatform PLATFORM =
            TestPlatform.startOn(IdentityPlatform.get().database(), IdentityPlatform.HOME, settings());
    private static final Pattern LINK = Pattern.compile("(https://foodflow\\.example/app/[a-z-]+)#(ff[a-z]_[\\w=-]+)");

    private MailPlatform() {}

    public static TestPlatform get() {
        return PLATFORM;
    }

    /** A second process of it. */
    public static TestPlatform another() {
        return TestPlatform.startOn(IdentityPlatform.get().database(), IdentityPlatform.HOME, settings());
    }

    public static GreenMail server() {
        return SERVER;
    }

    /** The settings of a platform that hands its mail to that server. */
    public static String[] settings() {
        return new String[] {
            "foodflow.identity.passwords.bcrypt-strength=4",
            "foodflow.limits.anonymous.per-minute=1000000",
            "foodflow.limits.anonymous.per-hour=1000000",
            "foodflow.identity.letters.answer-millis=" + ANSWER_AFTER.toMillis(),
            "foodflow.public-url=https://foodflow.example",
            "foodflow.mail.host=127.0.0.1",
            "foodflow.mail.port=" + SERVER.getSmtp().getPort(),
            "foodflow.mail.from=FoodFlow <foodflow@example.com>",
            "foodflow.mail.tls=none",
            "foodflow.mail.timeout-millis=2000"
        };
    }

    /** What came for that address, once there are so many: waits up to ten seconds. */
    public static List<Letter> letters(String email, int count) {
        var end = Instant.now().plusSeconds(10);
        var found = letters(email);
        while (found.size() < count && Instant.now().isBefore(end)) {
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            found = letters(email);
        }
        assertThat(found).as("letters to %s", email).hasSizeGreaterThanOrEqualTo(count);
        return found;
    }

    /** The token of the last of so many letters to that address. */
    public static String token(String email, int count) {
        return letters(email, count).getLast().token();
    }

    public static List<Letter> letters(String email) {
        return Arrays.stream(SERVER.getReceivedMessages())
                .filter(message -> GreenMailUtil.getHeaders(message).contains("To: " + email))
                .map(MailPlatform::letter)
                .toList();
    }

    private static Letter letter(MimeMessage message) {
        try {
            var parts = (MimeMultipart) message.getContent();
            return new Letter(
                    message.getSubject(),
                    parts.getBodyPart(0).getContent().toString(),
                    parts.getBodyPart(1).getContent().toString());
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GreenMail started() {
        var server = new GreenMail(new ServerSetup(freePort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    /** One that stays the same when the server is stopped and started again. */
    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One letter as it was received. */
    public record Letter(String subject, String text, String html) {

        public String page() {
            return find().group(1);
        }

        public String token() {
            return find().group(2);
        }

        private Matcher find() {
            var matcher = LINK.matcher(text);
            assertThat(matcher.find()).as(text).isTrue();
            assertThat(html).contains(matcher.group(0));
            return matcher;
        }
    }
}
