package io.foodflow.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with a server that does not stop at once. */
class ServerProcessesTest {

    private static final Duration LIMIT = Duration.ofMillis(50);
    private static final int IMMEDIATELY = 7;

    @TempDir
    Path folder;

    /** Goes on until there is a file {@code done}, or until it is told to stop immediately. */
    private Process server() throws IOException, InterruptedException {
        var started = folder.resolve("started");
        var process = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "trap '' INT; trap 'exit 7' QUIT; touch started; until [ -e done ]; do sleep 0.02; done")
                .directory(folder.toFile())
                .start();
        while (!Files.exists(started)) {
            Thread.sleep(5);
        }
        return process;
    }

    private static int end(Process process) throws InterruptedException {
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    @Test
    void waitsForTheLastCheckpointBeyondTheLimit() throws Exception {
        var process = server();
        ServerProcesses.stop(process.pid(), LIMIT, process::isAlive, () -> {
            write(folder.resolve("done"));
            return true;
        });
        assertThat(end(process)).isZero();
    }

    @Test
    void stopsAServerImmediatelyWhoseSessionsDoNotEnd() throws Exception {
        var process = server();
        ServerProcesses.stop(process.pid(), LIMIT, process::isAlive, () -> false);
        assertThat(end(process)).isEqualTo(IMMEDIATELY);
    }

    private static void write(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
