package io.foodflow.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BackgroundLoopTest {

    /** Works off pieces of which the first takes no notice of an interruption. */
    private static final class Pieces extends BackgroundLoop {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final AtomicInteger done = new AtomicInteger();

        Pieces() {
            super("pieces", Duration.ofMinutes(1));
        }

        @Override
        protected void round() {
            for (int i = 0; i < 3 && !isEnding(); i++) {
                begun.countDown();
                awaitWhatever();
                done.incrementAndGet();
            }
        }

        private void awaitWhatever() {
            boolean interrupted = false;
            while (goOn.getCount() > 0) {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void endsBesideOthersAndLeavesPiecesForTheNextStart() throws InterruptedException {
        var pieces = new Pieces();
        pieces.start();
        assertThat(pieces.begun.await(1, TimeUnit.MINUTES)).isTrue();
        var stopped = new CountDownLatch(1);

        pieces.stop(stopped::countDown); // returns although the piece goes on
        while (pieces.isRunning()) {
            Thread.onSpinWait();
        }
        assertThat(stopped.getCount()).as("it is waited for").isOne();
        pieces.goOn.countDown();

        assertThat(stopped.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(pieces.done).hasValue(1);
    }
}
