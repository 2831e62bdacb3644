package io.foodflow.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/**
 * The load generator wrk, which needs little of the processors that it shares with the server.
 *
 * @see <a href="https://github.com/wg/wrk">wrk</a>
 */
final class Wrk {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> SCRIPTS =
            List.of("report.lua", "get-node.lua", "post-node.lua", "client-credentials.lua");

    private final Path scripts;

    private Wrk(Path scripts) {
        this.scripts = scripts;
    }

    /** Checks that the program is there, and lays the scripts and the ids that they ask for into {@code folder}. */
    static Wrk in(Path folder, List<String> ids) throws IOException {
        if (System.getenv("PATH") == null
                || List.of(System.getenv("PATH").split(":")).stream()
                        .noneMatch(each -> Files.isExecutable(Path.of(each, "wrk")))) {
            throw new BenchFailure("this benchmark needs wrk, which is not on the PATH; on Debian and Ubuntu:"
                    + " apt-get install wrk, elsewhere: https://github.com/wg/wrk");
        }
        Files.createDirectories(folder);
        for (String script : SCRIPTS) {
            try (InputStream in = Objects.requireNonNull(Wrk.class.getResourceAsStream("/wrk/" + script))) {
                Files.write(folder.resolve(script), in.readAllBytes());
            }
        }
        Files.write(folder.resolve("ids.txt"), ids);
        return new Wrk(folder);
    }

    /** What one run measured. */
    record Result(double requestsPerSecond, long failed, double p50Millis, double p99Millis) {}

    /** Runs {@code script} against {@code address}, with as many requests under way as there are connections. */
    Result run(String script, URI address, String token, String round, int connections, int seconds)
            throws InterruptedException {
        var builder = new ProcessBuilder(
                "wrk",
                "-t1",
                "-c" + connections,
                "-d" + seconds + "s",
                "-s",
                scripts.resolve(script).toString(),
                address.toString());
        builder.environment()
                .putAll(Map.of(
                        "FOODFLOW_BENCH_SCRIPTS",
                        scripts.toString(),
                        "FOODFLOW_BENCH_TOKEN",
                        token,
                        "FOODFLOW_BENCH_ROUND",
                        round));
        builder.redirectErrorStream(true);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) throw new BenchFailure("wrk failed: " + output.strip());
            return result(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Result result(String output) {
        String line = output.lines()
                .filter(each -> each.startsWith("{\"requests\""))
                .findFirst()
                .orElseThrow(() -> new BenchFailure("wrk reported nothing: " + output.strip()));
        var json = JSON.readTree(line);
        return new Result(
                json.path("requests").asLong() * 1e6 / json.path("micros").asLong(),
                json.path("failed").asLong(),
                json.path("p50").asLong() / 1e3,
                json.path("p99").asLong() / 1e3);
    }
}
