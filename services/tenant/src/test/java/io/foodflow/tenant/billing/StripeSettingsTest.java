package io.foodflow.tenant.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class StripeSettingsTest {

    @Test
    void isNotConnectedByDefault() {
        var defaults = bind(Map.of("foodflow.billing.stripe.secret-key", " "));
        assertThat(defaults.isConnected()).isFalse();
        assertThat(defaults.apiBase()).isEqualTo(URI.create("https://api.stripe.com"));
        assertThat(defaults.readMillis()).isEqualTo(20_000);
        assertThat(defaults.retries()).isEqualTo(2);
        assertThat(defaults.prices()).isEmpty();
    }

    @Test
    void tellsNobodyItsSecrets() {
        var settings = bind(whole());
        assertThat(settings.isConnected()).isTrue();
        assertThat(settings.webhookSecrets()).isEqualTo(List.of("whsec_a", "whsec_b"));
        assertThat(settings.planOf("price_1")).contains("pro");
        assertThat(settings.planOf("price_0")).contains("pro");
        assertThat(settings.priceOf("pro")).contains("price_1");
        assertThat(settings.toString()).doesNotContain("sk_live", "whsec");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "webhook-secrets|whsec_a,whsec_b,whsec_c|one or two",
                "webhook-secrets[0]||must be one or two",
                "prices.enterprise|price_0|another one for each plan",
                "prices.enterprise| |must name the price",
                "prices.free|price_2|must be of the plans [enterprise, pro]",
                "prices.por|price_2|must be of the plans [enterprise, pro]",
                "api-base|http://stripe.example.com|must be https",
                "connect-millis|1|100..60000",
                "retries|9|0..5"
            })
    void refusesWhatCannotBeMeant(String name, String value, String why) {
        var settings = new HashMap<>(whole());
        if (name.endsWith("]")) {
            settings.remove("foodflow.billing.stripe.webhook-secrets");
        }
        settings.put("foodflow.billing.stripe." + name, value == null ? "" : value);
        assertThatThrownBy(() -> bind(settings))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessageContaining(why);
    }

    private static Map<String, String> whole() {
        return Map.of(
                "foodflow.billing.stripe.secret-key", "sk_live_x",
                "foodflow.billing.stripe.webhook-secrets", "whsec_a,whsec_b",
                "foodflow.billing.stripe.prices.pro", "price_1,price_0");
    }

    private static StripeSettings bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("foodflow.billing.stripe", StripeSettings.class);
    }
}
