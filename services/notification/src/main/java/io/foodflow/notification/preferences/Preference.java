package io.foodflow.notification.preferences;

import io.foodflow.notification.sending.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one person wants to hear by mail. What is critical comes always and at once.
 *
 * @param mail the least severity that comes by mail
 * @param mutedTopics what does not come by mail
 * @param quietHours when nothing comes; it comes when they end
 */
record Preference(
        Severity mail, List<String> mutedTopics, @Nullable QuietHours quietHours) {

    /** Of those who said nothing. */
    static final Preference ALL = new Preference(Severity.INFO, List.of(), null);

    Preference {
        mutedTopics = List.copyOf(mutedTopics);
    }

    boolean wants(String topic, Severity severity) {
        return severity == Severity.CRITICAL || (severity.compareTo(mail) >= 0 && !mutedTopics.contains(topic));
    }

    /** When such a message may come. */
    Instant notBefore(Severity severity, Instant now) {
        return severity == Severity.CRITICAL || quietHours == null ? now : quietHours.notBefore(now);
    }
}
