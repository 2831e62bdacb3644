package io.foodflow.identity.serviceaccounts;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account of a machine.
 *
 * @param id the {@code client_id}
 * @param roles names of roles, sorted
 * @param roleSites the sites of those roles that do not hold everywhere
 * @param expiresAt when it ends; null for never
 * @param lastUsedAt when a key was last exchanged for a token
 * @param keys those that still work, the newest first
 */
public record ServiceAccount(
        UUID id,
        String name,
        String description,
        List<String> roles,
        Map<String, List<String>> roleSites,
        String createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        List<Key> keys) {

    public ServiceAccount {
        roles = List.copyOf(roles);
        roleSites = Collections.unmodifiableMap(new TreeMap<>(roleSites));
        keys = List.copyOf(keys);
    }

    /**
     * A key of it.
     *
     * @param ending its last four characters
     * @param expiresAt when it ends, because another took its place; null for as long as the account lives
     */
    public record Key(
            UUID id,
            String ending,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt) {}
}
