package io.foodflow.identity.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {

    private final OneAtATime<String, String> asking = new OneAtATime<>();

    @Test
    void answersWhoeverComesMeanwhileWithTheSame() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var first = CompletableFuture.supplyAsync(() -> asking.ask("a", () -> {
            begun.countDown();
            await(goOn);
            return "the first";
        }));
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(asking.ask("b", () -> "another")).isEqualTo("another");
        var second = new CompletableFuture<String>();
        var thread = Thread.ofPlatform().start(() -> second.complete(asking.ask("a", () -> "the second")));
        while (thread.getState() != Thread.State.WAITING && !second.isDone()) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        assertThat(first.get(1, TimeUnit.MINUTES)).isEqualTo("the first");
        assertThat(second.get(1, TimeUnit.MINUTES)).isEqualTo("the first");
        assertThat(asking.ask("a", () -> "anew")).isEqualTo("anew");
    }

    @Test
    void handsARefusalOnAndAsksAnew() {
        assertThatThrownBy(() -> asking.ask("a", () -> {
                    throw new SignInRefusal(SignInRefusal.Reason.PROVIDER_WRONG, "odd");
                }))
                .isInstanceOf(SignInRefusal.class);
        assertThat(asking.ask("a", () -> "anew")).isEqualTo("anew");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
