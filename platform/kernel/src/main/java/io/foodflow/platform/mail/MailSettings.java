package io.foodflow.platform.mail;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The server that takes our mail.
 *
 * @param host its name; without one the platform sends no mail and says so wherever it would
 * @param port 587 for submission, 465 with {@code tls=implicit}
 * @param user who signs in to it; nobody where it is not set
 * @param password that user's password
 * @param from the sender, as {@code foodflow@example.com} or {@code FoodFlow <foodflow@example.com>}
 * @param tls how the connection is protected
 * @param timeoutMillis longest wait for the connection, for an answer and for taking what is written, each
 */
@ConfigurationProperties("foodflow.mail")
public record MailSettings(
        @Nullable String host,
        @DefaultValue("587") int port,
        @Nullable String user,
        @Nullable String password,
        @Nullable String from,
        @DefaultValue("starttls") Tls tls,
        @DefaultValue("10000") int timeoutMillis) {

    public MailSettings {
        host = host == null || host.isBlank() ? null : host.strip();
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("foodflow.mail.port must be 1..65535, was %d".formatted(port));
        }
        if (timeoutMillis < 100 || timeoutMillis > 120_000) {
            throw new IllegalArgumentException(
                    "foodflow.mail.timeout-millis must be 100..120000, was %d".formatted(timeoutMillis));
        }
        if (host != null && (from == null || from.isBlank())) {
            throw new IllegalArgumentException(
                    "foodflow.mail.host is '%s', so foodflow.mail.from must be set too".formatted(host));
        }
        if ((user == null) != (password == null)) {
            throw new IllegalArgumentException(
                    "foodflow.mail.user and foodflow.mail.password must be set both or neither");
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "MailSettings[%s:%d as %s, %s]".formatted(host, port, user, tls);
    }

    /** How a connection to the mail server is protected. */
    public enum Tls {
        /** Not at all: for a server on the same machine. */
        NONE,
        /** Begun in the clear, then TLS; a server that does not offer it is refused. */
        STARTTLS,
        /** TLS from the first byte. */
        IMPLICIT
    }
}
