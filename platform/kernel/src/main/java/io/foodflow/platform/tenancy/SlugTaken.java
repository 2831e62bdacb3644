package io.foodflow.platform.tenancy;

/** A tenant of that slug exists. */
public final class SlugTaken extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    SlugTaken(String slug) {
        super("tenant slug '%s' is taken".formatted(slug));
    }
}
