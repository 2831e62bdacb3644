package io.foodflow.platform.postgres;

import java.time.Duration;
import java.time.Instant;

/**
 * What a backup or restore did.
 *
 * @param created when the backup was begun; it has every transaction that was acknowledged before
 * @param version the server's version, such as 18.6
 * @param files how many files are in the archive
 * @param bytes their size before compression
 * @param took how long it took
 */
public record BackupReport(Instant created, String version, long files, long bytes, Duration took) {}
