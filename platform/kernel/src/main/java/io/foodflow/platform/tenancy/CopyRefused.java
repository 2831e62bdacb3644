package io.foodflow.platform.tenancy;

/** A copy of a tenant cannot be put in place, and nothing was changed. The message says why. */
public final class CopyRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    public CopyRefused(String reason) {
        super(reason);
    }

    public CopyRefused(String reason, Throwable cause) {
        super(reason, cause);
    }
}
