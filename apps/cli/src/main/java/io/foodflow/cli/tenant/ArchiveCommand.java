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

/** A command that has an archive of a company made, and fetches it. */
abstract sealed class ArchiveCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final String kind;
    private final String title;

    @Parameters(index = "0", paramLabel = "TENANT", description = "The company's slug or id.")
    private String tenant = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "File to write; foodflow-${COMMAND-NAME}-<slug>-<time>.zip in this folder when left out.")
    private @Nullable String file;

    @Option(names = "--home", paramLabel = "DIR", description = "Data folder of the server to ask.")
    private @Nullable String home;

    private ArchiveCommand(Surroundings surroundings, String kind, String title) {
        this.surroundings = surroundings;
        this.kind = kind;
        this.title = title;
    }

    @Override
    public Integer call() throws IOException {
        Api api = Connection.open(Home.of(home, surroundings), surroundings);
        return new OrderedArchive(api, surroundings).fetch(tenant, kind, title, file);
    }

    /** {@code foodflow tenant backup}: an exact copy that can be put in place again. */
    @Command(
            name = "backup",
            description = {
                "Backs a company up as it is now, while it works, and fetches the archive.",
                "The archive holds password hashes and sealed secrets; it is readable by its owner only."
            })
    static final class Backup extends ArchiveCommand {
        Backup(Surroundings surroundings) {
            super(surroundings, "backup", "Backup");
        }
    }

    /** {@code foodflow tenant export}: everything of a company for others to read. */
    @Command(
            name = "export",
            description = {
                "Exports a company's tables, documents and audit trail, and fetches the archive.",
                "A company's own administrator may export his."
            })
    static final class Export extends ArchiveCommand {
        Export(Surroundings surroundings) {
            super(surroundings, "export", "Export");
        }
    }
}
