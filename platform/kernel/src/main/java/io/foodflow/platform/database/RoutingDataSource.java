package io.foodflow.platform.database;

import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The one data source that everything holds. A connection is of the shared database, unless a tenant's transaction is
 * just about to begin in another one. Thread-safe.
 */
final class RoutingDataSource extends DelegatingDataSource implements Closeable {

    private static final ScopedValue<String> ROUTE = ScopedValue.newInstance();

    private final Databases databases;
    private final Closeable shared;

    <D extends DataSource & Closeable> RoutingDataSource(D shared, Databases databases) {
        super(shared);
        this.shared = shared;
        this.databases = databases;
    }

    /** Does something for which connections come from that database; null is the shared one. */
    static void in(@Nullable String database, Runnable work) {
        if (database == null) {
            work.run();
        } else {
            ScopedValue.where(ROUTE, database).run(work);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        return ROUTE.isBound() ? databases.pool(ROUTE.get()).getConnection() : super.getConnection();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLException("this data source has a user of its own");
    }

    @Override
    public void close() throws IOException {
        databases.close();
        shared.close();
    }
}
