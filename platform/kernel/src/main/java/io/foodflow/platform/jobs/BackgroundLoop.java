package io.foodflow.platform.jobs;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Work that a process does again and again on a thread of its own, from the start of the application to its end. What a
 * round throws is logged, and the next round begins; ending interrupts the round and waits for it, while all that it uses is
 * still there.
 */
public abstract class BackgroundLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(BackgroundLoop.class);

    private final String name;
    private final Duration patience;
    private volatile boolean running;
    private volatile @Nullable Thread thread;

    /**
     * A loop that does not run yet.
     *
     * @param name what its thread is called
     * @param patience how long the end of the application waits for the round that is being done
     */
    protected BackgroundLoop(String name, Duration patience) {
        this.name = name;
        this.patience = patience;
    }

    /** Waits until there may be something to do, so that a failing round does not spin, and does it. */
    protected abstract void round() throws InterruptedException;

    /** Whether the loop has been asked to end: a round of many pieces leaves those that are left to the next start. */
    protected final boolean isEnding() {
        return !running;
    }

    private void loop() {
        while (running) {
            try {
                round();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("{}: {}; trying again", name, e.toString());
            }
        }
    }

    @Override
    public final void start() {
        beginning();
        running = true;
        thread = Thread.ofPlatform().name(name).daemon().start(this::loop);
    }

    @Override
    public final void stop() {
        running = false;
        var stopping = thread;
        thread = null;
        if (stopping != null) {
            stopping.interrupt();
            try {
                stopping.join(patience);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        ending(patience);
    }

    /** Before the first round, each time that it is started. */
    protected void beginning() {}

    /** Ends, once no round is begun any more, what rounds began and did not wait for. */
    protected void ending(Duration limit) {}

    /** Beside the other loops, so that the end of the application waits for the slowest of them and not for their sum. */
    @Override
    public final void stop(Runnable stopped) {
        Thread.ofVirtual().name(name + "-stop").start(() -> {
            try {
                stop();
            } finally {
                stopped.run();
            }
        });
    }

    @Override
    public final boolean isRunning() {
        return running;
    }
}
