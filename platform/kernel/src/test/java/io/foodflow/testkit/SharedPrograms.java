package io.foodflow.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;

/**
 * PostgreSQL's programs for the tests of all modules: the first JVM unpacks them, which takes it several seconds, and the
 * others link its files into their homes. A copy that is not whole is noticed, and replaced, by the start itself.
 */
public final class SharedPrograms {

    private static final String FOLDERS = "bin-*";

    private final Path own;
    private final Path shared;

    /** Those of a home. */
    public SharedPrograms(Path home) {
        this.own = home.resolve("postgres");
        this.shared = root().resolve("target").resolve("test-postgres-programs");
    }

    /** Links what an earlier JVM gave. */
    public void take() {
        link(shared, own);
    }

    /** Gives what this one has, where nobody has given it yet. */
    public void give() {
        link(own, shared);
    }

    private static Path root() {
        var module = Path.of("").toAbsolutePath();
        for (var folder = module; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("mvnw"))) {
                return folder;
            }
        }
        return module;
    }

    private static void link(Path from, Path to) {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (var folders = Files.newDirectoryStream(from, FOLDERS)) {
            Files.createDirectories(to);
            for (var folder : folders) {
                var target = to.resolve(folder.getFileName());
                if (!Files.exists(target)) {
                    var fresh = to.resolve(UUID.randomUUID().toString());
                    Files.walkFileTree(folder, new Links(folder, fresh));
                    appear(fresh, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two JVMs may give at once; the files of the later one stay beside. */
    private static void appear(Path fresh, Path target) throws IOException {
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
        }
    }

    private static final class Links extends SimpleFileVisitor<Path> {

        private final Path from;
        private final Path to;

        Links(Path from, Path to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            var target = to.resolve(from.relativize(file));
            if (attributes.isSymbolicLink()) {
                Files.createSymbolicLink(target, Files.readSymbolicLink(file));
            } else {
                linkOrCopy(file, target);
            }
            return FileVisitResult.CONTINUE;
        }

        /** The folder of temporary files may be another file system. */
        private static void linkOrCopy(Path file, Path target) throws IOException {
            try {
                Files.createLink(target, file);
            } catch (IOException | UnsupportedOperationException e) {
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
