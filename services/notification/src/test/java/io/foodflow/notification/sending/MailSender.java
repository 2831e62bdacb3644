package io.foodflow.notification.sending;

import io.foodflow.platform.http.OutboundSettings;
import io.foodflow.platform.mail.MailSettings;
import io.foodflow.platform.mail.MailSettings.Tls;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Sends one mail to each server that is named, as {@code host port tls}, and says what came of each: a process of its own,
 * because the certificates that a JVM trusts are settled before its first connection.
 */
final class MailSender {

    private MailSender() {}

    public static void main(String[] servers) throws Exception {
        var unused = URI.create("https://unused.example");
        var settings = new NotificationSettings(
                List.of("127.0.0.77", "127.0.0.78"), false, 3_000, 10_000, 10_000, unused, unused);
        var general = new OutboundSettings(1_000, 10_000, 1_000, 0, 1, List.of());
        try (var outside = new Outside(settings, general, Clock.systemUTC())) {
            for (var server : servers) {
                var parts = server.split(" ");
                var sent = new MailClient(null, outside, Clock.systemUTC())
                        .send(
                                new MailSettings(
                                        parts[0],
                                        Integer.parseInt(parts[1]),
                                        null,
                                        null,
                                        "plant@example.com",
                                        Tls.valueOf(parts[2]),
                                        5_000),
                                new Message(
                                        UUID.randomUUID(),
                                        "test",
                                        "anna@example.com",
                                        "en",
                                        Severity.INFO,
                                        "Subject",
                                        "Text",
                                        null,
                                        "Short",
                                        Instant.now()));
                System.out.println(sent.getClass().getSimpleName());
            }
        }
    }
}
