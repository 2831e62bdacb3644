package io.foodflow.cli.tenant;

import io.foodflow.cli.api.Api;
import io.foodflow.cli.api.Json;
import io.foodflow.cli.home.Connection;
import io.foodflow.cli.home.Home;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Surroundings;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code foodflow tenant list}. */
@Command(name = "list", description = "Lists the companies on the platform by their slugs.")
final class ListCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--search", paramLabel = "TEXT", description = "Only those with that in their name or slug.")
    private @Nullable String search;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "Only those that are active, suspended or deleting.")
    private @Nullable String status;

    @Option(names = "--plan", paramLabel = "PLAN", description = "Only those on free, pro or enterprise.")
    private @Nullable String plan;

    @Option(names = "--json", description = "Print what the server answers, as one list.")
    private boolean json;

    @Option(names = "--home", paramLabel = "DIR", description = "Data folder of the server to ask.")
    private @Nullable String home;

    ListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Api api = Connection.open(Home.of(home, surroundings), surroundings);
        List<JsonNode> companies =
                Company.all(api, filter("q", search) + filter("status", status) + filter("plan", plan));
        if (json) {
            surroundings.terminal().print(Json.INDENTED.writeValueAsString(companies));
        } else {
            int longest = companies.stream()
                    .mapToInt(each -> each.path("slug").asString("").length())
                    .max()
                    .orElse(0);
            companies.forEach(each -> surroundings.terminal().print(line(each, longest)));
            surroundings.terminal().say(companies.size() == 1 ? "1 company" : companies.size() + " companies");
        }
        return ExitCode.OK.code();
    }

    private static String filter(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + Company.encoded(value);
    }

    private static String line(JsonNode company, int slugWidth) {
        return String.format(
                Locale.ROOT,
                "%-" + Math.max(1, slugWidth) + "s  %-10s  %-9s  %s  %s",
                company.path("slug").asString(""),
                company.path("plan").asString(""),
                company.path("status").asString(""),
                company.path("id").asString(""),
                company.path("name").asString(""));
    }
}
