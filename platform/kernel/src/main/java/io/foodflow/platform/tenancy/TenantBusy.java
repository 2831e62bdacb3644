package io.foodflow.platform.tenancy;

/** A tenant's transactions or jobs did not come to rest in the time there was; nothing was changed. */
public final class TenantBusy extends RuntimeException {

    private static final long serialVersionUID = 1;

    TenantBusy(String what) {
        super(what);
    }
}
