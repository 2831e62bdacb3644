package io.foodflow.platform.changes;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Work on the shared {@code platform} schema: tenants, keys, the sign-in directory. It sees no tenant's data, whatever
 * the current call's tenant is. Same rules as {@link UnitOfWork}. Thread-safe.
 */
public final class PlatformWork {

    private final TransactionTemplate reading;
    private final TransactionTemplate writing;
    private final ChangeLog log;

    PlatformWork(PlatformTransactionManager transactions, ChangeLog log) {
        this.reading = apart(transactions);
        this.reading.setReadOnly(true);
        this.writing = apart(transactions);
        this.log = log;
    }

    /** Runs a query on the platform schema. */
    public <T extends @Nullable Object> T read(Supplier<T> query) {
        return UnitOfWork.run(reading, query);
    }

    /** Runs a change of the platform schema, with its audit entry and event. */
    public <T extends @Nullable Object> T write(Function<Change, T> change) {
        return UnitOfWork.write(writing, log::beginInPlatform, change);
    }

    /** A transaction of its own: a tenant's transaction around it has given up the platform's rights. */
    private static TransactionTemplate apart(PlatformTransactionManager transactions) {
        var template = new TransactionTemplate(transactions);
        template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return template;
    }
}
