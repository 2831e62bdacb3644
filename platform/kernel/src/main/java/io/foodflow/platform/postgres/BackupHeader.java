package io.foodflow.platform.postgres;

import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Properties;

/**
 * The first file of a backup archive, from which a reader knows whether it can go on.
 *
 * @param created when the backup was begun
 * @param version version of PostgreSQL that made the data
 */
record BackupHeader(Instant created, String version) {

    static final String NAME = "foodflow-backup.properties";
    /** The last file of the archive, in the form that {@code sha256sum -c} reads. */
    static final String SUMS = "SHA256SUMS";

    private static final String FORMAT = "1";

    String text() {
        return "format=%s%ncreated=%s%npostgres=%s%n".formatted(FORMAT, created, version);
    }

    static BackupHeader parse(String text) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(text));
        var format = properties.getProperty("format", "none");
        if (!format.equals(FORMAT)) {
            throw new IOException("its format is " + format + ", this release reads format " + FORMAT);
        }
        try {
            return new BackupHeader(
                    Instant.parse(properties.getProperty("created", "")), properties.getProperty("postgres", "?"));
        } catch (DateTimeParseException e) {
            throw new IOException("its header has no time", e);
        }
    }
}
