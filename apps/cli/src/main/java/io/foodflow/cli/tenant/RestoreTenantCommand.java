package io.foodflow.cli.tenant;

import io.foodflow.cli.api.Api;
import io.foodflow.cli.api.Upload;
import io.foodflow.cli.home.Connection;
import io.foodflow.cli.home.Home;
import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Progress;
import io.foodflow.cli.terminal.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code foodflow tenant restore}: from a file that {@code foodflow tenant backup} wrote. */
@Command(
        name = "restore",
        description = {
            "Brings a backup to the server and puts it in place of what the company has, or makes another company of it.",
            "What was replaced is kept for days, in which it can be put back."
        })
final class RestoreTenantCommand implements Callable<Integer> {
    private static final int KILOBYTE = 1_000;

    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "TENANT", description = "The company's slug or id.")
    private String tenant = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "A file that 'foodflow tenant backup' wrote of it.")
    private String file = "";

    @Option(
            names = "--confirm",
            required = true,
            paramLabel = "SLUG",
            description = "The company's slug once more: what it did since the backup is gone afterwards.")
    private String confirm = "";

    @Option(
            names = "--into",
            paramLabel = "SLUG",
            description = "Makes another company of that slug, and leaves this one as it is.")
    private @Nullable String into;

    @Option(names = "--name", paramLabel = "NAME", description = "The other company's name; its slug when left out.")
    private @Nullable String name;

    @Option(names = "--home", paramLabel = "DIR", description = "Data folder of the server to ask.")
    private @Nullable String home;

    RestoreTenantCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Path archive = surroundings.resolve(file);
        if (!Files.isRegularFile(archive)) {
            throw new CommandFailure(ExitCode.NOT_FOUND, "there is no file " + archive);
        }
        if (name != null && into == null) {
            throw new CommandFailure(ExitCode.USAGE, "--name is the other company's, so it needs --into");
        }
        Api api = Connection.open(Home.of(home, surroundings), surroundings);
        Company company = Company.named(tenant, api);
        if (!confirm.equals(company.slug())) {
            throw new CommandFailure(
                    ExitCode.REFUSED, "--confirm must be '" + company.slug() + "', was '" + confirm + "'");
        }
        String backup = bring(api, company, archive);
        report(company, await(api, company, backup));
        return ExitCode.OK.code();
    }

    private String bring(Api api, Company company, Path archive) throws IOException {
        Progress progress = surroundings.terminal().progress("Sending", "kB");
        long size = Files.size(archive);
        var upload = Upload.ofFile(
                company.path("/backups/uploads"),
                "application/zip",
                archive,
                Map.of(),
                sent -> progress.reached(sent / KILOBYTE, size / KILOBYTE));
        return api.upload(upload).path("id").asString("");
    }

    private JsonNode await(Api api, Company company, String backup) {
        var wish = new HashMap<String, Object>(Map.of("backup_id", backup, "confirm", confirm));
        if (into != null) wish.put("into", Map.of("slug", into, "name", name == null ? into : name));
        String list = company.path("/restores");
        String path = list + "/" + api.post(list, wish).path("id").asString("");
        String task = "Restore of " + company.slug();
        JsonNode restore = new ServerWork(api, surroundings.terminal())
                .await(task, path, "", Set.of("queued", "running", "switched"));
        if (!"succeeded".equals(restore.path("state").asString(""))) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    task + " is " + restore.path("state").asString("of no known state") + ": "
                            + restore.path("error").asString("no reason given"));
        }
        return restore;
    }

    private void report(Company company, JsonNode restore) {
        String id = restore.path("id").asString("");
        if (into != null) {
            surroundings
                    .terminal()
                    .print("Restored into " + into + ": nobody can sign in there until an administrator is invited with"
                            + " POST /tenants/" + restore.path("copy_id").asString("") + "/administrators");
            return;
        }
        surroundings
                .terminal()
                .print("Restored " + company.slug() + ": its requests waited "
                        + restore.path("pause_millis").asLong(0)
                        + " ms at most, and everybody has to sign in again. Until "
                        + restore.path("undo_until").asString("") + " POST "
                        + company.path("/restores/" + id + "/undo?confirm=" + company.slug())
                        + " puts back what was replaced");
    }
}
