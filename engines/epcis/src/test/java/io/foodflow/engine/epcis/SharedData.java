package io.foodflow.engine.epcis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The public test material, read where it lies; tests that need it are skipped where it is absent. */
public final class SharedData {

    private SharedData() {}

    /** The folder of that name below the shared data. */
    public static Path folder(String name) {
        Path folder = root().resolve("data").resolve("traceability").resolve(name);
        Assumptions.assumeTrue(
                Files.isDirectory(folder), "shared test data not found at " + folder + "; set FOODFLOW_SHARED");
        return folder;
    }

    private static Path root() {
        String given = System.getProperty("foodflow.shared", System.getenv("FOODFLOW_SHARED"));
        if (given != null) {
            return Path.of(given);
        }
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.exists(at.resolve("mvnw"))) {
            at = at.getParent();
        }
        return at == null ? Path.of("shared") : at.resolveSibling("shared");
    }

    /** All files below, sorted by path. */
    public static List<Path> files(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
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
