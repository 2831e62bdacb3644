package io.foodflow.audit.trail;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An entry of the trail.
 *
 * @param action what happened
 * @param old the resource before, where there was one
 * @param now the resource afterwards, where it is still there
 * @param changes what differs between the two, by field
 */
record AuditEntry(
        UUID id,
        Instant time,
        String action,
        Who actor,
        String resourceType,
        String resourceId,
        @Nullable JsonNode old,
        @JsonProperty("new") @Nullable JsonNode now,
        List<FieldChange> changes,
        @Nullable String reason,
        @Nullable String ip,
        @Nullable String agent,
        @Nullable String session,
        @Nullable String trace) {

    AuditEntry {
        changes = List.copyOf(changes);
    }

    /**
     * Who did it.
     *
     * @param kind user, service, auditor (from outside, by a link), platform or anonymous
     * @param name a user's or auditor's e-mail, or what a service or a part of the platform is called
     */
    record Who(String kind, @Nullable UUID id, String name) {}
}
