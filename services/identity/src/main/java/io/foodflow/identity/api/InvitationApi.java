package io.foodflow.identity.api;

import io.foodflow.platform.security.RequiresPermission;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Lets the platform bring people into a tenant. */
@HttpExchange
public interface InvitationApi {

    /**
     * Invites the first administrator of the current tenant, who will be a {@code tenant_admin}. An open invitation of
     * the same address gives way.
     *
     * @throws io.foodflow.platform.web.ProblemException 400 if a field breaks a rule, 409 if a user has that address
     */
    @PostExchange("/users/invitations/administrator")
    @RequiresPermission("platform_tenant:write")
    Invited inviteAdministrator(@RequestBody Administrator wanted);

    /** Who is invited. */
    record Administrator(
            @Nullable String email,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String language) {}

    /**
     * An invitation that was made.
     *
     * @param delivery as that of the letter: "mail", or "link" where the installation sends none
     * @param link to hand over where there is no mail; shown this once
     */
    record Invited(
            UUID id,
            String email,
            String delivery,
            @Nullable String link,
            Instant expiresAt) {

        /** Without the link. */
        @Override
        public String toString() {
            return "Invited[%s]".formatted(id);
        }
    }
}
