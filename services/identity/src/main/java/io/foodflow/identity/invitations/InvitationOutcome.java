package io.foodflow.identity.invitations;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What came of inviting somebody or of accepting it. */
sealed interface InvitationOutcome {

    /**
     * The person is invited.
     *
     * @param link to hand over, where no mail can be sent; shown this once
     */
    record Invited(Invitation invitation, @Nullable String link) implements InvitationOutcome {

        /** Without the link. */
        @Override
        public String toString() {
            return "Invited[%s]".formatted(invitation.id());
        }
    }

    /** A user of this tenant has that address. */
    record EmailTaken(String email) implements InvitationOutcome {}

    /** The roles grant these permissions, which the caller does not hold. */
    record BeyondCaller(Set<String> permissions) implements InvitationOutcome {}
}
