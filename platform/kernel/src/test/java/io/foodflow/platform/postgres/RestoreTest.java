package io.foodflow.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.postgres.EmbeddedPostgresException.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreTest {

    private static final BackupHeader HEADER = new BackupHeader(Instant.parse("2026-03-01T12:00:00Z"), "18.6");

    @TempDir
    Path folder;

    @Test
    void bringsFilesBackForTheirOwnerOnly() throws Exception {
        var home = Files.createDirectory(folder.resolve("home"));

        var report = PostgresRestore.read(archive(whole()), home, PostgresProgress.silent());

        assertThat(home.resolve("secret/key")).hasContent("a key");
        assertThat(Files.getPosixFilePermissions(home.resolve("secret"))).hasSize(3);
        assertThat(Files.getPosixFilePermissions(home.resolve("secret/key"))).hasSize(2);
        assertThat(report.created()).isEqualTo(HEADER.created());
        assertThat(report.version()).isEqualTo("18.6");
        assertThat(report.files()).isEqualTo(3);
    }

    @Test
    void refusesAHomeThatIsNotEmpty() throws Exception {
        var home = Files.createDirectory(folder.resolve("home"));
        Files.writeString(home.resolve("anything"), "precious");

        assertRefused(archive(whole()), "the home is not empty");
        assertThat(home.resolve("anything")).hasContent("precious");
    }

    @Test
    void refusesAHomeThatIsAFile() throws Exception {
        Files.writeString(folder.resolve("home"), "");

        assertRefused(archive(whole()), "the home is a file");
    }

    @Test
    void refusesAnArchiveWithAChangedFile() throws Exception {
        var tar = new GZIPInputStream(new ByteArrayInputStream(whole())).readAllBytes();
        var at = new String(tar, StandardCharsets.ISO_8859_1).indexOf("a key");
        tar[at] = 'A';

        assertRefused(archive(gzip(tar)), "it is damaged: secret/key has changed");
    }

    @Test
    void refusesAnArchiveThatIsCutOffAnywhere() throws Exception {
        var whole = whole();
        for (var length = 0; length < whole.length - 200; length += 7) {
            assertRefused(archive(Arrays.copyOf(whole, length)), "is cut off");
        }
    }

    @Test
    void refusesAnArchiveThatWasNeverFinished() throws Exception {
        var out = new ByteArrayOutputStream();
        try (var writer = new ArchiveWriter(out)) {
            writer.text(BackupHeader.NAME, HEADER.text());
            writer.text("secret/key", "a key");
        }

        assertRefused(archive(out.toByteArray()), "it is cut off: SHA256SUMS is missing");
    }

    @Test
    void refusesEntriesThatLeadOutOfTheHome() throws Exception {
        var out = new ByteArrayOutputStream();
        try (var writer = new ArchiveWriter(out)) {
            writer.text(BackupHeader.NAME, HEADER.text());
            writer.text("../evil", "x");
            writer.finish();
        }

        assertRefused(archive(out.toByteArray()), "leads out of its folder");
        assertThat(folder.resolve("evil")).doesNotExist();
    }

    @Test
    void refusesForeignArchivesAndFormats() throws Exception {
        var foreign = new ByteArrayOutputStream();
        try (var writer = new ArchiveWriter(foreign)) {
            writer.text("README", "something else");
            writer.finish();
        }
        var future = new ByteArrayOutputStream();
        try (var writer = new ArchiveWriter(future)) {
            writer.text(BackupHeader.NAME, "format=2\n");
            writer.finish();
        }

        assertRefused(archive(foreign.toByteArray()), "it is not a backup of this platform");
        assertRefused(archive(future.toByteArray()), "its format is 2, this release reads format 1");
        assertRefused(archive("plain text".getBytes(StandardCharsets.UTF_8)), "not an archive at all");
    }

    @Test
    void countsLogFilesAcrossTheirBoundaries() {
        var segment = 16L << 20;

        assertThat(WalRange.position("16/B374D848")).isEqualTo(0x16B374D848L);
        assertThat(new WalRange(1, WalRange.position("0/2000028"), WalRange.position("0/2000130"), segment).files())
                .containsExactly("000000010000000000000002");
        assertThat(new WalRange(1, WalRange.position("0/2000028"), WalRange.position("0/3000000"), segment).files())
                .as("a stop on the boundary needs only the file before it")
                .containsExactly("000000010000000000000002");
        assertThat(new WalRange(10, WalRange.position("0/FF000028"), WalRange.position("1/1000001"), segment).files())
                .containsExactly("0000000A00000000000000FF", "0000000A0000000100000000", "0000000A0000000100000001");
    }

    private void assertRefused(Path archive, String words) throws IOException {
        var home = folder.resolve("home");
        var existed = Files.exists(home);

        assertThatThrownBy(() -> PostgresRestore.read(archive, home, PostgresProgress.silent()))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining(words)
                .extracting("reason")
                .isEqualTo(Reason.RESTORE_REFUSED);
        assertThat(Files.exists(home)).isEqualTo(existed);
        assertThat(folder).isDirectoryNotContaining("glob:**unfinished*");
    }

    private Path archive(byte[] content) throws IOException {
        return Files.write(folder.resolve("archive.tar.gz"), content);
    }

    private static byte[] whole() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var writer = new ArchiveWriter(out)) {
            writer.text(BackupHeader.NAME, HEADER.text());
            writer.folder("secret");
            writer.text("secret/key", "a key");
            writer.finish();
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }
}
