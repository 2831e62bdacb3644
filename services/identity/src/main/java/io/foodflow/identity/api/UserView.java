package io.foodflow.identity.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A user as others see it.
 *
 * @param email trimmed, lower case, unique in the tenant
 * @param roles names of roles, sorted
 * @param roleSites the sites of those roles that do not hold everywhere
 * @param version goes up by one with each change; the ETag
 */
public record UserView(
        UUID id,
        String email,
        String firstName,
        String lastName,
        List<String> roles,
        Map<String, List<String>> roleSites,
        Status status,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    public UserView {
        roles = List.copyOf(roles);
        roleSites = java.util.Collections.unmodifiableMap(new TreeMap<>(roleSites));
    }

    /** Whether the user may come in. */
    public enum Status {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("disabled")
        DISABLED
    }
}
