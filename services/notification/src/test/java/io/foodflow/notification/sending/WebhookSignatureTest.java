package io.foodflow.notification.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /** The example of the libraries of standardwebhooks.com. */
    @Test
    void signsAsTheStandardsOwnExample() {
        assertThat(signed(List.of(SECRET))).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void signsByEachSecretTheNewestFirst() {
        var newer = WebhookSignature.newSecret(new SecureRandom());
        assertThat(signed(List.of(newer, SECRET))).isEqualTo(signed(List.of(newer)) + " " + signed(List.of(SECRET)));
    }

    @Test
    void makesSecretsOf256Bits() {
        var secret = WebhookSignature.newSecret(new SecureRandom());
        assertThat(secret).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSize(32);
        assertThat(WebhookSignature.newSecret(new SecureRandom())).isNotEqualTo(secret);
    }

    private static String signed(List<String> secrets) {
        return WebhookSignature.of(secrets, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, "{\"test\": 2432232314}");
    }
}
