package io.foodflow.notification.sending;

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
        Instant time) {

    /** Without what it says and to whom. */
    @Override
    public String toString() {
        return "Message[%s, %s]".formatted(id, type);
    }
}
