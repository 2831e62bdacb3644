package io.foodflow.platform.placement;

/**
 * How large a tenant is.
 *
 * @param bytes of its tables with their indexes
 * @param rows in all its tables, about
 * @param eventsThisMonth recorded in this calendar month (UTC)
 * @param proposed whether one of them is beyond the threshold from which a database of its own is proposed
 */
public record TenantSize(long bytes, long rows, long eventsThisMonth, boolean proposed) {}
