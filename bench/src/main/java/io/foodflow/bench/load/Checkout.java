package io.foodflow.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The checkout that this benchmark was built in, and what is built beside it.
 *
 * @param root the folder that holds {@code foodflow} and {@code mvnw}
 */
public record Checkout(Path root) {

    /** Found from the benchmarks' own jar upwards. */
    public static Checkout here() {
        try {
            Path folder = Path.of(Checkout.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            while (folder != null && !Files.exists(folder.resolve("mvnw"))) folder = folder.getParent();
            if (folder == null) throw new BenchFailure("the benchmarks must run from a checkout of the sources");
            return new Checkout(folder);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Path serverJar() {
        return first("foodflow-server-*.jar", root.resolve("apps/server/target"))
                .orElseThrow(() -> new BenchFailure("no server is built; './foodflow up' builds it"));
    }

    /** The JVM's cache of the server's classes, which the first {@code ./foodflow up} of a build leaves when it stops. */
    Optional<Path> aotCache() {
        return first("server-*.aot", root.resolve("apps/server/target/aot"));
    }

    Path launcher() {
        return root.resolve("foodflow");
    }

    private static Optional<Path> first(String pattern, Path folder) {
        if (!Files.isDirectory(folder)) return Optional.empty();
        try (var files = Files.newDirectoryStream(folder, pattern)) {
            for (Path file : files) {
                if (!file.getFileName().toString().endsWith("-tests.jar")) return Optional.of(file);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
