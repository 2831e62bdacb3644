package io.foodflow.notification.sending;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said, in the forms that channels take.
 *
 * @param id the same whenever the message is sent again: receivers that know a repeat know it by this
 * @param type what a web hook's receiver distinguishes messages by, as {@code notification.test}
 * @param to an e-mail address or a telephone number as {@code +4915112345678}; null where the channel itself says where
 * @param language of the texts, as {@code de}
 * @param subject one line
 * @param text plain
 * @param html the same as the text; null where there is only the text
 * @param shortText for small screens
 * @param unsubscribe where a mail's reader ends such mails by one click; null where there is no such end
 * @param statusTo where the makers of text messages say what became of it; null for nowhere
 */
public record Message(
        UUID id,
        String type,
        @Nullable String to,
        String language,
        Severity severity,
        String subject,
        String text,
        @Nullable String html,
        String shortText,
        Instant time,
        @Nullable URI unsubscribe,
        @Nullable URI statusTo) {

    /** A message that is not unsubscribed from, and of which nobody says what became of it. */
    public Message(
            UUID id,
            String type,
            @Nullable String to,
            String language,
            Severity severity,
            String subject,
            String text,
            @Nullable String html,
            String shortText,
            Instant time) {
        this(id, type, to, language, severity, subject, text, html, shortText, time, null, null);
    }

    /** The same, with these. */
    public Message with(@Nullable URI newUnsubscribe, @Nullable URI newStatusTo) {
        return new Message(
                id, type, to, language, severity, subject, text, html, shortText, time, newUnsubscribe, newStatusTo);
    }

    /** The same, saying that. */
    public Message saying(String newSubject, String newText, String newShortText) {
        return new Message(
                id, type, to, language, severity, newSubject, newText, html, newShortText, time, unsubscribe, statusTo);
    }

    /** Without what it says and to whom. */
    @Override
    public String toString() {
        return "Message[%s, %s]".formatted(id, type);
    }
}
