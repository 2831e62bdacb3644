package io.foodflow.identity.invitations;

import com.fasterxml.jackson.annotation.JsonValue;
import io.foodflow.identity.letters.Language;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account that waits for its owner.
 *
 * @param roles names of roles that the user will have
 * @param roleSites the sites of those roles that are not to hold everywhere
 * @param language of the letter, as {@code de}
 * @param invitedBy who invited; null where the person asked to register
 * @param delivery how the link reaches the person
 * @param state whether the link still works
 */
public record Invitation(
        UUID id,
        String email,
        @Nullable String firstName,
        @Nullable String lastName,
        List<String> roles,
        Map<String, List<String>> roleSites,
        Language language,
        @Nullable String invitedBy,
        Delivery delivery,
        State state,
        Instant createdAt,
        Instant expiresAt) {

    public Invitation {
        roles = List.copyOf(roles);
        roleSites = Collections.unmodifiableMap(new TreeMap<>(roleSites));
    }

    /** How the link reaches the person. */
    public enum Delivery {
        MAIL,
        /** Whoever invited hands it over, because no mail can be sent. */
        LINK;

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the link still works. */
    public enum State {
        OPEN,
        EXPIRED;

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
