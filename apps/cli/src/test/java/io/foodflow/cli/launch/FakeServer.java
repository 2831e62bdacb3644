package io.foodflow.cli.launch;

import io.foodflow.cli.StubFoodFlow;
import io.foodflow.cli.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Stands in for the built server: takes the same settings, answers like it, has a child process (as the server has its
 * database) and keeps the same note in its home.
 */
public final class FakeServer {
    private FakeServer() {}

    /** Builds {@code apps/server/target/foodflow-server-1.jar} below a checkout; its manifest leads back to these classes. */
    public static void install(Path checkout) throws IOException {
        Path target = Files.createDirectories(checkout.resolve("apps/server/target"));
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeServer.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath());
        try (var out = Files.newOutputStream(target.resolve("foodflow-server-1.jar"))) {
            new JarOutputStream(out, manifest).close();
        }
    }

    private static String classPath() {
        String[] entries = System.getProperty("java.class.path").split(":");
        return String.join(
                " ",
                Arrays.stream(entries)
                        .map(entry -> Path.of(entry).toUri().toString())
                        .toList());
    }

    public static void main(String[] arguments) throws Exception {
        String port = setting("server.port", arguments);
        Path home = Path.of(setting("foodflow.home", arguments));
        System.out.println("arguments " + String.join(" ", arguments));
        if (Arrays.asList(arguments).contains("--foodflow.services=nonsense")) {
            System.out.println("there is no service nonsense");
            System.exit(1);
        }
        Process child = new ProcessBuilder("sleep", "300").start();
        Files.createDirectories(home.resolve("run"));
        Files.writeString(home.resolve("run/child"), Long.toString(child.pid()));
        var stub = new StubFoodFlow(Integer.parseInt(port));
        if (System.getenv("FOODFLOW_BOOTSTRAP_EMAIL") != null) {
            stub.user(System.getenv("FOODFLOW_BOOTSTRAP_EMAIL"), System.getenv("FOODFLOW_BOOTSTRAP_PASSWORD"));
        }
        Files.write(
                home.resolve("run/server.json"),
                Json.MAPPER.writeValueAsBytes(Map.of(
                        "pid", ProcessHandle.current().pid(),
                        "address", stub.address(),
                        "version", "1",
                        "started_at", Instant.now())));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            child.destroy();
            home.resolve("run/server.json").toFile().delete();
        }));
        while (stub.requests().isEmpty()) Thread.sleep(20);
        Thread.sleep(200);
        if (Arrays.asList(arguments).contains("--foodflow.services=crash")) System.exit(7);
        if (Arrays.asList(arguments).contains("--foodflow.services=done")) System.exit(0);
        Thread.sleep(120_000);
    }

    private static String setting(String name, String[] arguments) {
        return Arrays.stream(arguments)
                .filter(each -> each.startsWith("--" + name + "="))
                .map(each -> each.substring(name.length() + 3))
                .findFirst()
                .orElseThrow();
    }
}
