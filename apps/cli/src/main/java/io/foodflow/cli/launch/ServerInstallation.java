package io.foodflow.cli.launch;

import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The built server of this checkout: a jar whose manifest names the jars in {@code lib} beside it, so that the AOT cache of
 * the JVM covers all of them.
 */
public record ServerInstallation(Path jar) {

    public static ServerInstallation in(Surroundings surroundings) {
        Path target = surroundings.installation().resolve("apps/server/target");
        try (var jars = Files.newDirectoryStream(target, "foodflow-server-*.jar")) {
            for (Path jar : jars) {
                String name = jar.getFileName().toString();
                if (!name.endsWith("-tests.jar") && !name.endsWith("-sources.jar")) return new ServerInstallation(jar);
            }
        } catch (java.nio.file.NoSuchFileException | java.nio.file.NotDirectoryException e) {
            throw notBuilt(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw notBuilt(target);
    }

    private static CommandFailure notBuilt(Path target) {
        return new CommandFailure(
                ExitCode.FAILURE, "no server is built in " + target + "; 'foodflow up' from a checkout builds it");
    }

    /** The command line of a server process. */
    List<String> command(ServerSettings settings, List<String> jvmOptions, Surroundings surroundings) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.add("-XX:+UseCompactObjectHeaders");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Djava.awt.headless=true");
        command.add("-Xmx512m");
        command.addAll(jvmOptions);
        surroundings
                .variable("FOODFLOW_JAVA_OPTIONS")
                .ifPresent(options -> command.addAll(List.of(options.strip().split("\\s+"))));
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(settings.arguments());
        return command;
    }
}
