package io.foodflow.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ErrandsTest {

    private final Errands errands = new Errands("test");
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @Test
    void doesOneForEachKeyAtATime() throws Exception {
        assertThat(errands.begin("one", this::stay)).isTrue();
        running.await();

        assertThat(errands.begin("one", () -> {})).isFalse();
        var other = new CountDownLatch(1);
        assertThat(errands.begin("two", other::countDown)).isTrue();
        assertThat(other.await(10, TimeUnit.SECONDS)).isTrue();

        mayEnd.countDown();
        errands.end(Duration.ofSeconds(10));
        assertThat(errands.begin("one", () -> {})).as("being ended").isFalse();
        errands.resume();
        assertThat(errands.begin("one", () -> {})).isTrue();
    }

    @Test
    void waitsForWhatEndsByItselfAndInterruptsTheRest() throws Exception {
        var interrupted = new AtomicBoolean();
        errands.begin("stubborn", () -> {
            try {
                running.countDown();
                mayEnd.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });
        running.await();

        errands.end(Duration.ofMillis(200));

        assertThat(interrupted).isTrue();
    }

    private void stay() {
        running.countDown();
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
