package io.foodflow.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheTest {
    @TempDir
    Path target;

    private ServerInstallation installation;

    @BeforeEach
    void install() throws IOException {
        installation = new ServerInstallation(Files.writeString(target.resolve("foodflow-server-1.jar"), "jar"));
        Files.createDirectories(target.resolve("lib"));
        Files.writeString(target.resolve("lib/a.jar"), "a");
    }

    private void record() throws IOException {
        String option = AotCache.of(installation).record().getFirst();
        Files.writeString(Path.of(option.substring("-XX:AOTCacheOutput=".length())), "cache");
        AotCache.of(installation).keepRecording();
    }

    @Test
    void isRecordedOnceAndUsedFromThenOn() throws IOException {
        assertThat(AotCache.of(installation).missing()).isTrue();
        assertThat(AotCache.of(installation).use()).isEmpty();

        record();

        assertThat(AotCache.of(installation).missing()).isFalse();
        assertThat(AotCache.of(installation).use().getFirst()).startsWith("-XX:AOTCache=" + target);
    }

    @Test
    void isRecordedAnewForAnotherBuildAndTheOldOneGoes() throws IOException {
        record();
        Files.writeString(target.resolve("lib/a.jar"), "changed");

        assertThat(AotCache.of(installation).missing()).isTrue();
        record();

        try (var caches = Files.list(target.resolve("aot"))) {
            assertThat(caches).hasSize(1);
        }
    }

    @Test
    void isLeftOutWhereItCannotBeWritten() throws IOException {
        Files.writeString(target.resolve("aot"), "a file in the way");

        assertThat(AotCache.of(installation).use()).isEmpty();
        assertThat(AotCache.of(installation).missing()).isFalse();
    }
}
