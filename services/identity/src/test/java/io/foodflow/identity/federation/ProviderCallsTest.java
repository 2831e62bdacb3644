package io.foodflow.identity.federation;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.foodflow.identity.federation.SignInRefusal.Reason;
import io.foodflow.platform.http.OutboundSettings;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ProviderCallsTest {

    @Test
    void waitsForNoAnswerThatDoesNotCome() throws Exception {
        var settings = new FederationSettings(List.of("127.0.0.0/8"), true, 60_000, 100, 30, null, 3_000);
        try (var provider = new LocalProvider();
                var calls = new ProviderCalls(settings, new OutboundSettings(1_000, 5_000, 1_000, 0, 1, null))) {
            provider.slow = new CountDownLatch(1);
            assertThatExceptionOfType(SignInRefusal.class)
                    .isThrownBy(() -> new Discovery(calls).of(provider.issuer()))
                    .matches(refusal -> refusal.reason() == Reason.PROVIDER_UNREACHABLE)
                    .withMessageContaining("no whole answer within 100 ms");
        }
    }
}
