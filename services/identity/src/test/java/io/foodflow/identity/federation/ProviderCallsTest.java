package io.foodflow.identity.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.foodflow.identity.federation.SignInRefusal.Reason;
import io.foodflow.platform.http.OutboundSettings;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
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

    @Test
    void asksASlowProviderOnceForAllWhoBeginMeanwhile() throws Exception {
        var settings = new FederationSettings(List.of("127.0.0.0/8"), true, 60_000, 60_000, 30, null, 3_000);
        try (var provider = new LocalProvider();
                var calls = new ProviderCalls(settings, new OutboundSettings(1_000, 60_000, 1_000, 0, 1, null))) {
            provider.slow = new CountDownLatch(1);
            var discovery = new Discovery(calls);
            var found = new ConcurrentLinkedQueue<String>();
            var threads = IntStream.range(0, 4)
                    .mapToObj(n -> Thread.ofPlatform()
                            .start(() -> found.add(
                                    discovery.of(provider.issuer()).getIssuer().getValue())))
                    .toList();
            var end = Instant.now().plusSeconds(60);
            while (provider.discovered.get() == 0 || waiting(threads) < 3) {
                assertThat(Instant.now()).as("three wait for the fourth").isBefore(end);
                Thread.onSpinWait();
            }
            provider.slow.countDown();
            for (var thread : threads) {
                thread.join();
            }
            assertThat(found).hasSize(4).containsOnly(provider.issuer());
            assertThat(provider.discovered).hasValue(1);
        }
    }

    private static long waiting(List<Thread> threads) {
        return threads.stream()
                .filter(thread -> thread.getState() == Thread.State.WAITING)
                .count();
    }
}
