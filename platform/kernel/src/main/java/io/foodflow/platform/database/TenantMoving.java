package io.foodflow.platform.database;

import org.springframework.transaction.CannotCreateTransactionException;

/** A tenant is on its way to another database, and did not arrive within the time that a transaction waits for it. */
public final class TenantMoving extends CannotCreateTransactionException {

    TenantMoving(String tenant, Throwable refusal) {
        super("tenant %s is being moved to another database".formatted(tenant), refusal);
    }
}
