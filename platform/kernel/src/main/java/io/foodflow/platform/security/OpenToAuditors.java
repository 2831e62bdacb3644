package io.foodflow.platform.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets an auditor from outside, who came by a link, use an operation that {@link RequiresPermission} guards. It must be one of GET,
 * show no more than the caller's {@link io.foodflow.platform.context.Reach}, and write down that it was read. All others are
 * closed to auditors.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OpenToAuditors {}
