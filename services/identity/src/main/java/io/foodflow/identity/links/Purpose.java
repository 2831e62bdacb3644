package io.foodflow.identity.links;

import com.fasterxml.jackson.annotation.JsonValue;
import io.foodflow.identity.secrets.TenantSecret;
import io.foodflow.identity.secrets.TenantSecret.Kind;
import java.time.Duration;
import java.util.Locale;

/** What a one-time token is good for, and for how long. */
public enum Purpose {
    INVITATION(Kind.INVITATION, Duration.ofDays(7), "/app/invitation"),
    PASSWORD_RESET(Kind.PASSWORD_RESET, Duration.ofMinutes(30), "/app/reset-password"),
    EMAIL_VERIFICATION(Kind.EMAIL_VERIFICATION, Duration.ofHours(24), "/app/verify-email"),
    /** A right password that waits for the second factor: handed to the client, never sent. */
    SECOND_FACTOR(Kind.SECOND_FACTOR, Duration.ofMinutes(5), "/app/sign-in");

    private final Kind kind;
    private final Duration life;
    private final String page;

    Purpose(Kind kind, Duration life, String page) {
        this.kind = kind;
        this.life = life;
        this.page = page;
    }

    public Kind kind() {
        return kind;
    }

    public Duration life() {
        return life;
    }

    /** The page of the workspace that takes the token. In the fragment, it reaches neither server logs nor referrers. */
    public String path(TenantSecret token) {
        return page + "#" + token.text();
    }

    @JsonValue
    String stored() {
        return name().toLowerCase(Locale.ROOT);
    }
}
