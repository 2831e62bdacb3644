package io.foodflow.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

/**
 * What a user waits for and what the machine must spare: {@code ./foodflow demo} once, memory when its history is loaded;
 * then {@code ./foodflow up} on the same home, from the command until the server says that it is ready.
 *
 * <p>Arguments: starts (5).
 */
public final class StartTime {
    private static final double START_TARGET_SECONDS = 8;
    private static final double MEMORY_TARGET_MIB = 700;
    private static final int STOP_LIMIT_SECONDS = 120;

    private final Checkout checkout = Checkout.here();
    private final BenchHome home;
    private final Report report;

    private StartTime(BenchHome home, Report report) {
        this.home = home;
        this.report = report;
    }

    public static void main(String[] args) throws Exception {
        int starts = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        BenchFailure.guard(() -> {
            try (var home = BenchHome.temporary()) {
                new StartTime(home, Report.to(System.out)).run(starts);
            }
        });
    }

    private void run(int starts) throws Exception {
        demo();
        up(); // records the JVM's cache where the demo's server did not
        var seconds = new ArrayList<Double>();
        for (int start = 0; start < starts; start++) seconds.add(up());
        report.atMost("./foodflow up until ready", new Sample(seconds), START_TARGET_SECONDS, "s");
    }

    private void demo() throws IOException, InterruptedException {
        int port = ServerUnderLoad.freePort();
        Process demo = launch("demo", port);
        try {
            awaitLine(demo, "FoodFlow OS   ");
            Thread.sleep(2_000); // the last captures' events are handed on
            ProcessHandle server =
                    demo.children().findFirst().orElseThrow(() -> new BenchFailure("the demo's server is not there"));
            var tree = new ProcessTree(server);
            double all = tree.memoryMib();
            report.say(
                    "  after the demo: JVM %.0f MiB, PostgreSQL %.0f MiB; the command itself, which waits for Ctrl-C, %.0f MiB",
                    tree.rootMemoryMib(), all - tree.rootMemoryMib(), new ProcessTree(demo.toHandle()).rootMemoryMib());
            report.atMost("JVM and PostgreSQL after demo", Sample.of(all), MEMORY_TARGET_MIB, "MiB");
        } finally {
            stop(demo);
        }
    }

    private double up() throws IOException, InterruptedException {
        int port = ServerUnderLoad.freePort();
        var address = URI.create("http://127.0.0.1:" + port);
        long begun = System.nanoTime();
        Process up = launch("up", port);
        try {
            while (!ServerUnderLoad.ready(address)) {
                if (!up.isAlive()) throw new BenchFailure("./foodflow up ended with " + up.exitValue());
                Thread.sleep(20);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            report.say("  up: ready after %.2f s", seconds);
            return seconds;
        } finally {
            stop(up);
        }
    }

    private Process launch(String command, int port) throws IOException {
        return new ProcessBuilder(
                        checkout.launcher().toString(),
                        command,
                        "--home",
                        home.folder().toString(),
                        "--port",
                        Integer.toString(port))
                .redirectErrorStream(true)
                .start();
    }

    private void awaitLine(Process process, String beginning) throws IOException {
        var output = new StringBuilder();
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            output.append(line).append('\n');
            if (line.startsWith("Ready after") || line.startsWith("Building")) report.say("  %s", line);
            if (line.startsWith(beginning)) return;
        }
        throw new BenchFailure("./foodflow demo ended early: " + output);
    }

    /** As Ctrl-C does; the command stops what it started. */
    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new BenchFailure("./foodflow did not stop within " + STOP_LIMIT_SECONDS + " s");
        }
    }
}
