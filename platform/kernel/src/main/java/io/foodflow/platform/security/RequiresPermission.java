package io.foodflow.platform.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a caller must be allowed to do to use an operation. Every operation carries this or {@link OpenToAll} or
 * {@link SignedIn}; the platform does not start with one that carries none.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresPermission {
    /** As {@code resource:action}. */
    String value();

    /** What comes of a caller who holds the permission at some sites only. */
    AtSites atSites() default AtSites.REFUSED;
}
