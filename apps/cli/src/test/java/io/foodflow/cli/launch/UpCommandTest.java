package io.foodflow.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.foodflow.cli.CommandRun;
import io.foodflow.cli.FoodFlow;
import io.foodflow.cli.api.Health;
import io.foodflow.cli.home.RunningServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpCommandTest {
    @TempDir
    Path folder;

    private CommandRun run;

    @BeforeEach
    void install() throws IOException {
        FakeServer.install(folder.resolve("checkout"));
        run = new CommandRun(folder).with("FOODFLOW_FAST_START", "off");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    private Process up(int port, String fastStart) throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dfoodflow.installation=" + folder.resolve("checkout"),
                        FoodFlow.class.getName(),
                        "up",
                        "--port",
                        Integer.toString(port),
                        "--home",
                        run.home().folder().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("up.txt").toFile());
        builder.environment().put("FOODFLOW_FAST_START", fastStart);
        return builder.start();
    }

    @ParameterizedTest
    @CsvSource({"INT, 2, 130", "TERM, 15, 143", "HUP, 1, 129"})
    void stopsEverythingItStartedWhenItIsInterrupted(String signal, int number, int exitCode) throws Exception {
        assumeFalse(isIgnoredHere(number), "processes of this test run ignore " + signal + ", as under nohup");
        int port = freePort();
        URI address = URI.create("http://127.0.0.1:" + port);
        Process up = up(port, "off");
        await(() -> Health.of(address).isPresent()
                && RunningServer.alive(run.home()).isPresent());
        long server = RunningServer.alive(run.home()).orElseThrow().pid();
        long child = Long.parseLong(Files.readString(run.home().folder().resolve("run/child")));
        assertThat(ProcessHandle.of(child)).isPresent();
        await(() -> contents(folder.resolve("up.txt")).contains("FoodFlow OS   " + address + "/app"));

        new ProcessBuilder("kill", "-" + signal, Long.toString(up.pid()))
                .start()
                .waitFor();

        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(exitCode);
        assertThat(ProcessHandle.of(server).filter(ProcessHandle::isAlive)).isEmpty();
        await(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(run.home().serverNote()).doesNotExist();
        assertThat(contents(folder.resolve("up.txt"))).contains("Stopping").doesNotContain("foodflow:", "\tat ");
    }

    /** Whether what is started from here was told by whoever started the tests to ignore a signal; it inherits that. */
    private static boolean isIgnoredHere(int signal) throws IOException {
        var status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.substring("SigIgn:".length()).strip())
                .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) >>> (signal - 1) & 1) == 1);
    }

    private static String contents(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void rehearsesOnceAfterABuildAndStartsFromTheCacheFromThenOn() throws Exception {
        int port = freePort();
        Process up = up(port, "on");
        await(() -> contents(folder.resolve("up.txt")).contains("FoodFlow OS   "));
        up.destroy();
        assertThat(up.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(contents(folder.resolve("up.txt")))
                .startsWith("Preparing fast starts, once after a build ...\nStarting");
        try (var caches = Files.list(folder.resolve("checkout/apps/server/target/aot"))) {
            assertThat(caches).hasSize(1).allMatch(file -> file.toString().endsWith(".aot"));
        }

        run.with("FOODFLOW_FAST_START", "on").run("up", "--services", "done", "--port", "" + port);

        assertThat(run.err()).startsWith("Starting");
    }

    @Test
    void leavesNothingBehindWhenTheRehearsalIsInterrupted() throws Exception {
        Process up = up(freePort(), "on");
        await(() -> RunningServer.alive(run.home()).isPresent());
        long server = RunningServer.alive(run.home()).orElseThrow().pid();

        up.destroy();

        assertThat(up.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ProcessHandle.of(server).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(contents(folder.resolve("up.txt"))).doesNotContain("foodflow:", "\tat ");
    }

    @Test
    void showsWhyAServerDidNotStart() throws IOException {
        assertThat(run.run("up", "--services", "nonsense", "--port", "" + freePort()))
                .isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "  | there is no service nonsense\n",
                        "the server ended while it started (exit code 1); its log is ")
                .doesNotContain("\tat ");
    }

    @Test
    void endsWellWhenTheServerIsToldToEnd() throws IOException {
        int port = freePort();

        assertThat(run.run("up", "--services", "done", "--port", "" + port)).isZero();
        assertThat(contents(run.home().serverLog()))
                .contains(
                        "--server.port=" + port, "--foodflow.home=" + run.home().folder(), "--foodflow.services=done");
    }

    @Test
    void reportsAServerThatEndsByItself() throws IOException {
        assertThat(run.run("up", "--services", "crash", "--port", "" + freePort()))
                .isEqualTo(1);
        assertThat(run.err()).contains("the server ended by itself (exit code 7); its log is ");
    }

    @Test
    void keepsOneOldLogWhenTheLogGrowsTooLarge() throws IOException {
        Path log = run.home().serverLog();
        Files.createDirectories(log.getParent());
        Files.write(log, new byte[(16 << 20) + 1]);

        run.run("up", "--services", "nonsense", "--port", "" + freePort());

        assertThat(log.resolveSibling("server.log.1")).hasSize((16 << 20) + 1);
        assertThat(log).content().contains("there is no service nonsense").hasSizeLessThan(2_000);
    }

    @Test
    void refusesAHomeOnWhichAServerRuns() {
        run.serverNote(ProcessHandle.current().pid(), URI.create("http://localhost:1234"));

        assertThat(run.run("up")).isEqualTo(5);
        assertThat(run.err()).contains("a server already runs on", "at http://localhost:1234");
    }

    @Test
    void saysThatAPortIsTaken() throws IOException {
        try (var socket = new ServerSocket(0)) {
            assertThat(run.run("up", "--port", "" + socket.getLocalPort())).isEqualTo(1);
            assertThat(run.err()).contains("port " + socket.getLocalPort() + " is in use");
        }
    }

    @Test
    void takesTheNextFreePortWhenNoneIsAskedFor() throws IOException {
        int first = Port.choose(null);
        try (var socket = new ServerSocket(first, 1, InetAddress.getByName("0.0.0.0"))) {
            assertThat(Port.choose(null)).isGreaterThan(socket.getLocalPort()).isBetween(8081, 8099);
        }
    }

    @Test
    void refusesAPortThatIsNone() {
        assertThat(run.run("up", "--port", "70000")).isEqualTo(2);
        assertThat(run.err()).contains("--port must be 1..65535, was 70000");
        assertThat(run.run("up", "--port", "x")).isEqualTo(2);
    }

    @Test
    void saysThatTheServerIsNotBuilt() throws IOException {
        Files.delete(folder.resolve("checkout/apps/server/target/foodflow-server-1.jar"));

        assertThat(run.run("up")).isEqualTo(1);
        assertThat(run.err()).contains("no server is built");
    }
}
