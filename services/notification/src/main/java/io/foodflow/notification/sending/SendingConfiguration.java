package io.foodflow.notification.sending;

import io.foodflow.platform.http.OutboundSettings;
import io.foodflow.platform.mail.OutgoingMail;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NotificationSettings.class)
class SendingConfiguration {

    @Bean
    Outside outside(NotificationSettings settings, OutboundSettings general, Clock clock) {
        return new Outside(settings, general, clock);
    }

    @Bean
    Sending sending(OutgoingMail mail, Outside outside, NotificationSettings settings, JsonMapper json, Clock clock) {
        return new Sending(
                new MailClient(mail, outside, clock),
                new TwilioClient(settings.twilioUrl(), outside, json),
                new SlackClient(settings.slackUrl(), outside, json),
                new TeamsClient(outside, json),
                new WebhookClient(outside, json, clock));
    }
}
