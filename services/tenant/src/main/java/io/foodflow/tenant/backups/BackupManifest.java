package io.foodflow.tenant.backups;

import io.foodflow.platform.storage.ObjectId;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantCopy;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a backup says of itself.
 *
 * @param format always {@value #FORMAT}
 * @param version of the format
 * @param takenAt the moment that it is of
 * @param tenant whose it is, as it was called then
 * @param copy its tables
 * @param objects its files, by the SHA-256 of their content
 */
record BackupManifest(
        String format, int version, Instant takenAt, Owner tenant, TenantCopy copy, List<String> objects) {

    static final String FORMAT = "foodflow-tenant-backup";
    static final int VERSION = 1;

    BackupManifest {
        objects = List.copyOf(objects);
    }

    /** The tenant of a backup. */
    record Owner(UUID id, String slug, String name, String plan) {

        static Owner of(Tenant tenant) {
            return new Owner(tenant.id().value(), tenant.slug(), tenant.name(), tenant.plan());
        }
    }

    static String table(String name) {
        return "tables/%s.copy".formatted(name);
    }

    static String object(String sha256) {
        return "objects/" + new ObjectId(sha256);
    }
}
