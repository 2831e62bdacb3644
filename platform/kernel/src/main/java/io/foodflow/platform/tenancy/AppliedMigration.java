package io.foodflow.platform.tenancy;

import org.jspecify.annotations.Nullable;

/**
 * A script that made a tenant's tables what they are.
 *
 * @param owner the service whose tables it makes, or {@code kernel}
 * @param version as the script's name says it
 * @param script its file name
 * @param checksum of its text, as Flyway counts it
 */
public record AppliedMigration(
        String owner,
        String version,
        String script,
        @Nullable Integer checksum) {}
