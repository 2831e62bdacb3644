package io.foodflow.platform.mail;

import io.foodflow.platform.web.PublicAddress;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({MailSettings.class, PublicAddress.class})
class MailConfiguration {

    @Bean
    OutgoingMail outgoingMail(MailSettings settings, PublicAddress address, Clock clock) {
        if (settings.host() != null && address.publicUrl() == null) {
            throw new IllegalArgumentException(
                    "foodflow.mail.host is '%s', so foodflow.public-url must be set too: mails carry links"
                            .formatted(settings.host()));
        }
        return new OutgoingMail(settings, clock);
    }
}
