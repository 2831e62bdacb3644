package io.foodflow.foodgraph.chainlab;

import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.jobs.Job;
import io.foodflow.platform.jobs.Jobs;
import io.foodflow.platform.storage.ObjectId;
import io.foodflow.platform.storage.ObjectStore;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Takes FoodChain-Lab networks in. */
final class Networks {

    private static final int LONGEST_NAME = 200;
    private static final int DIGITS_OF_HASH = 12;

    private final UnitOfWork work;
    private final NetworkTable table;
    private final ObjectStore objects;
    private final Jobs jobs;
    private final JsonMapper json;

    Networks(UnitOfWork work, NetworkTable table, ObjectStore objects, Jobs jobs, JsonMapper json) {
        this.work = work;
        this.table = table;
        this.objects = objects;
        this.jobs = jobs;
        this.json = json;
    }

    /** A network whose import is ordered, or was before. */
    record Received(String network, String name, UUID jobId, int stations, int deliveries, int relations) {}

    /**
     * Takes a document. It is checked wholly before this returns, and then document and order are durable. The same
     * document under the same name has no second effect.
     *
     * @param name what people call it; null for a name made of its content
     */
    Received receive(InputStream body, @Nullable String name) throws IOException {
        var slug = name == null ? null : slug(name);
        var document = objects.put(body).id();
        var network = read(objects, json, document);
        var key = slug == null ? "n-" + document.sha256().substring(0, DIGITS_OF_HASH) : slug;
        var title = name == null ? key : name.trim();
        var job = order(key, title, document);
        return new Received(
                key,
                title,
                job,
                network.stations().size(),
                network.deliveries().size(),
                network.relations().size());
    }

    static Network read(ObjectStore objects, JsonMapper json, ObjectId document) throws IOException {
        try (var content = objects.open(document)
                .orElseThrow(() -> new IOException("the document %s is not in the object store".formatted(document)))) {
            return NetworkProblems.require(NetworkReader.read(json, content));
        }
    }

    private UUID order(String network, String name, ObjectId document) {
        return work.write(change -> {
            var row = table.enter(network, name, document.toString());
            var job = row.jobId() == null ? Optional.<Job>empty() : jobs.find(row.jobId());
            boolean taken = row.imported()
                    || job.filter(found -> !found.state().isFinal()).isPresent();
            if (taken && !row.document().equals(document.toString())) {
                throw new ProblemException(Problems.conflict(
                        "network-taken",
                        "Network taken",
                        "another network has the name '%s'; import this one under another name".formatted(row.name())));
            }
            if (taken && job.isPresent()) {
                change.nothing();
                return job.get().id();
            }
            return submit(change, network, name, document);
        });
    }

    private UUID submit(Change change, String network, String name, ObjectId document) {
        var job = jobs.submit(NetworkImportJob.KIND, NetworkImportJob.KIND, new NetworkImportJob.Input(network));
        table.begin(network, name, document.toString(), job);
        change.record(new NetworkReceived(network, name, document.toString(), job), null, null);
        return job;
    }

    private static String slug(String name) {
        var slug = Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
        if (slug.isEmpty() || name.length() > LONGEST_NAME) {
            throw new ProblemException(Problems.invalid(
                    "name",
                    "length",
                    "name must have 1..%d characters, a letter or digit among them, was '%s'"
                            .formatted(LONGEST_NAME, name)));
        }
        return slug;
    }
}
