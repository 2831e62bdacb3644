package io.foodflow.cli.launch;

import io.foodflow.cli.home.DemoNote;
import io.foodflow.cli.home.Home;
import io.foodflow.cli.terminal.Surroundings;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a server listens and where it keeps its data; shared by the commands that start one. */
public final class ServerOptions {
    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port to listen on; the first free one from 8080 on when left out.")
    private @Nullable Integer port;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Data folder; FOODFLOW_HOME, or ~/.foodflow, when left out.")
    private @Nullable String folder;

    public Home home(Surroundings surroundings) {
        return Home.of(folder, surroundings);
    }

    /** Starts a server and waits until it is ready, saying how long that took. */
    public ServerProcess start(@Nullable String services, @Nullable DemoNote firstTenant, Surroundings surroundings) {
        Home home = home(surroundings);
        var settings = new ServerSettings(home, Port.choose(port), services, firstTenant);
        AotCache cache = AotCache.of(ServerInstallation.in(surroundings));
        if (services == null && cache.missing() && fastStart(surroundings)) rehearse(settings, cache, surroundings);
        long startNanos = System.nanoTime();
        surroundings.terminal().say("Starting FoodFlow OS on " + home.folder() + " ...");
        ServerProcess server = ServerProcess.start(settings, cache.use(), surroundings);
        try {
            server.awaitReady();
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        surroundings.terminal().say(String.format(Locale.ROOT, "Ready after %.1f s.", seconds));
        return server;
    }

    private static boolean fastStart(Surroundings surroundings) {
        return !surroundings.variable("FOODFLOW_FAST_START").orElse("").equals("off");
    }

    /** Starts and ends a server once, so that its JVM records what a start needs. */
    private static void rehearse(ServerSettings settings, AotCache cache, Surroundings surroundings) {
        surroundings.terminal().say("Preparing fast starts, once after a build ...");
        try (ServerProcess rehearsal = ServerProcess.start(settings, cache.record(), surroundings)) {
            rehearsal.awaitReady();
            rehearsal.finishRehearsal();
            cache.keepRecording();
        }
    }
}
