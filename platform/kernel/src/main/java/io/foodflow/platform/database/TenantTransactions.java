package io.foodflow.platform.database;

import io.foodflow.platform.context.CallContext;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;

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

    TenantTransactions(DataSource dataSource) {
        super(dataSource);
        setEnforceReadOnly(false);
    }

    @Override
    protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
            throws SQLException {
        super.prepareTransactionalConnection(connection, definition);
        try (var statement = connection.prepareStatement(ENTER)) {
            statement.setString(1, CallContext.currentTenant().schema());
            statement.execute();
        }
    }
}
