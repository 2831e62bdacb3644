package io.foodflow.tenant.deletions;

import io.foodflow.platform.tenancy.Tenant;

/** Is told when a tenant is about to be erased, to end what it has elsewhere. As a bean; repeated after a failure. */
public interface ErasureListener {

    /** What it throws puts the erasure off. */
    void beforeErasure(Tenant tenant);
}
