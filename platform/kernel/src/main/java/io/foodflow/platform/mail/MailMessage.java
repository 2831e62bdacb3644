package io.foodflow.platform.mail;

import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message to one person, in plain text and in HTML that say the same.
 *
 * @param id makes the Message-ID, so that a message sent twice by a crash is known to be the same
 * @param to an address as {@code anna@example.com}
 * @param language of the text, as {@code de}
 * @param unsubscribe where a {@code POST} ends such messages, as RFC 8058 has it; null for messages that have no such end
 */
public record MailMessage(
        UUID id,
        String to,
        String language,
        String subject,
        String text,
        String html,
        @Nullable URI unsubscribe) {

    /** A message that cannot be unsubscribed from. */
    public MailMessage(UUID id, String to, String language, String subject, String text, String html) {
        this(id, to, language, subject, text, html, null);
    }

    public MailMessage {
        requireOneLine("to", to);
        requireOneLine("subject", subject);
    }

    private static void requireOneLine(String part, String value) {
        if (value.isBlank() || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a mail's %s must be one line".formatted(part));
        }
    }

    /** Without what it says. */
    @Override
    public String toString() {
        return "MailMessage[%s]".formatted(id);
    }
}
