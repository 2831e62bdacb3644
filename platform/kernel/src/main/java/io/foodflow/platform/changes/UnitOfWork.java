package io.foodflow.platform.changes;

import io.foodflow.platform.context.CallContext;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The only door to a tenant's data. A read sees one snapshot; a write commits the domain change, its audit entry and
 * its event together, and refuses to commit a change that recorded neither. Thread-safe.
 *
 * <p>The tenant is the one of the current {@link CallContext}; without one nothing of any tenant can be read. Work on
 * the shared platform schema goes through {@link PlatformWork}.
 */
public final class UnitOfWork {

    private final TransactionTemplate reading;
    private final TransactionTemplate snapshot;
    private final TransactionTemplate writing;
    private final ChangeLog log;

    UnitOfWork(PlatformTransactionManager transactions, ChangeLog log) {
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
        this.snapshot = new TransactionTemplate(transactions, reading);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.writing = new TransactionTemplate(transactions);
        this.log = log;
    }

    /** Runs a query in a read-only transaction of the current tenant. Costs one round trip beside the query's own. */
    public <T extends @Nullable Object> T read(Supplier<T> query) {
        CallContext.currentTenant();
        return run(reading, query);
    }

    /** As {@link #read}, in one repeatable snapshot, for several queries that must agree. */
    public <T extends @Nullable Object> T readSnapshot(Supplier<T> query) {
        CallContext.currentTenant();
        return run(snapshot, query);
    }

    /**
     * Runs a change. Everything it does is committed together, durably, before this returns; an exception undoes it all.
     *
     * @throws IllegalStateException if the change neither recorded an event nor said that nothing changed
     */
    public <T extends @Nullable Object> T write(Function<Change, T> change) {
        CallContext.currentTenant();
        return write(writing, log::beginInTenant, change);
    }

    static <T extends @Nullable Object> T write(
            TransactionTemplate transaction, Supplier<ChangeLog.Recording> log, Function<Change, T> change) {
        return run(transaction, () -> {
            var recording = log.get();
            T result = change.apply(recording);
            recording.requireAccount();
            return result;
        });
    }

    @SuppressWarnings("NullAway") // the template hands back exactly what the callback returned
    static <T extends @Nullable Object> T run(TransactionTemplate transaction, Supplier<T> work) {
        return Optional.<Result<T>>ofNullable(transaction.execute(status -> new Result<>(work.get())))
                .orElseThrow()
                .value();
    }

    private record Result<T extends @Nullable Object>(T value) {}
}
