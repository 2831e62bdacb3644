package io.foodflow.platform.placement;

import org.jspecify.annotations.Nullable;

/**
 * One table of a tenant, compared between two databases while nobody wrote.
 *
 * @param rows how many rows it had in the database that the tenant left
 * @param checksum of all their values, whatever their order
 * @param matches whether the other database had the same number and checksum; null while the comparison runs, or where
 *     it was cut short
 */
public record TableCheck(
        String table,
        long rows,
        @Nullable String checksum,
        @Nullable Boolean matches) {}
