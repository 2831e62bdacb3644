package io.foodflow.identity.invitations;

import io.foodflow.identity.attempts.LetterLimits;
import io.foodflow.identity.attempts.SteadyPace;
import io.foodflow.identity.letters.Letters;
import io.foodflow.identity.links.LinkDoor;
import io.foodflow.identity.links.OneTimeTokens;
import io.foodflow.identity.passwords.Passwords;
import io.foodflow.identity.policy.Policies;
import io.foodflow.identity.roles.Roles;
import io.foodflow.identity.users.Accounts;
import io.foodflow.identity.users.Users;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.platform.web.PublicAddress;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Import({InvitationController.class, RegistrationController.class})
class InvitationConfiguration {

    @Bean
    Invitations invitations(
            JdbcClient jdbc,
            Users users,
            Roles roles,
            OneTimeTokens tokens,
            Letters letters,
            PublicAddress address,
            UnitOfWork work,
            Clock clock) {
        return new Invitations(new InvitationRepository(jdbc), users, roles, tokens, letters, address, work, clock);
    }

    @Bean
    InvitationOfAdministrator invitationOfAdministrator(Invitations invitations) {
        return new InvitationOfAdministrator(invitations);
    }

    @Bean
    Acceptance acceptance(
            LinkDoor door,
            OneTimeTokens tokens,
            JdbcClient jdbc,
            Accounts accounts,
            Roles roles,
            Passwords passwords,
            UnitOfWork work,
            Clock clock) {
        return new Acceptance(door, tokens, new InvitationRepository(jdbc), accounts, roles, passwords, work, clock);
    }

    @Bean
    Registration registration(
            Tenants tenants,
            Policies policies,
            Invitations invitations,
            Users users,
            Roles roles,
            LetterLimits limits,
            SteadyPace pace,
            UnitOfWork work,
            PlatformWork platformWork) {
        return new Registration(tenants, policies, invitations, users, roles, limits, pace, work, platformWork);
    }
}
