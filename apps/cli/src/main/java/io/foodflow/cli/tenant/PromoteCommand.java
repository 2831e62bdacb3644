package io.foodflow.cli.tenant;

import io.foodflow.cli.api.Api;
import io.foodflow.cli.home.Connection;
import io.foodflow.cli.home.Home;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Surroundings;
import java.util.HashMap;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code foodflow tenant promote}: to a database of its own. */
@Command(name = "promote", description = "Moves a company to a database of its own, while it works.")
final class PromoteCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "TENANT", description = "The company's slug or id.")
    private String tenant = "";

    @Option(
            names = "--database",
            paramLabel = "NAME",
            description = "One that the server's settings name; the server makes one when left out.")
    private @Nullable String database;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit trail.")
    private @Nullable String reason;

    @Option(names = "--home", paramLabel = "DIR", description = "Data folder of the server to ask.")
    private @Nullable String home;

    PromoteCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Api api = Connection.open(Home.of(home, surroundings), surroundings);
        Company company = Company.named(tenant, api);
        var wish = new HashMap<String, String>();
        if (database != null) wish.put("database", database);
        if (reason != null) wish.put("reason", reason);
        JsonNode move = new Moving(api, surroundings)
                .follow(
                        company,
                        "/promotion",
                        wish,
                        Set.of("copying", "following", "switched", "undoing"),
                        Set.of("dedicated", "settled"));
        surroundings
                .terminal()
                .print(company.slug() + " works in the database "
                        + move.path("database").asString("") + "; its writes waited "
                        + move.path("pause_millis").asLong(0) + " ms");
        return ExitCode.OK.code();
    }
}
