package io.foodflow.platform.tenancy;

/** What putting a copy of a tenant in place is made of, in this order. */
public enum RestoreStep {
    /** Remove what a failed attempt left beside the tenant. */
    CLEAR,
    /** Empty tables beside the tenant's own, as they were when the copy was made. */
    TABLES,
    /** The copied rows. */
    LOAD,
    /** Whether they are those that were copied, and the audit chain holds. */
    CHECK,
    /** The migrations that came since. */
    MIGRATE,
    /** What must not go on as if nothing had happened: sessions, links, jobs. */
    SETTLE,
    /** The new tables take the place of the old. */
    SWITCH,
    /** The platform notes that it is done. */
    FINISH
}
