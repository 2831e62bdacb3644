package io.foodflow.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.security.auth.module.UnixSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the tests run as root, a JVM of the user nobody shows that an ordinary user needs nothing special. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OrdinaryUserTest {

    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    private Path folder;

    @BeforeEach
    void makeAFolderThatEveryUserReaches() throws Exception {
        folder = Files.createDirectory(
                Path.of(System.getProperty("java.io.tmpdir"), "foodflow-nobody-" + System.nanoTime()));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @AfterEach
    void deleteTheFolder() throws Exception {
        Leftovers.delete(folder);
    }

    @Test
    void startsForAnOrdinaryUser() throws Exception {
        assumeThat(new UnixSystem().getUid())
                .as("only root can become somebody else")
                .isZero();
        assumeThat(Path.of("/usr/bin/setpriv")).exists();
        var home = folder.resolve("home");

        try (var child = ChildPlatform.start(AS_NOBODY, ChildPlatform.copyClassPath(folder), home)) {
            var ready = child.line();
            assertThat(ready).startsWith("ready ");
            var server = ProcessHandle.of(Long.parseLong(ready.replace("ready ", "")))
                    .orElseThrow();
            assertThat(server.info().user()).contains("nobody");
            assertThat(server.info().commandLine().orElse("")).doesNotContain("unshare");
            child.endInput();
            assertThat(child.line()).isEqualTo("ended");
        }
    }
}
