package io.foodflow.identity.sessions;

import io.foodflow.identity.secrets.TenantSecret;
import java.util.UUID;

/** What came of using a refresh token. */
public sealed interface Rotation {

    /** It was good, is used up now, and has a successor. */
    record Renewed(UUID session, UUID user, TenantSecret successor) implements Rotation {}

    /** It had been used before: somebody has a copy. The session, and with it every token of the family, has ended. */
    record Reused(UUID session, UUID user) implements Rotation {}

    /** It is unknown, has run out, or its session has ended before. */
    record Refused() implements Rotation {}
}
