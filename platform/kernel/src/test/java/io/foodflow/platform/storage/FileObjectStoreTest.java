package io.foodflow.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileObjectStoreTest extends ObjectStoreContract {

    @TempDir
    Path folder;

    private FileObjectStore store;

    @Override
    FileObjectStore store() {
        if (store == null) {
            store = new FileObjectStore(folder, true, Clock.systemUTC());
        }
        return store;
    }

    @Test
    void laysObjectsOutByTenantAndHash() throws IOException {
        var id = in(DAIRY, () -> store().put(stream("abc"))).id().sha256();

        var file = folder.resolve(DAIRY.id().toString())
                .resolve(id.substring(0, 2))
                .resolve(id.substring(2, 4))
                .resolve(id);
        assertThat(file).hasContent("abc");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve(DAIRY.id() + "/drafts")).isEmptyDirectory();
    }

    @Test
    void noticesADamagedObjectWhenItIsReadToItsEnd() throws IOException {
        var id = in(DAIRY, () -> store().put(stream("sound"))).id();
        Files.writeString(place(id), "rotten");

        var in = in(DAIRY, () -> store().open(id).orElseThrow());

        assertThatThrownBy(in::readAllBytes)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is damaged")
                .hasMessageContaining(id.sha256());
    }

    @Test
    void readsByteByByteAndSkips() throws IOException {
        var id = in(DAIRY, () -> store().put(stream("abcdef"))).id();

        try (var in = in(DAIRY, () -> store().open(id).orElseThrow())) {
            assertThat(in.read()).isEqualTo('a');
            assertThat(in.skip(2)).isEqualTo(2);
            assertThat(in.readAllBytes()).asString().isEqualTo("def");
            assertThat(in.markSupported()).isFalse();
        }
    }

    @Test
    void mendsADamagedObjectWhenItIsPutAgain() throws IOException {
        var id = in(DAIRY, () -> store().put(stream("sound"))).id();
        Files.writeString(place(id), "rotten");

        in(DAIRY, () -> store().put(stream("sound")));

        assertThat(in(DAIRY, () -> read(store().open(id).orElseThrow())))
                .asString()
                .isEqualTo("sound");
    }

    @Test
    void leavesCheckingOutWhereItIsNotWanted() throws IOException {
        var trusting = new FileObjectStore(folder, false, Clock.systemUTC());
        var id = in(DAIRY, () -> trusting.put(stream("sound"))).id();
        Files.writeString(place(id), "rotten");

        assertThat(in(DAIRY, () -> read(trusting.open(id).orElseThrow())))
                .asString()
                .isEqualTo("rotten");
    }

    @Test
    void removesDraftsThatADeadProcessLeft() throws IOException {
        var drafts = Files.createDirectories(folder.resolve(DAIRY.id() + "/drafts"));
        var old = Files.writeString(drafts.resolve("old"), "half");
        var young = Files.writeString(drafts.resolve("young"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

        in(DAIRY, () -> store().put(stream("whole")));

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void takesOverWhatLiesUnderTheSlug() throws IOException {
        var first = in(DAIRY, () -> store().put(stream("first"))).id();
        Files.move(folder.resolve(DAIRY.id().toString()), folder.resolve("dairy"));

        store().adopt("dairy", DAIRY.id());
        assertThat(in(DAIRY, () -> store().exists(first))).isTrue();

        Files.move(folder.resolve(DAIRY.id().toString()), folder.resolve("dairy"));
        var second = in(DAIRY, () -> store().put(stream("second"))).id();
        store().adopt("dairy", DAIRY.id());
        store().adopt("dairy", DAIRY.id());

        assertThat(in(DAIRY, () -> store().exists(first) && store().exists(second)))
                .isTrue();
        assertThat(folder.resolve("dairy")).doesNotExist();
    }

    @Test
    void provesThatItCanWrite() throws IOException {
        store().probe();
        assertThat(folder).isEmptyDirectory();

        var file = Files.writeString(folder.resolve("file"), "not a folder");
        var blocked = new FileObjectStore(file, true, Clock.systemUTC());
        assertThatThrownBy(blocked::probe).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> in(DAIRY, () -> blocked.put(stream("x")))).isInstanceOf(UncheckedIOException.class);
    }

    private Path place(ObjectId id) {
        var name = id.sha256();
        return folder.resolve("%s/%s/%s/%s".formatted(DAIRY.id(), name.substring(0, 2), name.substring(2, 4), name));
    }
}
