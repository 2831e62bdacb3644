package io.foodflow.identity.invitations;

import io.foodflow.identity.api.InvitationApi;
import io.foodflow.identity.letters.Language;
import io.foodflow.identity.roles.Role;
import io.foodflow.identity.users.UserFields;
import io.foodflow.platform.context.CallContext;
import java.util.Locale;
import java.util.Set;

/** Invites the first administrator of a tenant on behalf of the platform, which may give any role. */
final class InvitationOfAdministrator implements InvitationApi {

    private final Invitations invitations;

    InvitationOfAdministrator(Invitations invitations) {
        this.invitations = invitations;
    }

    @Override
    public Invited inviteAdministrator(Administrator wanted) {
        var fields = new UserFields();
        var guest = new Invitations.Guest(
                fields.email(wanted.email()),
                fields.nameIfGiven("first_name", wanted.firstName()),
                fields.nameIfGiven("last_name", wanted.lastName()),
                Set.of(Role.TENANT_ADMIN),
                Language.of(wanted.language()));
        fields.check();
        var outcome =
                CallContext.platform("platform", CallContext.currentTenant()).call(() -> invitations.invite(guest));
        return switch (outcome) {
            case InvitationOutcome.Invited(var invitation, var link) ->
                new Invited(
                        invitation.id(),
                        invitation.email(),
                        invitation.delivery().name().toLowerCase(Locale.ROOT),
                        link,
                        invitation.expiresAt());
            case InvitationOutcome.EmailTaken(var email) -> throw InvitationController.emailTaken(email);
            case InvitationOutcome.BeyondCaller unexpected -> throw new IllegalStateException(unexpected.toString());
        };
    }
}
