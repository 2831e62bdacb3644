package io.foodflow.platform.database;

import io.foodflow.platform.context.CallContext;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/**
 * Transactions of the current tenant. Role and search path are set for the transaction only ({@code SET LOCAL}), so
 * commit and roll-back take them away again, behind a transaction-pooling proxy too. The pool's own role owns nothing
 * and reads no tenant's schema: forgetting to choose a tenant means seeing no tenant at all.
 */
public final class TenantTransactions extends JdbcTransactionManager {

    private static final String ENTER = "select set_config('role', ?, true), set_config('search_path', ?, true)";

    TenantTransactions(DataSource dataSource) {
        super(dataSource);
        setEnforceReadOnly(false);
    }

    @Override
    protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
            throws SQLException {
        super.prepareTransactionalConnection(connection, definition);
        var schema = CallContext.currentTenant().schema();
        try (var statement = connection.prepareStatement(ENTER)) {
            statement.setString(1, schema);
            statement.setString(2, schema + ", reference");
            statement.execute();
        }
    }
}
