package io.foodflow.engine.ledger;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Appends entries of many threads to one ledger in batches: while one batch is being made durable, what comes in is gathered
 * for the next. Nobody who appends ever waits for another's disk; the future tells when the entry is durable, and where.
 *
 * <p>It has no thread of its own: a task of the executor runs while anything waits, one batch a run, so that thousands
 * of ledgers share a few threads fairly. When nothing waits any more, the ledger {@linkplain Ledger#rest rests}.
 *
 * <p>Entries of one thread keep their order, and entries given together stand together. Safe for use by several threads.
 * What a future triggers runs on the executor and holds up the next batch; long work belongs elsewhere.
 */
public final class Appender {

    private final Ledger ledger;
    private final Executor executor;
    private final Limits limits;
    private final Lock lock = new ReentrantLock();
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private int waiting;
    private boolean running;

    /**
     * How much is taken at once.
     *
     * @param batchEntries after how many entries a batch is full
     * @param batchBytes after how many bytes a batch is full
     * @param waitingEntries how many may wait before more are refused
     */
    public record Limits(int batchEntries, int batchBytes, int waitingEntries) {

        /** Batches of 8,192 entries or 16 MiB, 100,000 entries waiting. */
        public static final Limits DEFAULT = new Limits(8_192, 16 << 20, 100_000);

        public Limits {
            if (Math.min(batchEntries, Math.min(batchBytes, waitingEntries)) < 1) {
                throw new IllegalArgumentException("the limits must be at least 1, were " + batchEntries + ", "
                        + batchBytes + " and " + waitingEntries);
            }
        }
    }

    private record Waiting(List<byte[]> entries, CompletableFuture<Appended> future) {}

    /** An appender to this ledger, which must have no other. */
    public Appender(Ledger ledger, Executor executor, Limits limits) {
        this.ledger = ledger;
        this.executor = executor;
        this.limits = limits;
    }

    /** Appends one entry; see {@link #append(List)}. */
    public CompletableFuture<Appended> append(byte[] entry) {
        return append(List.of(entry));
    }

    /**
     * Appends entries that shall stand together, in their order.
     *
     * @return done once they are durable. It fails with {@link IOException} when it is uncertain whether they are, and
     *     with {@link LedgerConflictException} or {@link LedgerDamagedException} when they are not
     * @throws IllegalArgumentException when there is none, or one is larger than 65,535 bytes
     * @throws RejectedExecutionException when too many wait already; try again later
     */
    public CompletableFuture<Appended> append(List<byte[]> entries) {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one entry to append");
        }
        entries.forEach(Ledger::requireFitting);
        var future = new CompletableFuture<Appended>();
        lock.lock();
        try {
            if (waiting > 0 && waiting + entries.size() > limits.waitingEntries()) {
                throw new RejectedExecutionException("the ledger " + ledger.origin() + " has " + waiting
                        + " entries waiting; at most " + limits.waitingEntries() + " may");
            }
            queue.add(new Waiting(List.copyOf(entries), future));
            waiting += entries.size();
            if (running) {
                return future;
            }
            running = true;
        } finally {
            lock.unlock();
        }
        start();
        return future;
    }

    private void start() {
        try {
            executor.execute(this::drain);
        } catch (RejectedExecutionException e) {
            fail(takeAll(), e);
        }
    }

    private void drain() {
        var batch = take();
        try {
            var entries = new ArrayList<byte[]>();
            batch.forEach(one -> entries.addAll(one.entries()));
            var head = ledger.append(entries);
            long index = head.size() - entries.size();
            for (var one : batch) {
                one.future().complete(new Appended(index, head));
                index += one.entries().size();
            }
        } catch (IOException | RuntimeException | Error e) {
            fail(batch, e);
        }
        if (isDone()) {
            ledger.rest();
        } else {
            start();
        }
    }

    /** The next batch. What was given together is never parted, so a batch may be larger than the limit. */
    private List<Waiting> take() {
        lock.lock();
        try {
            var batch = new ArrayList<Waiting>();
            int entries = 0;
            long bytes = 0;
            while (!queue.isEmpty() && entries < limits.batchEntries() && bytes < limits.batchBytes()) {
                var next = queue.remove();
                batch.add(next);
                entries += next.entries().size();
                bytes +=
                        next.entries().stream().mapToLong(entry -> entry.length).sum();
            }
            waiting -= entries;
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private List<Waiting> takeAll() {
        lock.lock();
        try {
            var all = List.copyOf(queue);
            queue.clear();
            waiting = 0;
            running = false;
            return all;
        } finally {
            lock.unlock();
        }
    }

    private boolean isDone() {
        lock.lock();
        try {
            running = !queue.isEmpty();
            return !running;
        } finally {
            lock.unlock();
        }
    }

    private static void fail(List<Waiting> batch, Throwable cause) {
        batch.forEach(one -> one.future().completeExceptionally(cause));
    }
}
