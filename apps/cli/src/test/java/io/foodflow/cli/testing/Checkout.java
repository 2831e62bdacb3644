package io.foodflow.cli.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The root of this checkout, and the running of its scripts. */
public final class Checkout {
    private Checkout() {}

    /** The folder that holds {@code mvnw}, upwards from here. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) folder = folder.getParent();
        return folder;
    }

    /** Where the shared test material lies: FOODFLOW_SHARED, else beside the checkout; the folder need not exist. */
    public static Path shared() {
        String named = System.getProperty("FOODFLOW_SHARED", System.getenv("FOODFLOW_SHARED"));
        return named == null ? root().resolveSibling("shared") : Path.of(named);
    }

    /** Copies the launcher and its scripts to another folder. */
    public static void copyLauncher(Path target) throws IOException {
        Files.createDirectories(target.resolve("scripts"));
        copy("foodflow", target);
        for (String script : List.of("find-jdk.sh", "build.sh", "build-workspace.sh", "test.sh", "help.txt"))
            copy("scripts/" + script, target);
    }

    private static void copy(String file, Path target) throws IOException {
        Files.copy(root().resolve(file), target.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** What a script said, both streams together, and how it ended. */
    public record Ended(int code, String text) {}

    /** Runs a command with nothing but the given environment. */
    public static Ended run(Path folder, Map<String, String> environment, String... command) throws IOException {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        var all = new HashMap<>(Map.of("PATH", "/usr/bin:/bin", "HOME", folder.toString()));
        all.putAll(environment);
        builder.environment().putAll(all);
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) throw new AssertionError("the script hangs: " + text);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return new Ended(process.exitValue(), text);
    }

    /** Writes an executable script. */
    public static void script(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        if (!file.toFile().setExecutable(true)) throw new IOException("cannot make " + file + " executable");
    }
}
