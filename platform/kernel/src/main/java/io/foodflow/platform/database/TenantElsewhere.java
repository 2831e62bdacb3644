package io.foodflow.platform.database;

import io.foodflow.platform.tenancy.TenantId;
import org.springframework.transaction.CannotCreateTransactionException;

/** A tenant works in a database of another installation, of which this one is a copy. */
final class TenantElsewhere extends CannotCreateTransactionException {

    TenantElsewhere(TenantId tenant, String database) {
        super(
                ("tenant %s works in the database '%s' of the installation that this one is a copy of; if that is restored with it and"
                                + " runs no more, run select platform.adopt_placements() here as the administrator")
                        .formatted(tenant, database));
    }
}
