package io.foodflow.tenant.billing;

import io.foodflow.platform.database.PlatformSchema;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import java.sql.SQLException;
import java.util.function.Supplier;

/**
 * Who asks Stripe about a tenant and writes down the answer does it alone, in all processes: or an older answer could
 * be written over a newer one. No transaction is open meanwhile; the lock ends with its connection.
 */
final class BillingLocks {

    private static final String TIMED_OUT = "55P03";

    private final PlatformSchema schema;
    private final int patienceMillis;

    BillingLocks(PlatformSchema schema, int patienceMillis) {
        this.schema = schema;
        this.patienceMillis = patienceMillis;
    }

    /** Works alone on a tenant's payments; 409 if somebody else goes on with that for too long. */
    <T> T alone(TenantId tenant, Supplier<T> work) {
        try (var connection = schema.connect();
                var patience = connection.createStatement();
                var lock = connection.prepareStatement("select pg_advisory_lock(hashtextextended(?, 0))")) {
            patience.execute("set lock_timeout = %d".formatted(patienceMillis));
            lock.setString(1, "billing " + tenant);
            lock.execute();
            return work.get();
        } catch (SQLException e) {
            if (TIMED_OUT.equals(e.getSQLState())) {
                throw new ProblemException(Problem.of(
                        409,
                        "billing-busy",
                        "Being changed",
                        "another change of this tenant's payments is under way; repeat in a moment"));
            }
            throw new IllegalStateException("cannot lock the payments of a tenant: " + e.getMessage(), e);
        }
    }
}
