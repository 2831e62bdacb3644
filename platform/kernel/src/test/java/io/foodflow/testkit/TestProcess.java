package io.foodflow.testkit;

import io.foodflow.testkit.TestDatabases.TestDatabase;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A platform in a process of its own, on the class path of the test, sharing a database with it. It ends with the test:
 * when it is closed, and at the latest when the test's JVM is gone. Costs a start of a JVM, some seconds.
 */
public final class TestProcess implements AutoCloseable {

    private static final String READY = "ready ";

    private final Process process;
    private final String address;

    private TestProcess(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param configurations beside those that the class path brings
     * @param moreClassPath folders before the test's own class path
     * @param settings as {@code key=value}
     */
    public static TestProcess start(
            TestDatabase database,
            Path home,
            List<Class<?>> configurations,
            List<Path> moreClassPath,
            String... settings) {
        var classPath = new ArrayList<String>();
        moreClassPath.forEach(folder -> classPath.add(folder.toString()));
        classPath.add(System.getProperty("java.class.path"));
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                String.join(File.pathSeparator, classPath),
                TestProcess.class.getName(),
                database.url(),
                database.user(),
                database.password(),
                home.toString(),
                String.join(",", configurations.stream().map(Class::getName).toList())));
        command.addAll(List.of(settings));
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new TestProcess(process, awaitReady(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public String address() {
        return address;
    }

    public long pid() {
        return process.pid();
    }

    /** Ends it as a power cut would: nothing of it runs any more, nothing was tidied up. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String awaitReady(Process process) throws IOException {
        var ready = new java.util.concurrent.CompletableFuture<String>();
        Thread.ofVirtual().start(() -> {
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith(READY)) {
                        ready.complete(line.substring(READY.length()));
                    } else {
                        System.out.println("  | " + line);
                    }
                }
                ready.completeExceptionally(new IllegalStateException("the process ended before it was ready"));
            } catch (IOException e) {
                ready.completeExceptionally(e);
            }
        });
        try {
            return ready.get(Duration.ofSeconds(90).toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            process.destroyForcibly();
            throw new IllegalStateException("the process did not start", e);
        }
    }

    /** The process itself. It ends when its standard input does, so it never outlives the test. */
    public static void main(String[] arguments) throws Exception {
        var configurations = new ArrayList<Class<?>>();
        for (var name : arguments[4].split(",")) {
            if (!name.isEmpty()) {
                configurations.add(Class.forName(name));
            }
        }
        var settings = List.of(arguments).subList(5, arguments.length).toArray(String[]::new);
        var platform = TestPlatform.startOn(
                new TestDatabase(arguments[0], arguments[1], arguments[2]),
                Path.of(arguments[3]),
                configurations,
                settings);
        Runtime.getRuntime().addShutdownHook(new Thread(platform::close));
        System.out.println(READY + platform.address());
        while (System.in.read() >= 0) {
            // Whoever started us still holds the other end.
        }
        System.exit(0);
    }
}
