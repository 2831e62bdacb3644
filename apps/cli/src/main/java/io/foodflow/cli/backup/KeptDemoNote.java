package io.foodflow.cli.backup;

import io.foodflow.cli.home.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The demo company's sign-ins, for the time of a backup in the folder {@code secret}: a backup keeps the folders of a home,
 * and a restored company that nobody can sign in to would be of no use.
 */
final class KeptDemoNote implements AutoCloseable {
    private final Path copy;

    private KeptDemoNote(Path copy) {
        this.copy = copy;
    }

    /** Copies the note, where there is one, until {@link #close}. */
    static KeptDemoNote beside(Home home) {
        Path copy = copy(home);
        try {
            if (Files.exists(home.demoNote()) && Files.isDirectory(secrets(home))) {
                Files.copy(
                        home.demoNote(), copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            }
            return new KeptDemoNote(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves the note of a restored home to where it belongs. */
    static void putBack(Home home) {
        try {
            if (Files.exists(copy(home))) Files.move(copy(home), home.demoNote());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path copy(Home home) {
        return secrets(home).resolve("demo.json");
    }

    private static Path secrets(Home home) {
        return home.folder().resolve("secret");
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
