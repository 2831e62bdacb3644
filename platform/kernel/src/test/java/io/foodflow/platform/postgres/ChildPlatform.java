package io.foodflow.platform.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM of its own that runs PostgreSQL on a home until it is killed or its input ends; what {@link #main} prints says how it went. */
final class ChildPlatform implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private ChildPlatform(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    public static void main(String[] arguments) throws IOException {
        var settings = PostgresSettings.of(Path.of(arguments[0])).withStopAtExit(true);
        try (var postgres = EmbeddedPostgres.start(settings)) {
            Sql.run(postgres, "create table if not exists kept (n int); insert into kept values (1)");
            System.out.println("ready " + postgres.pid());
            while (System.in.read() >= 0) {
                // until the parent closes it
            }
        } catch (EmbeddedPostgresException e) {
            System.out.println(e.reason() + " " + e.getMessage());
        } catch (java.sql.SQLException e) {
            System.out.println(e.getMessage());
        }
        System.out.println("ended");
    }

    static ChildPlatform start(Path home) throws IOException {
        return start(List.of(), classPath(), home);
    }

    static ChildPlatform start(List<String> prefix, String classPath, Path home) throws IOException {
        var command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath));
        command.addAll(List.of(ChildPlatform.class.getName(), home.toString()));
        return new ChildPlatform(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** The next line that the program itself printed; log lines are passed over. */
    String line() throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.matches("(ready|ended|[A-Z_]+) ?.*") && !line.startsWith("SLF4J")) {
                return line;
            }
        }
        return "(no more output)";
    }

    /** As {@code kill -9}: no hook runs. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    /** As {@code kill}: the JVM's shutdown hooks run. */
    void terminate() throws InterruptedException {
        process.destroy();
        process.waitFor(20, TimeUnit.SECONDS);
    }

    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    static String classPath() {
        return classPathEntries().map(Path::toString).collect(Collectors.joining(":"));
    }

    /** Only what the package needs, found by its classes, since test runners hide the class path in a manifest. */
    static Stream<Path> classPathEntries() {
        var folder = EmbeddedPostgres.class.getResource("binaries.properties");
        var byClass = Stream.of(
                        "io.foodflow.platform.postgres.EmbeddedPostgres",
                        "io.foodflow.platform.postgres.ChildPlatform",
                        "org.postgresql.Driver",
                        "org.slf4j.Logger",
                        "org.tukaani.xz.XZInputStream",
                        "org.apache.commons.compress.archivers.tar.TarArchiveInputStream",
                        "org.apache.commons.io.IOUtils",
                        "org.apache.commons.lang3.ArrayUtils",
                        "org.apache.commons.codec.Charsets")
                .map(ChildPlatform::sourceOf);
        var resources = Path.of(Objects.requireNonNull(folder).getPath().replaceFirst("/io/foodflow/.*", ""));
        var binaries = Path.of(BinariesArchive.forThisMachine()
                .location()
                .getPath()
                .replaceFirst("^file:", "")
                .replaceFirst("!.*", ""));
        return Stream.concat(byClass, Stream.of(resources, binaries)).distinct();
    }

    private static Path sourceOf(String className) {
        try {
            var source = Class.forName(className).getProtectionDomain().getCodeSource();
            return Path.of(source.getLocation().toURI());
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Copies the class path to where every user can read it. */
    static String copyClassPath(Path target) {
        return classPathEntries()
                .map(entry -> {
                    try {
                        var copy = Files.createTempDirectory(target, "cp").resolve(entry.getFileName());
                        Homes.shell("cp -r '" + entry + "' '" + copy + "' && chmod -R a+rX '" + copy.getParent() + "'");
                        return copy.toString();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .collect(Collectors.joining(":"));
    }
}
