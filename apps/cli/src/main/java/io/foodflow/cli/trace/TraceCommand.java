package io.foodflow.cli.trace;

import io.foodflow.cli.api.Api;
import io.foodflow.cli.api.ApiProblem;
import io.foodflow.cli.api.Json;
import io.foodflow.cli.api.Problem.Candidate;
import io.foodflow.cli.home.Connection;
import io.foodflow.cli.home.Home;
import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Surroundings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code foodflow trace}: where a lot went, or where it came from. */
@Command(name = "trace", description = "Follows a lot to where it went, or back to where it came from.")
public final class TraceCommand implements Callable<Integer> {
    private static final Pattern NODE_ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern EPC = Pattern.compile("(?i)(urn:|https?://).*");

    private final Surroundings surroundings;

    @Parameters(paramLabel = "LOT", description = "A lot code, an EPC URN, a GS1 Digital Link or a node id.")
    private String lot = "";

    @ArgGroup(multiplicity = "1")
    private Direction direction = new Direction();

    @Option(names = "--json", description = "Print the server's answer as it is.")
    private boolean json;

    @Option(names = "--depth", paramLabel = "N", description = "Follow at most this many steps (1..10000).")
    private @Nullable Integer depth;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Show at most this many nodes (1..5000; 500 when left out).")
    private @Nullable Integer limit;

    @Option(names = "--home", paramLabel = "DIR", description = "Data folder of the server to ask.")
    private @Nullable String home;

    private static final class Direction {
        @Option(names = "--forward", description = "Where it went.")
        private boolean forward;

        @Option(names = "--backward", description = "Where it came from.")
        private boolean backward;

        String path() {
            return forward && !backward ? "forward" : "backward";
        }
    }

    public TraceCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        check("--depth", depth, 10_000);
        check("--limit", limit, 5_000);
        Api api = Connection.open(Home.of(home, surroundings), surroundings);
        JsonNode answer = ask(api);
        List<String> lines = json
                ? List.of(Json.INDENTED.writeValueAsString(answer))
                : TraceText.of(Json.MAPPER.treeToValue(answer, Trace.class));
        lines.forEach(surroundings.terminal()::print);
        return ExitCode.OK.code();
    }

    private JsonNode ask(Api api) {
        try {
            return api.get(query());
        } catch (ApiProblem problem) {
            if (problem.status() == 404) {
                throw new CommandFailure(ExitCode.NOT_FOUND, "no lot '" + lot + "' is known", problem);
            }
            List<Candidate> candidates = problem.problem().candidates();
            if (problem.status() != 409 || candidates.isEmpty()) throw problem;
            candidates.forEach(candidate -> surroundings.terminal().say("  " + describe(candidate)));
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "the lot code '" + lot + "' stands for " + candidates.size()
                            + " lots; name one by its id or its key",
                    problem);
        }
    }

    private static String describe(Candidate candidate) {
        String name = candidate.name() == null ? "" : "  " + candidate.name();
        return candidate.id() + (candidate.key() == null ? "" : "  " + candidate.key()) + name;
    }

    private String query() {
        String parameter =
                NODE_ID.matcher(lot).matches() ? "node_id" : EPC.matcher(lot).matches() ? "epc" : "lot";
        var query = new StringBuilder("/graph/traceability/" + direction.path() + "?" + parameter + "=");
        query.append(URLEncoder.encode(lot, StandardCharsets.UTF_8).replace("+", "%20"));
        if (depth != null) query.append("&depth=").append(depth);
        if (limit != null) query.append("&limit=").append(limit);
        return query.toString();
    }

    private static void check(String option, @Nullable Integer value, int most) {
        if (value != null && (value < 1 || value > most)) {
            throw new CommandFailure(ExitCode.USAGE, option + " must be 1.." + most + ", was " + value);
        }
    }
}
