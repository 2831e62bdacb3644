package io.foodflow.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.security.auth.module.UnixSystem;
import io.foodflow.platform.postgres.EmbeddedPostgresException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RefusalsTest {

    @TempDir
    Path folder;

    @Test
    void refusesDataOfAnotherMajorVersionWithAdvice() throws Exception {
        var home = Homes.used(folder.resolve("home"));
        Files.writeString(home.resolve("postgres/data/PG_VERSION"), "16\n");

        assertRefused(Reason.VERSION_MISMATCH, "made by PostgreSQL 16", () -> start(home));
        assertRefused(Reason.VERSION_MISMATCH, "brings PostgreSQL 18", () -> start(home));
        assertRefused(Reason.VERSION_MISMATCH, "pg_dumpall", () -> start(home));
    }

    @Test
    void refusesAFolderThatIsNoCluster() throws Exception {
        var home = Homes.used(folder.resolve("home"));
        Files.delete(home.resolve("postgres/data/PG_VERSION"));

        assertRefused(Reason.VERSION_MISMATCH, "PG_VERSION is missing", () -> start(home));
    }

    @Test
    void refusesADataFolderThatOthersCanReadWithAdvice() throws Exception {
        var home = Homes.used(folder.resolve("home"));
        var data = home.resolve("postgres/data");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertRefused(Reason.HOME_NOT_ACCESSIBLE, "chmod 700 " + data, () -> start(home));
    }

    @Test
    void refusesADataFolderOfAnotherUserWithAdvice() throws Exception {
        assumeThat(new UnixSystem().getUid())
                .as("only root can give files away")
                .isZero();
        var home = Homes.used(folder.resolve("home"));
        Homes.shell("chown -R 65534 '" + home.resolve("postgres/data") + "'");

        assertRefused(Reason.HOME_NOT_ACCESSIBLE, "chown -R root", () -> start(home));
    }

    @Test
    void refusesAHomeThatIsAFile() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "");

        assertRefused(Reason.HOME_NOT_ACCESSIBLE, "Choose another home", () -> start(file));
    }

    @Test
    void refusesDataWithoutItsPassword() throws Exception {
        var home = Homes.used(folder.resolve("home"));
        Files.delete(home.resolve("secret/postgres-password"));

        assertRefused(Reason.SECRET_MISSING, "Put the file back", () -> start(home));
    }

    @Test
    void refusesDataWithAnotherPassword() throws Exception {
        var home = Homes.used(folder.resolve("home"));
        Files.writeString(home.resolve("secret/postgres-password"), "of another home\n");

        assertRefused(Reason.SERVER_FAILED, "with the password in", () -> start(home));
        assertThat(new ServerProcesses(new PostgresHome(home)).running()).isEmpty();
    }

    @Test
    void refusesRootWhereNoUserNamespaceIsAllowed() {
        assertRefused(Reason.ROOT_REFUSED, "'unshare' was not found", () -> ProgramRunner.forUser(0, Optional.empty()));
        assertRefused(
                Reason.ROOT_REFUSED,
                "'unshare -U' is not allowed here",
                () -> ProgramRunner.forUser(0, Optional.of("/bin/false")));
    }

    @Test
    void advisesAnExternalDatabaseWhereThereAreNoBinaries() {
        assertRefused(
                Reason.NO_BINARIES,
                "Give the URL of an external PostgreSQL",
                () -> BinariesArchive.find("SunOS", "sparcv9", false));
    }

    @Test
    void knowsTheArchivesByTheirNames() {
        assertThat(BinariesArchive.resourceName("Linux", "amd64", false)).isEqualTo("postgres-linux-x86_64.txz");
        assertThat(BinariesArchive.resourceName("Linux", "aarch64", true))
                .isEqualTo("postgres-linux-arm_64-alpine_linux.txz");
        assertThat(BinariesArchive.resourceName("Mac OS X", "aarch64", false)).isEqualTo("postgres-darwin-arm_64.txz");
        assertThat(BinariesArchive.resourceName("Windows 11", "amd64", false)).isEqualTo("postgres-windows-x86_64.txz");
    }

    private static void start(Path home) {
        EmbeddedPostgres.start(PostgresSettings.of(home)).close();
    }

    private static void assertRefused(Reason reason, String words, ThrowingCallable start) {
        assertThatThrownBy(start)
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining(words)
                .extracting("reason")
                .isEqualTo(reason);
    }
}
