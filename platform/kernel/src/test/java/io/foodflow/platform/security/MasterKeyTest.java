package io.foodflow.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] SECRET = "the connector's password".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path home;

    @Test
    void opensWhatItSealed() {
        var key = load();

        byte[] sealed = key.seal(SECRET, "connector 7");

        assertThat(key.open(sealed, "connector 7")).isEqualTo(SECRET);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("password");
        assertThat(key.seal(SECRET, "connector 7")).as("a fresh nonce each").isNotEqualTo(sealed);
    }

    @Test
    void refusesWhatWasAlteredOrMeantForSomethingElse() {
        var key = load();
        byte[] sealed = key.seal(SECRET, "connector 7");
        byte[] altered = sealed.clone();
        altered[sealed.length - 1] ^= 1;

        assertThatThrownBy(() -> key.open(altered, "connector 7")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> key.open(sealed, "connector 8"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("connector 8")
                .hasMessageContaining("foodflow.security.master-key");
    }

    @Test
    void isMadeOnceAndKeptForItsOwnerAlone() throws Exception {
        byte[] sealed = load().seal(SECRET, "x");

        assertThat(load().open(sealed, "x")).isEqualTo(SECRET);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("secret/master.key"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("secret"))))
                .isEqualTo("rwx------");
    }

    @Test
    void isTheSameForAllWhoStartTogether() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var loads = threads.invokeAll(java.util.Collections.nCopies(8, (Callable<MasterKey>) this::load));
            byte[] sealed = loads.getFirst().get().seal(SECRET, "x");
            var opened = new HashSet<String>();
            for (var key : loads) {
                opened.add(new String(key.get().open(sealed, "x"), StandardCharsets.UTF_8));
            }
            assertThat(opened).containsExactly(new String(SECRET, StandardCharsets.UTF_8));
        }
        try (var files = Files.list(home.resolve("secret"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void comesFromTheSettingsWhereTheyGiveOne() {
        var given = Base64.getEncoder().encodeToString(new byte[32]);

        byte[] sealed = MasterKey.load(given, home.resolve("secret"), RANDOM).seal(SECRET, "x");

        assertThat(MasterKey.load(given, home.resolve("other"), RANDOM).open(sealed, "x"))
                .isEqualTo(SECRET);
        assertThat(home.resolve("secret")).doesNotExist();
    }

    @Test
    void refusesAKeyOfAnotherLength() {
        var small = Base64.getEncoder().encodeToString(new byte[16]);

        assertThatThrownBy(() -> MasterKey.load(small, home, RANDOM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("foodflow.security.master-key must be base64 of 32 bytes, was 16");
    }

    private MasterKey load() {
        return MasterKey.load(null, home.resolve("secret"), RANDOM);
    }
}
