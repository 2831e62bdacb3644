package io.foodflow.platform.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code postmaster.pid} in the data folder says. PostgreSQL writes it at start, changes its status line as it
 * goes, and deletes it at a clean end; so a file that is there proves nothing about a process that is there.
 *
 * @param pid the postmaster's process id; it may belong to another program by now
 * @param ready whether the server had told that it accepts connections
 */
record PostmasterPid(long pid, boolean ready) {

    /** Line of the status in the file, from src/include/utils/pidfile.h (LOCK_FILE_LINE_PM_STATUS = 8). */
    private static final int STATUS_LINE = 7;

    static Path file(PostgresHome home) {
        return home.data().resolve("postmaster.pid");
    }

    /** Empty where there is no such file, or while its first line is not written yet. */
    static Optional<PostmasterPid> read(PostgresHome home) throws IOException {
        var file = file(home);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var lines = Files.readString(file).lines().toList();
            var ready =
                    lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
            return Optional.of(new PostmasterPid(Long.parseLong(lines.getFirst().strip()), ready));
        } catch (java.nio.file.NoSuchFileException | java.util.NoSuchElementException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
