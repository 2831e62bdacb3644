package io.foodflow.cli.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The JVM's ahead-of-time cache of a server build. A rehearsal, the first start of a build, records it, and the JVM writes it
 * when the rehearsal ends; every later start of the same build with the same JDK maps it and needs half the processor time.
 *
 * <p>The file's name carries a checksum of the jars and of the JDK, so a cache never meets another build.
 */
final class AotCache {
    private final Path file;
    private final boolean usable;

    private AotCache(Path file, boolean usable) {
        this.file = file;
        this.usable = usable;
    }

    static AotCache of(ServerInstallation installation) {
        Path target = installation.jar().resolveSibling("aot");
        try {
            Files.createDirectories(target);
            Path file = target.resolve("server-" + Long.toHexString(checksum(installation.jar())) + ".aot");
            return new AotCache(file, Files.isWritable(target));
        } catch (IOException e) {
            return new AotCache(target.resolve("server.aot"), false);
        }
    }

    /** Whether the cache is yet to be recorded, and can be. */
    boolean missing() {
        return usable && !Files.exists(file);
    }

    /** JVM options that use the cache; none while there is no cache. */
    List<String> use() {
        return Files.exists(file) ? with("-XX:AOTCache=" + file) : List.of();
    }

    /** JVM options that record the cache; the JVM writes it when it ends. */
    List<String> record() {
        return with("-XX:AOTCacheOutput=" + recording());
    }

    private static List<String> with(String option) {
        return List.of(option, "-Xlog:aot=off", "-Xlog:cds=off");
    }

    /** Takes over what the ended rehearsal recorded, and removes the caches of earlier builds. */
    void keepRecording() {
        if (!Files.exists(recording())) return;
        try (var caches = Files.newDirectoryStream(file.resolveSibling("."), "server-*")) {
            Files.move(recording(), file, StandardCopyOption.ATOMIC_MOVE);
            for (Path cache : caches) {
                if (!cache.getFileName().equals(file.getFileName())) Files.deleteIfExists(cache);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path recording() {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    private static long checksum(Path jar) throws IOException {
        var checksum = new CRC32();
        update(checksum, System.getProperty("java.vm.version"));
        stamp(checksum, jar);
        Path lib = jar.resolveSibling("lib");
        if (Files.isDirectory(lib)) {
            try (var jars = Files.list(lib)) {
                for (Path each : jars.sorted().toList()) stamp(checksum, each);
            }
        }
        return checksum.getValue();
    }

    private static void stamp(CRC32 checksum, Path jar) throws IOException {
        update(checksum, jar + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar));
    }

    private static void update(CRC32 checksum, String text) {
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
    }
}
