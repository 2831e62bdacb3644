package io.foodflow.platform.postgres;

import io.foodflow.testkit.SharedPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Homes for tests: one is made as a user's first start makes it, and copied for tests that need one in use already. */
final class Homes {

    private static Path template;

    private Homes() {}

    /** Copies a home that has been started and stopped once to {@code target}, which must not exist. */
    static synchronized Path used(Path target) throws IOException {
        if (template == null) {
            template = Files.createTempDirectory("foodflow-home-template");
            Runtime.getRuntime().addShutdownHook(new Thread(Homes::deleteTemplate));
            start(template).close();
        }
        shell("cp -a '" + template + "/.' '" + Files.createDirectories(target) + "' && rm -f '" + target
                + "/postgres/endpoint.properties'");
        return target.toRealPath();
    }

    /** Starts the server of a home that may be new, without unpacking programs that a test has unpacked before. */
    static EmbeddedPostgres start(Path home) throws IOException {
        var programs = new SharedPrograms(home);
        programs.take();
        var server = EmbeddedPostgres.start(PostgresSettings.of(home));
        programs.give();
        return server;
    }

    static void shell(String command) throws IOException {
        var process = new ProcessBuilder("/bin/sh", "-c", command).inheritIO().start();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("failed: " + command);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void deleteTemplate() {
        try {
            Leftovers.delete(template);
        } catch (IOException e) {
            System.err.println("left behind: " + template + " (" + e + ")");
        }
    }
}
