package io.foodflow.platform.postgres;

import com.sun.security.auth.module.UnixSystem;
import io.foodflow.platform.postgres.EmbeddedPostgresException.Reason;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs PostgreSQL's programs as the present user, with a clean environment.
 *
 * <p>PostgreSQL refuses to run with user id 0. Root therefore runs it in a user namespace without a mapping
 * ({@code unshare -U}), where the same process has the id of nobody, while its files still belong to root outside.
 *
 * <p>Where {@code setsid} is found the server gets a session of its own, so that Ctrl-C in the platform's terminal does
 * not stop the database before the platform has finished with it. Both programs replace themselves by what they start:
 * the child's pid is the postmaster's pid.
 */
final class ProgramRunner {

    private static final List<String> FOLDERS = List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin");

    private final List<String> privilege;
    private final List<String> session;

    private ProgramRunner(List<String> privilege, List<String> session) {
        this.privilege = privilege;
        this.session = session;
    }

    static ProgramRunner forThisUser() throws IOException {
        return forUser(new UnixSystem().getUid(), find("unshare"));
    }

    static ProgramRunner forUser(long uid, Optional<String> unshare) throws IOException {
        var session = find("setsid").map(List::of).orElse(List.of());
        if (uid != 0) {
            return new ProgramRunner(List.of(), session);
        }
        if (unshare.isEmpty()) {
            throw rootRefused("the program 'unshare' was not found");
        }
        var asNobody = new ProgramRunner(List.of(unshare.get(), "-U", "--"), session);
        var probe = asNobody.run(Duration.ofSeconds(10), "/bin/sh", "-c", "test $(id -u) -ne 0");
        if (probe.exit() != 0) {
            throw rootRefused(
                    "'unshare -U' is not allowed here: " + probe.text().strip());
        }
        return asNobody;
    }

    private static EmbeddedPostgresException rootRefused(String why) {
        return new EmbeddedPostgresException(
                Reason.ROOT_REFUSED,
                "PostgreSQL does not run as root, and " + why + ". Start the platform as an ordinary user who owns its"
                        + " home, or allow user namespaces, or give the URL of an external PostgreSQL 15 or later.");
    }

    private static Optional<String> find(String program) {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(File.pathSeparator, -1)), FOLDERS.stream())
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /** What a program answered: its exit code and what it wrote to both its outputs. */
    record Answer(int exit, String text) {}

    /** Runs a program to its end; kills it and fails when it takes longer than {@code limit}. */
    Answer run(Duration limit, String... command) throws IOException {
        var process =
                builder(privilege, List.of(command)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var text = CompletableFuture.supplyAsync(() -> text(process), Thread::startVirtualThread);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new EmbeddedPostgresException(
                        Reason.SERVER_FAILED, command[0] + " did not finish within " + limit.toSeconds() + " s");
            }
            return new Answer(process.exitValue(), text.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException(Reason.SERVER_FAILED, command[0] + " was interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(Process process) {
        try (var output = process.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** Starts a program that outlives this call and appends what it writes to {@code log}. */
    Process launch(List<String> command, Map<String, String> more, Path log) throws IOException {
        var prefix = new ArrayList<>(session);
        prefix.addAll(privilege);
        var builder = builder(prefix, command);
        builder.environment().putAll(more);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
    }

    private static ProcessBuilder builder(List<String> prefix, List<String> command) {
        var whole = new ArrayList<>(prefix);
        whole.addAll(command);
        var builder = new ProcessBuilder(whole);
        var environment = builder.environment();
        environment.clear();
        environment.put("PATH", String.join(File.pathSeparator, FOLDERS));
        environment.put("LC_ALL", "C");
        environment.put("TZ", "UTC");
        return builder;
    }
}
