package io.foodflow.cli.tenant;

import io.foodflow.cli.api.Api;
import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Surroundings;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An archive of a company that is ordered from the server, waited for and fetched. */
record OrderedArchive(Api api, Surroundings surroundings) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    /**
     * Does all of it.
     *
     * @param kind {@code backup} or {@code export}, as in the path and in the name of the file
     * @param file null for a name made of kind, slug and time
     * @return the exit code
     */
    int fetch(String tenant, String kind, String title, @Nullable String file) throws IOException {
        Company company = Company.named(tenant, api);
        String usual = "foodflow-%s-%s-%s.zip"
                .formatted(
                        kind, company.slug(), TIME.format(surroundings.clock().instant()));
        Archive archive = Archive.to(file, usual, surroundings);
        String list = company.path("/" + kind + "s");
        String path = list + "/" + api.post(list, Map.of()).path("id").asString("");
        String task = title + " of " + company.slug();
        JsonNode made = new ServerWork(api, surroundings.terminal()).await(task, path, "", Set.of("queued", "running"));
        if (!"succeeded".equals(made.path("state").asString(""))) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    task + " is " + made.path("state").asString("of no known state") + ": "
                            + made.path("error").asString("no reason given"));
        }
        archive.fetch(api, path + "/content", made);
        surroundings.terminal().print(archive.summary(task, made));
        return ExitCode.OK.code();
    }
}
