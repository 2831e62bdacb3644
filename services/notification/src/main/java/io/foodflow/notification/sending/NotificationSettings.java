package io.foodflow.notification.sending;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How messages are handed to outside services.
 *
 * @param allowedNetworks networks, hosts or addresses of one's own that channels may lead to, besides the public Internet
 * @param withoutTls whether channels may lead to {@code http} addresses and to mail servers without TLS; for installations
 *     whose receivers are all in the same network
 * @param connectMillis longest wait for a connection, 100 to 60,000
 * @param totalMillis longest wait for a whole answer, 100 to 60,000
 * @param mailTotalMillis how long a connection to a mail server of a tenant's own lasts at most, 100 to 60,000; longer than a
 *     call, since mail servers greet strangers slowly on purpose
 * @param twilioUrl where Twilio's API is
 * @param slackUrl where Slack's Web API is
 */
@ConfigurationProperties("foodflow.notification")
public record NotificationSettings(
        @Nullable List<String> allowedNetworks,
        @DefaultValue("false") boolean withoutTls,
        @DefaultValue("3000") int connectMillis,
        @DefaultValue("10000") int totalMillis,
        @DefaultValue("30000") int mailTotalMillis,
        @DefaultValue("https://api.twilio.com") URI twilioUrl,
        @DefaultValue("https://slack.com/api") URI slackUrl) {

    public NotificationSettings {
        require("connect-millis", connectMillis);
        require("total-millis", totalMillis);
        require("mail-total-millis", mailTotalMillis);
        allowedNetworks = allowedNetworks == null ? List.of() : List.copyOf(allowedNetworks);
    }

    List<String> allowed() {
        return allowedNetworks == null ? List.of() : allowedNetworks;
    }

    private static void require(String name, int value) {
        if (value < 100 || value > 60_000) {
            throw new IllegalArgumentException(
                    "foodflow.notification.%s must be 100..60000, was %d".formatted(name, value));
        }
    }
}
