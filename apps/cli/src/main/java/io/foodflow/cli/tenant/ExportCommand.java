package io.foodflow.cli.tenant;

import io.foodflow.cli.api.Api;
import io.foodflow.cli.home.Connection;
import io.foodflow.cli.home.Home;
import io.foodflow.cli.terminal.Surroundings;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foodflow tenant export}: everything of a company for others to read. */
@Command(
        name = "export",
        description = {
            "Exports a company's tables, documents and audit trail, and fetches the archive.",
            "A company's own administrator may export his."
        })
final class ExportCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "TENANT", description = "The company's slug or id.")
    private String tenant = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "File to write; foodflow-export-<slug>-<time>.zip in this folder when left out.")
    private @Nullable String file;

    @Option(names = "--home", paramLabel = "DIR", description = "Data folder of the server to ask.")
    private @Nullable String home;

    ExportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Api api = Connection.open(Home.of(home, surroundings), surroundings);
        return new OrderedArchive(api, surroundings).fetch(tenant, "export", "Export", file);
    }
}
