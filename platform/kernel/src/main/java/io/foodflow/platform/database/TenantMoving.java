package io.foodflow.platform.database;

import org.springframework.transaction.CannotCreateTransactionException;

/**
 * A tenant is on its way to another database, and did not arrive within the time that a transaction waits for it; or its own
 * database is still to be brought to this version.
 */
public final class TenantMoving extends CannotCreateTransactionException {

    TenantMoving(String tenant, Throwable refusal) {
        super("tenant %s is being moved to another database".formatted(tenant), refusal);
    }

    /** Its own database is not brought to this version yet. */
    TenantMoving(String tenant) {
        super("tenant %s is in a database that is not brought to this version yet".formatted(tenant));
    }
}
