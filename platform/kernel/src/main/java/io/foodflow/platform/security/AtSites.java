package io.foodflow.platform.security;

import java.util.Locale;

/**
 * How an operation treats a caller who holds its permission at some sites only. An operation that does not say is refused
 * to such a caller: what it would answer may be of another site.
 */
public enum AtSites {
    /** 403 {@code outside-your-sites}: the operation is for those who hold the permission everywhere. */
    REFUSED,
    /** The operation itself answers and changes nothing but what is of the caller's sites. */
    NARROWED,
    /** Let in: the operation tells and changes nothing that any site has. */
    OF_NO_SITE;

    /** As the OpenAPI document says it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
