package io.foodflow.platform.database;

import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Transactions of the shared platform schema, with the pool's own role. */
public final class PlatformTransactions extends JdbcTransactionManager {

    PlatformTransactions(DataSource dataSource) {
        super(dataSource);
    }
}
