package io.foodflow.foodgraph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The public test material, read where it lies; tests that need it are skipped where it is absent. */
public final class SharedData {

    private SharedData() {}

    /** A folder or file below the traceability data. */
    public static Path traceability(String name) {
        var path = root().resolve("data").resolve("traceability").resolve(name);
        Assumptions.assumeTrue(Files.exists(path), "shared test data not found at " + path + "; set FOODFLOW_SHARED");
        return path;
    }

    private static Path root() {
        var given = System.getProperty("foodflow.shared", System.getenv("FOODFLOW_SHARED"));
        if (given != null) {
            return Path.of(given);
        }
        var at = Path.of("").toAbsolutePath();
        while (at != null && !Files.exists(at.resolve("mvnw"))) {
            at = at.getParent();
        }
        return at == null ? Path.of("shared") : at.resolveSibling("shared");
    }

    /** All files below, sorted by path. */
    public static List<Path> files(Path folder) {
        try (var paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
