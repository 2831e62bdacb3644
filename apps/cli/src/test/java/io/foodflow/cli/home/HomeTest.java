package io.foodflow.cli.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.cli.CommandRun;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    private static final DemoNote NOTE = new DemoNote(
            "demo",
            "Demo",
            List.of(new DemoNote.Account("a@example.com", "A", "B", "secret", List.of("tenant_admin"), Map.of())),
            null);

    @TempDir
    Path folder;

    @Test
    void isBelowTheUsersFolderByDefault() {
        assertThat(Home.of(null, new CommandRun(folder).surroundings()).folder())
                .isEqualTo(folder.resolve(".foodflow"));
    }

    @Test
    void isWhatTheEnvironmentSays() {
        var run = new CommandRun(folder).with("FOODFLOW_HOME", "data");

        assertThat(Home.of(null, run.surroundings()).folder()).isEqualTo(folder.resolve("data"));
    }

    @Test
    void isWhatTheOptionSaysBeforeAnythingElse() {
        var run = new CommandRun(folder).with("FOODFLOW_HOME", "data");

        assertThat(Home.of("other", run.surroundings()).folder()).isEqualTo(folder.resolve("other"));
    }

    @Test
    void keepsTheDemoNoteForItsOwnerOnly() throws IOException {
        Home home = new CommandRun(folder).home();

        NOTE.write(home);
        NOTE.withLoaded(new DemoNote.Loaded("S", LocalDate.of(2026, 1, 1), 3)).write(home);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.demoNote())))
                .isEqualTo("rw-------");
        assertThat(DemoNote.read(home))
                .contains(NOTE.withLoaded(new DemoNote.Loaded("S", LocalDate.of(2026, 1, 1), 3)));
        assertThat(Files.list(home.folder())).containsExactly(home.demoNote());
    }

    @Test
    void reportsADamagedDemoNote() throws IOException {
        Home home = new CommandRun(folder).home();
        NOTE.write(home);
        Files.writeString(home.demoNote(), "{");

        assertThatThrownBy(() -> DemoNote.read(home)).hasMessageContaining("demo.json is damaged");
    }

    @Test
    void knowsALivingServer() {
        var run = new CommandRun(folder).serverNote(ProcessHandle.current().pid(), URI.create("http://localhost:1"));

        assertThat(RunningServer.alive(run.home())).isPresent();
    }

    @Test
    void doesNotTakeALaterProcessWithTheSameNumberForTheServer() {
        var run = new CommandRun(folder)
                .serverNote("{\"pid\":" + ProcessHandle.current().pid()
                        + ",\"address\":\"http://localhost:1\",\"started_at\":\"2001-01-01T00:00:00Z\"}");

        assertThat(RunningServer.noted(run.home())).isPresent();
        assertThat(RunningServer.alive(run.home())).isEmpty();
    }

    @Test
    void takesADamagedServerNoteForNone() {
        assertThat(RunningServer.noted(
                        new CommandRun(folder).serverNote("{\"pid\":").home()))
                .isEmpty();
    }
}
