package io.foodflow.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {

    @TempDir
    Path folder;

    @Test
    void keepsAsManyOldFilesAsAllowed() throws Exception {
        var file = folder.resolve("postgres.log");
        var log = new ServerLog(file, 10, 2);
        for (var content : new String[] {"the first run", "the second run", "the third run", "short"}) {
            Files.writeString(file, content, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            log.rotateIfLarge();
        }

        assertThat(file).hasContent("short");
        assertThat(folder.resolve("postgres.log.1")).hasContent("the third run");
        assertThat(folder.resolve("postgres.log.2")).hasContent("the second run");
        assertThat(folder.resolve("postgres.log.3")).doesNotExist();
    }

    @Test
    void tellsComplaintsApartFromRoutine() throws Exception {
        var file = folder.resolve("postgres.log");
        var log = new ServerLog(file, 1 << 20, 2);
        Files.writeString(file, "2026-01-01 00:00:00 UTC [1] FATAL:  an old one\n");
        var start = log.length();
        Files.writeString(file, """
                2026-01-01 00:00:00 UTC [2] LOG:  starting PostgreSQL 18.6
                2026-01-01 00:00:01 UTC [2] FATAL:  could not create any TCP/IP sockets
                2026-01-01 00:00:01 UTC [2] HINT:  wait
                error while loading shared libraries: libz.so.1
                """, StandardOpenOption.APPEND);

        assertThat(log.complaintsSince(start))
                .isEqualTo(
                        "FATAL: could not create any TCP/IP sockets; HINT: wait; error while loading shared libraries: libz.so.1");
    }

    @Test
    void knowsTheLastCheckpointFromTheEndOfSessions() throws Exception {
        var file = folder.resolve("postgres.log");
        var log = new ServerLog(file, 1 << 20, 2);
        assertThat(log.tellsOfTheLastCheckpoint()).as("no log").isFalse();

        Files.writeString(file, """
                2026-01-01 00:00:00.000 UTC [1] LOG:  shutting down
                2026-01-01 00:00:00.100 UTC [1] LOG:  database system is shut down
                2026-01-01 00:00:01.000 UTC [2] LOG:  database system is ready to accept connections
                2026-01-01 00:00:02.000 UTC [2] LOG:  received fast shutdown request
                2026-01-01 00:00:02.100 UTC [9] app@foodflow FATAL:  the database system is shutting down
                """);
        assertThat(log.tellsOfTheLastCheckpoint()).as("sessions end").isFalse();

        Files.writeString(file, "2026-01-01 00:00:03.000 UTC [3] LOG:  shutting down\n", StandardOpenOption.APPEND);
        assertThat(log.tellsOfTheLastCheckpoint()).isTrue();
    }
}
