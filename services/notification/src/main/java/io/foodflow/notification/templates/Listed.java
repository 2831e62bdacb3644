package io.foodflow.notification.templates;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a list tells of a template: all but its texts and its sample, which may be large.
 *
 * @param languages those it has texts in, sorted
 */
record Listed(
        UUID id,
        String name,
        String defaultLanguage,
        List<String> languages,
        String createdBy,
        Instant createdAt,
        String changedBy,
        Instant changedAt,
        long version) {

    Listed {
        languages = List.copyOf(languages);
    }

    /** A version there was. */
    record Version(long version, String changedBy, Instant changedAt) {}
}
