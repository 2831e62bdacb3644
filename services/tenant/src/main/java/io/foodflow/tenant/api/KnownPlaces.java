package io.foodflow.tenant.api;

/** Says whether anything is known of where a tenant works. Offered by whatever process keeps the graph. */
public interface KnownPlaces {

    /** Whether the tenant of the call has a place. */
    boolean any();
}
