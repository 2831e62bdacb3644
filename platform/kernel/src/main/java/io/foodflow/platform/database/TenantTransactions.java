package io.foodflow.platform.database;

import io.foodflow.platform.context.CallContext;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * Transactions of the current tenant. The role is set for the transaction only ({@code SET LOCAL}), so commit and
 * roll-back take it away again, behind a transaction-pooling proxy too. The pool's own role owns nothing and reads no
 * tenant's schema: forgetting to choose a tenant means seeing no tenant at all.
 *
 * <p>The search path, {@code "$user"} first, follows the role and is itself never changed: PostgreSQL 18 reports every
 * change of its value, and the driver then forgets all prepared statements.
 */
public final class TenantTransactions extends JdbcTransactionManager {

    private static final String ENTER = "select set_config('role', ?, true)";

    /** One round trip, where the driver's own way to another isolation level takes three more. */
    private static final String ENTER_SNAPSHOT = "set transaction isolation level repeatable read; " + ENTER;

    TenantTransactions(DataSource dataSource) {
        super(dataSource);
        setEnforceReadOnly(false);
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        super.doBegin(
                transaction,
                definition.getIsolationLevel() == TransactionDefinition.ISOLATION_REPEATABLE_READ
                        ? new Snapshot(definition)
                        : definition);
    }

    @Override
    protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
            throws SQLException {
        super.prepareTransactionalConnection(connection, definition);
        try (var statement = connection.prepareStatement(definition instanceof Snapshot ? ENTER_SNAPSHOT : ENTER)) {
            statement.setString(1, CallContext.currentTenant().schema());
            statement.execute();
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
