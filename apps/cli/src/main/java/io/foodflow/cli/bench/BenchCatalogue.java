package io.foodflow.cli.bench;

import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The benchmarks of the built bench module, which its jar lists in {@code foodflow-benches.properties}: {@code name = target
 * description}.
 *
 * @param jar its manifest names the libraries
 */
record BenchCatalogue(Path jar, Map<String, Benchmark> benchmarks) {
    static final String LIST = "foodflow-benches.properties";

    BenchCatalogue {
        benchmarks = Collections.unmodifiableMap(new TreeMap<>(benchmarks));
    }

    static BenchCatalogue in(Surroundings surroundings) {
        Path target = surroundings.installation().resolve("bench/target");
        if (!Files.isDirectory(target)) throw notBuilt(target);
        try (var jars = Files.newDirectoryStream(target, "foodflow-bench-*.jar")) {
            for (Path jar : jars) return new BenchCatalogue(jar, read(jar));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw notBuilt(target);
    }

    private static Map<String, Benchmark> read(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            JarEntry list = file.getJarEntry(LIST);
            if (list == null) throw new CommandFailure(ExitCode.FAILURE, jar + " lists no benchmarks in " + LIST);
            var properties = new Properties();
            try (InputStream in = file.getInputStream(list)) {
                properties.load(in);
            }
            var benchmarks = new TreeMap<String, Benchmark>();
            properties.stringPropertyNames().forEach(name -> {
                String[] parts = properties.getProperty(name).split("\\s+", 2);
                benchmarks.put(name, new Benchmark(name, parts[0], parts.length > 1 ? parts[1] : ""));
            });
            return benchmarks;
        }
    }

    private static CommandFailure notBuilt(Path target) {
        return new CommandFailure(
                ExitCode.FAILURE, "no benchmarks are built in " + target + "; './foodflow bench' builds them");
    }
}
