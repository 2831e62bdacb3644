package io.foodflow.identity.sessions;

import java.util.Locale;

/** Why a session ended before it ran out. */
public enum EndReason {
    SIGNED_OUT,
    REFRESH_REUSED,
    USER_DISABLED,
    USER_DELETED,
    PASSWORD_CHANGED,
    PASSWORD_RESET,
    /** By the user from another session, or by an administrator. */
    REVOKED,
    /** At the identity provider that the session came from. */
    PROVIDER_SIGNED_OUT;

    String stored() {
        return name().toLowerCase(Locale.ROOT);
    }
}
