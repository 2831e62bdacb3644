package io.foodflow.platform.security;

import io.foodflow.platform.changes.PlatformWork;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Brings to this process what any process revoked in a table of the platform. Whoever asks looks into the database, once
 * a second at most; {@link #lookNow} is for those who heard that there is something. The first look goes back as far as
 * an access token can live.
 *
 * <p>No row is missed, however long its transaction took to commit: rows carry the id of the transaction that wrote them,
 * and each look begins with the oldest transaction that was still running at the look before. Thread-safe.
 */
final class RevocationFeed<T> {

    /** Longer than any access token lives: what is older concerns nobody. */
    static final Duration REMEMBERED = Duration.ofMinutes(66);

    private static final Duration LOOK_AT_MOST_EVERY = Duration.ofSeconds(1);

    private final PlatformWork work;
    private final JdbcClient jdbc;
    private final LongSupplier nanoTime;
    private final String select;
    private final RowMapper<T> row;
    private final Consumer<T> remember;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile @Nullable Long lookedAt;
    private String oldestRunning = "0";

    /**
     * A feed of one table.
     *
     * @param select rows of transactions from {@code :from} on, an {@code xid8}, of the last {@code :seconds}
     * @param remember called for each row, again for those that a look before has seen
     */
    RevocationFeed(
            PlatformWork work,
            JdbcClient jdbc,
            LongSupplier nanoTime,
            String select,
            RowMapper<T> row,
            Consumer<T> remember) {
        this.work = work;
        this.jdbc = jdbc;
        this.nanoTime = nanoTime;
        this.select = select;
        this.row = row;
        this.remember = remember;
    }

    /** Looks if the last look is long enough ago and nobody else is looking; waits for the very first one. */
    void keepUp() {
        var last = lookedAt;
        if (last == null) {
            looking.lock();
        } else if (nanoTime.getAsLong() - last < LOOK_AT_MOST_EVERY.toNanos() || !looking.tryLock()) {
            return;
        }
        try {
            if (Objects.equals(lookedAt, last)) {
                look();
            }
        } finally {
            looking.unlock();
        }
    }

    /** Looks, whenever the last look was. */
    void lookNow() {
        looking.lock();
        try {
            look();
        } finally {
            looking.unlock();
        }
    }

    private void look() {
        long now = nanoTime.getAsLong();
        var seen = work.read(() -> new Look<>(running(), rows()));
        seen.rows().forEach(remember);
        oldestRunning = seen.oldestRunning();
        lookedAt = now;
    }

    /** Asked before the rows are read: a transaction that ends in between is looked for once more. */
    private String running() {
        return jdbc.sql("select cast(pg_snapshot_xmin(pg_current_snapshot()) as text)")
                .query(String.class)
                .single();
    }

    private List<T> rows() {
        return jdbc.sql(select)
                .param("from", oldestRunning)
                .param("seconds", REMEMBERED.toSeconds())
                .query(row)
                .list();
    }

    private record Look<T>(String oldestRunning, List<T> rows) {}
}
