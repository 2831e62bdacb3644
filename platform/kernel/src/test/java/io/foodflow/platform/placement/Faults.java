package io.foodflow.platform.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;

/** Fails steps of moves, each once, or has one wait. */
final class Faults implements MoveWitness {

    private final Set<MoveStep> failing = EnumSet.noneOf(MoveStep.class);
    private final Set<MoveStep> failed = EnumSet.noneOf(MoveStep.class);
    private @Nullable Hold hold;

    /** A step that waits. */
    static final class Hold {
        private final MoveStep step;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final CountDownLatch left = new CountDownLatch(1);

        private Hold(MoveStep step) {
            this.step = step;
        }

        void awaitReached() throws InterruptedException {
            assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
        }

        /** Whether whoever waited waits no more. */
        boolean isLeft() {
            return left.getCount() == 0;
        }

        void release() {
            released.countDown();
        }

        private void pass() {
            reached.countDown();
            try {
                released.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the test holds " + step, e);
            } finally {
                left.countDown();
            }
        }
    }

    @Override
    public void before(MoveStep step, String slug) {
        Hold held;
        synchronized (this) {
            if (failing.remove(step)) {
                failed.add(step);
                throw new IllegalStateException("the test fails " + step);
            }
            held = hold != null && hold.step == step ? hold : null;
            if (held != null) {
                hold = null;
            }
        }
        if (held != null) {
            held.pass();
        }
    }

    /** The next time that step waits. */
    synchronized Hold hold(MoveStep step) {
        hold = new Hold(step);
        return hold;
    }

    void fail(MoveStep step) {
        fail(EnumSet.of(step));
    }

    synchronized void fail(Set<MoveStep> steps) {
        failing.clear();
        failed.clear();
        failing.addAll(steps);
    }

    synchronized Set<MoveStep> failed() {
        return EnumSet.copyOf(failed);
    }

    /** Those of the test class that is running: no configuration by annotation, which the platform would find in every test. */
    static class Failing {
        static Faults faults = new Faults();

        @Bean
        MoveWitness faults() {
            return faults;
        }
    }
}
