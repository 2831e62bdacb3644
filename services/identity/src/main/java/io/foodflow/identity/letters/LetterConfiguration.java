package io.foodflow.identity.letters;

import io.foodflow.identity.links.OneTimeTokens;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.jobs.Jobs;
import io.foodflow.platform.mail.OutgoingMail;
import io.foodflow.platform.web.PublicAddress;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LetterConfiguration {

    @Bean
    Letters letters(Jobs jobs, OutgoingMail mail) {
        return new Letters(jobs, mail);
    }

    /** A process without mail leaves the letters to those that have it. */
    @Bean
    @ConditionalOnProperty("foodflow.mail.host")
    LetterJob letterJob(
            List<Correspondent> correspondents,
            OneTimeTokens tokens,
            PublicAddress address,
            OutgoingMail mail,
            UnitOfWork work) {
        return new LetterJob(correspondents, tokens, new LetterTexts(), address, mail, work);
    }
}
