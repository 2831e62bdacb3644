package io.foodflow.identity.oidc;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An application that a user signed in to, or let learn of him or her.
 *
 * @param id its {@code client_id}
 * @param asks scopes, and single claims as {@code claim:email}, that the user agreed to; none where nobody was asked
 * @param givenAt when the user last agreed; null where the company has its people not asked
 * @param active whether it has a token now that works
 */
record AllowedApplication(
        UUID id,
        String name,
        String description,
        List<String> asks,
        @JsonInclude @Nullable Instant givenAt,
        boolean active) {

    AllowedApplication {
        asks = List.copyOf(asks);
    }
}
