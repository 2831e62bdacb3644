package io.foodflow.identity.recovery;

import io.foodflow.identity.attempts.LetterLimits;
import io.foodflow.identity.attempts.SteadyPace;
import io.foodflow.identity.letters.Letters;
import io.foodflow.identity.links.LinkDoor;
import io.foodflow.identity.links.OneTimeTokens;
import io.foodflow.identity.passwords.Passwords;
import io.foodflow.identity.users.Accounts;
import io.foodflow.identity.users.Directory;
import io.foodflow.identity.users.Users;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@Import(RecoveryController.class)
class RecoveryConfiguration {

    @Bean
    PasswordRecovery passwordRecovery(
            Directory directory,
            Users users,
            Accounts accounts,
            Passwords passwords,
            LinkDoor door,
            OneTimeTokens tokens,
            Letters letters,
            LetterLimits limits,
            SteadyPace pace,
            UnitOfWork work,
            PlatformWork platformWork) {
        return new PasswordRecovery(
                directory, users, accounts, passwords, door, tokens, letters, limits, pace, work, platformWork);
    }

    @Bean
    EmailVerification emailVerification(
            Accounts accounts,
            LinkDoor door,
            OneTimeTokens tokens,
            Letters letters,
            LetterLimits limits,
            UnitOfWork work) {
        return new EmailVerification(accounts, door, tokens, letters, limits, work);
    }
}
