package io.foodflow.platform.jobs;

import io.foodflow.platform.lineage.Amount;
import io.foodflow.platform.lineage.JobLineage;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One attempt, whose progress goes to the table. A run ends early for four reasons: the job was cancelled, the process
 * stops, its tenant is no longer active or rests, or the row says that another attempt has begun meanwhile (this process was taken
 * for dead).
 */
final class TableJobRun implements JobRun {

    private static final long WRITE_AT_MOST_EVERY_NANOS = 250_000_000L;

    private final UUID id;
    private final int attempt;
    private final JsonNode input;
    private final JsonMapper json;
    private final JobLineage lineage;
    private final Map<String, Amount> read = new ConcurrentHashMap<>();
    private final Map<String, Amount> written = new ConcurrentHashMap<>();
    private final Progress progress;
    private final BooleanSupplier stopping;
    private final BooleanSupplier active;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean cancelled;
    private volatile boolean superseded;
    private volatile boolean inactive;
    private volatile @Nullable Object result;
    private double share;
    private @Nullable String message;
    private long writtenAt = System.nanoTime() - WRITE_AT_MOST_EVERY_NANOS;

    /** Writes a run's progress; answers whether it was asked to end, empty if the job is no longer this run's. */
    interface Progress {
        Optional<Boolean> write(double share, @Nullable String message);
    }

    TableJobRun(
            UUID id,
            int attempt,
            JsonNode input,
            JsonMapper json,
            JobLineage lineage,
            Progress progress,
            BooleanSupplier stopping,
            BooleanSupplier active) {
        this.id = id;
        this.attempt = attempt;
        this.input = input;
        this.json = json;
        this.lineage = lineage;
        this.progress = progress;
        this.stopping = stopping;
        this.active = active;
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public <T> T input(Class<T> type) {
        return json.treeToValue(input, type);
    }

    @Override
    public void progress(double share, @Nullable String message) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("progress must be 0..1, was " + share);
        }
        writing.lock();
        try {
            this.share = share;
            this.message = message;
            writeIfTime();
        } finally {
            writing.unlock();
        }
        if (mustEnd()) {
            throw new JobCancelled();
        }
    }

    @Override
    public boolean cancelRequested() {
        writing.lock();
        try {
            writeIfTime();
        } finally {
            writing.unlock();
        }
        return mustEnd();
    }

    @Override
    public void read(String dataSet, Amount amount) {
        require(lineage.doesRead(dataSet), "read", dataSet);
        read.put(dataSet, amount);
    }

    @Override
    public void wrote(String dataSet, Amount amount) {
        require(lineage.doesWrite(dataSet), "write", dataSet);
        written.put(dataSet, amount);
    }

    private static void require(boolean named, String does, String dataSet) {
        if (!named) {
            throw new IllegalArgumentException(
                    "the lineage of the job's handler must name the data sets that it %ss, '%s' is not among them"
                            .formatted(does, dataSet));
        }
    }

    JobLineage lineage() {
        return lineage;
    }

    Map<String, Amount> amountsRead() {
        return Map.copyOf(read);
    }

    Map<String, Amount> amountsWritten() {
        return Map.copyOf(written);
    }

    @Override
    public void result(Object result) {
        this.result = result;
    }

    @Nullable
    Object result() {
        return result;
    }

    /** The job was asked to end, in this process. */
    void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    boolean isSuperseded() {
        return superseded;
    }

    private boolean mustEnd() {
        return cancelled || superseded || inactive || stopping.getAsBoolean();
    }

    private void writeIfTime() {
        if (System.nanoTime() - writtenAt < WRITE_AT_MOST_EVERY_NANOS) {
            return;
        }
        var asked = progress.write(share, message);
        writtenAt = System.nanoTime();
        if (asked.isEmpty()) {
            superseded = true;
        } else if (asked.get()) {
            cancelled = true;
        }
        inactive = !active.getAsBoolean();
    }
}
