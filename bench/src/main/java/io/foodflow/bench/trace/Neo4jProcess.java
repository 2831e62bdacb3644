package io.foodflow.bench.trace;

import io.foodflow.bench.load.BenchFailure;
import io.foodflow.bench.load.Checkout;
import io.foodflow.bench.load.ServerUnderLoad;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Neo4j Community in a process of its own: {@code bench/peers/neo4j}, which Maven builds and fetches the libraries of when
 * it is first asked for. Nothing of it is on this class path.
 *
 * @param folder its database and its log
 * @param address Bolt on the loopback
 */
record Neo4jProcess(Process process, Path folder, URI address) implements AutoCloseable {
    private static final String MAIN = "io.foodflow.bench.peers.neo4j.Neo4jPeer";
    private static final int STOP_SECONDS = 60;

    /** The options of Neo4j's own start script that matter to speed, and to its use of the JDK's internals. */
    private static final List<String> JVM_OPTIONS = List.of(
            "-XX:+UseG1GC",
            "-Xms1g",
            "-Xmx3g",
            "-XX:-OmitStackTraceInFastThrow",
            "-XX:+UnlockExperimentalVMOptions",
            "-XX:+TrustFinalNonStaticFields",
            "-XX:+DisableExplicitGC",
            "-Djdk.nio.maxCachedBufferSize=1024",
            "-Dio.netty.tryReflectionSetAccessible=true",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "--add-modules=jdk.incubator.vector");

    /** Starts it with an empty database in {@code folder}; the port does not answer at once. */
    static Neo4jProcess start(Path folder) throws IOException, InterruptedException {
        Path build = built(Checkout.here().root());
        int port = ServerUnderLoad.freePort();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.add("-cp");
        command.add(build.resolve("neo4j-peer.jar") + File.pathSeparator + build.resolve("lib") + "/*");
        command.addAll(List.of(MAIN, folder.resolve("neo4j").toString(), Integer.toString(port)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("neo4j.log").toFile())
                .start();
        return new Neo4jProcess(process, folder, URI.create("bolt://127.0.0.1:" + port));
    }

    /** The folder with its jar and libraries, built when it is older than its sources. */
    private static Path built(Path root) throws IOException, InterruptedException {
        Path project = root.resolve("bench/peers/neo4j");
        Path jar = project.resolve("target/neo4j-peer.jar");
        if (!Files.exists(jar) || isOlder(jar, project)) build(root, project.resolve("pom.xml"));
        return project.resolve("target");
    }

    private static boolean isOlder(Path jar, Path project) throws IOException {
        var made = Files.getLastModifiedTime(jar);
        try (var sources = Files.walk(project.resolve("src"))) {
            for (Path source : (Iterable<Path>) sources::iterator) {
                if (Files.getLastModifiedTime(source).compareTo(made) > 0) return true;
            }
        }
        return Files.getLastModifiedTime(project.resolve("pom.xml")).compareTo(made) > 0;
    }

    private static void build(Path root, Path pom) throws IOException, InterruptedException {
        System.err.println("Fetching Neo4j Community (GPL 3, about 160 MB, for this benchmark only) ...");
        var command = List.of(root.resolve("mvnw").toString(), "-B", "-q", "-ntp", "-f", pom.toString(), "package");
        Process maven = new ProcessBuilder(command).inheritIO().start();
        if (maven.waitFor() != 0) throw new BenchFailure("Neo4j could not be fetched; Maven says why above");
    }

    Path log() {
        return folder.resolve("neo4j.log");
    }

    /** Ends the process; the end of its standard input tells it to. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
