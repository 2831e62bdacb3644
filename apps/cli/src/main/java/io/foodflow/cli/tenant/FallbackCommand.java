package io.foodflow.cli.tenant;

import io.foodflow.cli.api.Api;
import io.foodflow.cli.home.Connection;
import io.foodflow.cli.home.Home;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Surroundings;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foodflow tenant fallback}: back into the shared database. */
@Command(
        name = "fallback",
        description = "Takes a company back into the shared database with all it did meanwhile, or gives up its move.")
final class FallbackCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "TENANT", description = "The company's slug or id.")
    private String tenant = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit trail.")
    private @Nullable String reason;

    @Option(names = "--home", paramLabel = "DIR", description = "Data folder of the server to ask.")
    private @Nullable String home;

    FallbackCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Api api = Connection.open(Home.of(home, surroundings), surroundings);
        Company company = Company.named(tenant, api);
        var move = new Moving(api, surroundings)
                .follow(
                        company,
                        "/promotion/fallback",
                        reason == null ? Map.of() : Map.of("reason", reason),
                        Set.of("falling_back", "returned", "undoing"),
                        Set.of("fallen_back", "undone"));
        surroundings
                .terminal()
                .print(company.slug() + " works in the shared database"
                        + (move.has("return_pause_millis")
                                ? "; its writes waited "
                                        + move.path("return_pause_millis").asLong(0) + " ms"
                                : ""));
        return ExitCode.OK.code();
    }
}
