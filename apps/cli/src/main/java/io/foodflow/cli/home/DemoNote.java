package io.foodflow.cli.home;

import io.foodflow.cli.api.Credentials;
import io.foodflow.cli.api.Json;
import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * {@code demo.json}: who may sign in to the demo company, and how much of its history is in. Only its owner can read it.
 *
 * @param accounts the administrator first
 * @param loaded null before anything was loaded
 */
public record DemoNote(
        String tenant,
        String name,
        List<Account> accounts,
        @Nullable Loaded loaded) {

    public DemoNote {
        accounts = List.copyOf(accounts);
    }

    /**
     * One person of the demo company.
     *
     * @param roleSites the sites of those roles that do not hold everywhere; null in notes of before there were any
     */
    public record Account(
            String email,
            String firstName,
            String lastName,
            String password,
            List<String> roles,
            @Nullable Map<String, List<String>> roleSites) {
        public Account {
            roles = List.copyOf(roles);
            roleSites = roleSites == null ? Map.of() : Map.copyOf(roleSites);
        }
    }

    /**
     * How much of a generated history the server has confirmed.
     *
     * @param size as {@code --size} named it
     * @param lastDay the last day that the history tells; a load on a later day goes on with the same one
     * @param documents how many of its documents, from the first
     */
    public record Loaded(String size, LocalDate lastDay, long documents) {}

    /** The note of {@code home}, where there is one. */
    public static Optional<DemoNote> read(Home home) {
        try {
            return Optional.ofNullable(Json.MAPPER.readValue(Files.readAllBytes(home.demoNote()), DemoNote.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    home.demoNote() + " is damaged; restore it from a backup, or use another folder with --home",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the note in one step, so that a reader sees the old one or the new one. */
    public void write(Home home) {
        Path file = home.demoNote();
        try {
            Files.createDirectories(home.folder());
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Path fresh = Files.createTempFile(home.folder(), "demo", ".part", ownerOnly);
            Files.write(fresh, Json.INDENTED.writeValueAsBytes(this));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Account administrator() {
        return accounts.getFirst();
    }

    public Credentials signIn() {
        return new Credentials.Password(administrator().email(), administrator().password(), tenant);
    }

    public DemoNote withLoaded(@Nullable Loaded progress) {
        return new DemoNote(tenant, name, accounts, progress);
    }
}
