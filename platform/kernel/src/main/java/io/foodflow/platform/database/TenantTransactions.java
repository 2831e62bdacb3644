package io.foodflow.platform.database;

import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Transactions of the current tenant, in the database it works in. The role is set for the transaction only ({@code SET
 * LOCAL}), so commit and roll-back take it away again, behind a transaction-pooling proxy too. The pool's own role owns
 * nothing and reads no tenant's schema: forgetting to choose a tenant means seeing no tenant at all.
 *
 * <p>The search path, {@code "$user"} first, follows the role and is itself never changed: PostgreSQL 18 reports every
 * change of its value, and the driver then forgets all prepared statements.
 *
 * <p>A database lets a tenant in only while the tenant works there. Refused, a transaction asks where the tenant is and
 * goes there; while the tenant is between two databases it waits, without a connection.
 */
public final class TenantTransactions extends JdbcTransactionManager {

    private static final String ENTER = "select platform.enter(?)";

    /**
     * One round trip, where the driver's own way to another isolation level takes three more. The snapshot is older than the lock
     * of the door, so it may see the door open that was just closed: it is for reading only, and reads what was there then.
     */
    private static final String ENTER_SNAPSHOT = "set transaction isolation level repeatable read; " + ENTER;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(80);

    private final Placements placements;
    private final PlatformCalls calls;
    private final Duration patience;
    private final ThreadLocal<String> begunIn = new ThreadLocal<>();

    TenantTransactions(DataSource dataSource, Placements placements, PlatformCalls calls, Duration patience) {
        super(dataSource);
        this.placements = placements;
        this.calls = calls;
        this.patience = patience;
        setEnforceReadOnly(false);
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        var tenant = CallContext.currentTenant();
        if (placements.isHeld(tenant.id())) {
            throw new TenantMoving(tenant.slug());
        }
        long begun = System.nanoTime();
        var pause = FIRST_PAUSE;
        var database = placements.believed(tenant.id());
        while (true) {
            var refusal = attempt(transaction, unseen(definition), database);
            if (refusal == null) {
                remember(database);
                return;
            }
            var now = placements.lookUp(tenant.id());
            if (Objects.equals(now, database)) {
                if (System.nanoTime() - begun > patience.toNanos()) {
                    throw new TenantMoving(tenant.slug(), refusal);
                }
                pause(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
                now = placements.lookUp(tenant.id());
            }
            database = now;
        }
    }

    /** Begins in that database, or tells how it refused the tenant. */
    private @Nullable NotHere attempt(Object transaction, TransactionDefinition definition, @Nullable String database) {
        try {
            RoutingDataSource.in(database, () -> super.doBegin(transaction, definition));
            return null;
        } catch (CannotCreateTransactionException e) {
            if (e.getCause() instanceof NotHere refusal) {
                return refusal;
            }
            if (database != null
                    && !database.equals(
                            placements.lookUp(CallContext.currentTenant().id()))) {
                return new NotHere(database); // it left that database, which may be gone
            }
            throw e;
        }
    }

    private static TransactionDefinition unseen(TransactionDefinition definition) {
        return definition.getIsolationLevel() == TransactionDefinition.ISOLATION_REPEATABLE_READ
                ? new Snapshot(definition)
                : definition;
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotCreateTransactionException("interrupted while a tenant is being moved", e);
        }
    }

    @Override
    protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
            throws SQLException {
        super.prepareTransactionalConnection(connection, definition);
        var tenant = CallContext.currentTenant();
        boolean snapshot = definition instanceof Snapshot;
        try (var statement = connection.prepareStatement(snapshot ? ENTER_SNAPSHOT : ENTER)) {
            statement.setString(1, tenant.schema());
            statement.execute();
            if (snapshot) {
                statement.getMoreResults();
            }
            try (var entered = statement.getResultSet()) {
                if (!entered.next() || !entered.getBoolean(1)) {
                    throw new NotHere(tenant.slug());
                }
            }
        }
    }

    private void remember(@Nullable String database) {
        if (database == null) {
            begunIn.remove();
        } else {
            begunIn.set(database);
        }
    }

    @Override
    protected void prepareSynchronization(DefaultTransactionStatus status, TransactionDefinition definition) {
        super.prepareSynchronization(status, definition);
        if (status.isNewTransaction() && begunIn.get() != null && status.isNewSynchronization()) {
            begunIn.remove();
            TransactionSynchronizationManager.registerSynchronization(
                    new InOwnDatabase(CallContext.currentTenant(), definition.isReadOnly()));
        }
    }

    /**
     * Whether the running transaction is one of a tenant in a database of its own, where the tables of the platform are not
     * at hand.
     */
    public static boolean isInOwnDatabase() {
        return TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.getSynchronizations().stream()
                        .anyMatch(InOwnDatabase.class::isInstance);
    }

    /** Before anything else that waits for the commit: what the transaction asked of the shared database is done there. */
    private final class InOwnDatabase implements TransactionSynchronization {

        private final Tenant tenant;
        private final boolean readOnly;

        private InOwnDatabase(Tenant tenant, boolean readOnly) {
            this.tenant = tenant;
            this.readOnly = readOnly;
        }

        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }

        @Override
        public void afterCommit() {
            if (readOnly) {
                return;
            }
            var routed = Objects.requireNonNull(getDataSource());
            var connection = DataSourceUtils.getConnection(routed);
            try {
                calls.handOver(tenant, connection);
            } finally {
                DataSourceUtils.releaseConnection(connection, routed);
            }
        }
    }

    /** The tenant does not work in that database. */
    private static final class NotHere extends SQLException {
        NotHere(String tenant) {
            super("tenant %s does not work in this database".formatted(tenant));
        }
    }

    /** Asks for repeatable read in a way that Spring does not see. */
    private static final class Snapshot extends DefaultTransactionDefinition {

        Snapshot(TransactionDefinition wanted) {
            super(wanted);
            setIsolationLevel(ISOLATION_DEFAULT);
        }
    }
}
