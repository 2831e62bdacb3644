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
 * @param digest when everything comes in one message; null for each by itself
 */
record Preference(
        Severity mail,
        List<String> mutedTopics,
        @Nullable QuietHours quietHours,
        @Nullable Digest digest) {

    /** Of those who said nothing. */
    static final Preference ALL = new Preference(Severity.INFO, List.of(), null, null);

    Preference {
        mutedTopics = List.copyOf(mutedTopics);
    }

    boolean wants(String topic, Severity severity) {
        return severity == Severity.CRITICAL || (severity.compareTo(mail) >= 0 && !mutedTopics.contains(topic));
    }

    /** How such a message comes. */
    Hearing hearing(Severity severity, Instant now) {
        if (severity == Severity.CRITICAL) {
            return new Hearing(now, null);
        }
        var at = digest == null ? now : digest.next(now);
        return new Hearing(quietHours == null ? at : quietHours.notBefore(at), digest);
    }
}
