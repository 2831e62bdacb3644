package io.foodflow.identity.sessions;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The session at an identity provider that one of ours came from.
 *
 * @param id what the provider calls it ({@code sid}); null where it does not say
 */
public record ProviderSession(UUID provider, @Nullable String id, Elsewhere how) {}
