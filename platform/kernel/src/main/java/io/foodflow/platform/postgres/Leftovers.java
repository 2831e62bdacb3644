package io.foodflow.platform.postgres;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Folders under construction or on their way out. Both have the same suffix, so what a killed process left of them is
 * recognised and swept at the next start.
 */
final class Leftovers {

    private static final String SUFFIX = ".unfinished-";

    private Leftovers() {}

    /** A place beside {@code target} to build it in; not made yet. */
    static Path temporary(Path target) {
        return target.resolveSibling(target.getFileName() + SUFFIX + Long.toHexString(System.nanoTime()));
    }

    /** Takes a folder away: first by name, at once, then for good. Nothing happens where there is none. */
    static void discard(Path folder) throws IOException {
        if (Files.exists(folder)) {
            var aside = temporary(folder);
            Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
            delete(aside);
        }
    }

    /** Deletes everything unfinished directly within {@code parent}. Only for who holds the lock of the home. */
    static void sweep(Path parent) throws IOException {
        try (var children = Files.newDirectoryStream(parent, "*" + SUFFIX + "*")) {
            for (var child : children) {
                delete(child);
            }
        }
    }

    static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException error) throws IOException {
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
