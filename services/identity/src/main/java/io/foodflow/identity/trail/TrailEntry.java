package io.foodflow.identity.trail;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of the trail of sign-ins.
 *
 * @param id of the audit entry that it is read from
 * @param reason why somebody was refused, such as {@code wrong_password}; null for other outcomes
 * @param newAddress whether this user had signed in before, but never from this address
 */
record TrailEntry(
        UUID id,
        Instant time,
        Outcome outcome,
        @Nullable String reason,
        Subject subject,
        @Nullable String ip,
        @Nullable String userAgent,
        boolean newAddress) {

    /**
     * Whom it is about.
     *
     * @param name a user's e-mail address, otherwise what it is called; null when it is gone
     */
    record Subject(Kind kind, UUID id, @Nullable String name) {}

    /** What comes in. */
    enum Kind {
        USER,
        APPLICATION,
        SERVICE_ACCOUNT,
        /** Somebody unknown, who was turned away on the way back from it or before. */
        IDENTITY_PROVIDER;

        /** As it is sent. */
        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> of(String text) {
            return Arrays.stream(values())
                    .filter(kind -> kind.text().equals(text))
                    .findFirst();
        }
    }

    /** What came of it, with the events that say so. */
    enum Outcome {
        SIGNED_IN("UserSignedIn"),
        SIGNED_OUT("UserSignedOut", "FederatedSessionEnded"),
        /** The password was right, and a code is due. */
        CODE_ASKED("SecondFactorAsked"),
        REFUSED("SignInRefused", "FederatedSignInRefused"),
        /** Too many wrong passwords or codes. */
        LOCKED("SignInLocked"),
        RECOVERY_CODE_USED("RecoveryCodeUsed"),
        /** A refresh token was used twice: somebody has a copy. The session has ended. */
        TOKEN_REUSED("RefreshReuseDetected"),
        TOKEN_ISSUED("ServiceTokenIssued", "OAuthTokensIssued"),
        /** A wrong or ended key of a service account, or secret of an application. */
        KEY_REFUSED("ServiceTokenRefused", "OAuthClientRefused");

        private final String events;

        Outcome(String... events) {
            this.events = String.join(" ", events);
        }

        /** As it is sent. */
        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The types of its events. */
        List<String> events() {
            return List.of(events.split(" "));
        }

        static Optional<Outcome> of(String text) {
            return Arrays.stream(values())
                    .filter(outcome -> outcome.text().equals(text))
                    .findFirst();
        }

        static Outcome ofEvent(String event) {
            return Arrays.stream(values())
                    .filter(outcome -> outcome.events().contains(event))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
