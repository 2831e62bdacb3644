package io.foodflow.identity.oidc.clients;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What came of a change to a client. */
sealed interface ClientOutcome {

    /**
     * The client is as it was to be.
     *
     * @param secret a new one, shown this once; null where none was made
     */
    record Saved(OAuthClient client, @Nullable ClientSecret secret) implements ClientOutcome {}

    /** The client is gone, and all that it was let do. */
    record Removed() implements ClientOutcome {}

    /** There is no such client in this tenant. */
    record Absent(UUID id) implements ClientOutcome {}

    /** Another client has that name. */
    record NameTaken(String name) implements ClientOutcome {}

    /** A public client has no secret to rotate. */
    record HasNoSecret() implements ClientOutcome {}
}
