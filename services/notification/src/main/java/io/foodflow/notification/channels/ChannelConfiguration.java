package io.foodflow.notification.channels;

import io.foodflow.notification.sending.Outside;
import io.foodflow.notification.sending.Sending;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.security.MasterKey;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@Import(ChannelController.class)
class ChannelConfiguration {

    @Bean
    Channels channels(JdbcClient jdbc, JsonMapper json, MasterKey masterKey, UnitOfWork work, Clock clock) {
        return new Channels(new ChannelRepository(jdbc, json), masterKey, work, clock, new SecureRandom());
    }

    @Bean
    Routes routes(Channels channels, Outside outside) {
        return new Routes(channels, outside);
    }

    @Bean
    ChannelTests channelTests(Channels channels, Sending sending, Outside outside, Clock clock) {
        return new ChannelTests(channels, sending, outside, clock);
    }
}
