package io.foodflow.audit.exports;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.platform.audit.AuditProofs;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.events.EventRelay;
import io.foodflow.platform.jobs.JobHandler;
import io.foodflow.platform.jobs.JobRun;
import io.foodflow.platform.jobs.Jobs;
import io.foodflow.platform.jobs.Sweep;
import io.foodflow.platform.lineage.Amount;
import io.foodflow.platform.lineage.DataSet;
import io.foodflow.platform.lineage.JobLineage;
import io.foodflow.platform.storage.ObjectId;
import io.foodflow.platform.storage.ObjectStore;
import io.foodflow.platform.web.PageRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Exports of the audit ledger of the current call's tenant: asked for, made by a job, fetched, and removed after a week. That
 * somebody asked and that somebody fetched are entries of the trail.
 */
final class AuditExports implements JobHandler, Sweep {

    static final String KIND = "export-audit";
    private static final Duration KEPT = Duration.ofDays(7);
    private static final String ENTRIES = "audit_entries";
    private static final String FILES = "audit_export_files";
    private static final JobLineage LINEAGE = new JobLineage(
            "Writes the audit ledger into a file that anybody can check without this platform",
            List.of(DataSet.table(ENTRIES, "What changed, who did it and why: the entries of the audit ledger")),
            List.of(
                    DataSet.documents(FILES, "Exports of the audit ledger, each known by the SHA-256 of its bytes"),
                    DataSet.table("audit_exports", "Exports of the audit ledger that were asked for")),
            List.of());

    private final ExportRepository exports;
    private final AuditProofs proofs;
    private final EventRelay relay;
    private final ObjectStore objects;
    private final Jobs jobs;
    private final UnitOfWork work;
    private final Path drafts;
    private final Clock clock;

    AuditExports(
            ExportRepository exports,
            AuditProofs proofs,
            EventRelay relay,
            ObjectStore objects,
            Jobs jobs,
            UnitOfWork work,
            Path drafts,
            Clock clock) {
        this.exports = exports;
        this.proofs = proofs;
        this.relay = relay;
        this.objects = objects;
        this.jobs = jobs;
        this.work = work;
        this.drafts = drafts;
        this.clock = clock;
    }

    /** Which export is to be made. */
    record Input(UUID id) {}

    /** One at a time: while one is being made it is what the same person gets who asks for the same again. */
    AuditExport request(boolean disclosed, @Nullable String reason) {
        return work.write(change -> {
            var open = exports.findOpen(disclosed, CallContext.current().actor().name())
                    .filter(this::isBeingMade);
            if (open.isPresent()) {
                change.nothing();
                return open.get();
            }
            var id = UuidCreator.getTimeOrderedEpoch();
            var job = jobs.submit(KIND, KIND, new Input(id));
            exports.insert(id, job, disclosed, CallContext.current().actor().name(), clock.instant());
            var export = exports.find(id).orElseThrow();
            change.record(new AuditExportRequested(id, disclosed), null, export, reason);
            return export;
        });
    }

    private boolean isBeingMade(AuditExport export) {
        return jobs.find(export.jobId()).filter(job -> !job.state().isFinal()).isPresent();
    }

    Optional<AuditExport> find(UUID id) {
        return work.read(() -> exports.find(id));
    }

    List<AuditExport> list(PageRequest page) {
        return work.read(() -> exports.list(page));
    }

    /** The file, to be closed by the reader; empty until there is one. */
    Optional<InputStream> fetch(AuditExport export) {
        var content = Optional.ofNullable(export.object()).flatMap(object -> objects.open(new ObjectId(object)));
        if (content.isPresent()) {
            work.write(change -> change.record(new AuditExportFetched(export.id(), export.disclosed()), null, null));
        }
        return content;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JobLineage lineage() {
        return LINEAGE;
    }

    @Override
    public void run(JobRun run) throws IOException {
        var id = run.input(Input.class).id();
        var export = find(id);
        if (export.isEmpty() || export.get().ready()) {
            return;
        }
        relay.deliver(CallContext.currentTenant()); // so that the last entries are in the ledger, too
        run.progress(0.1, "writing the ledger");
        Files.createDirectories(drafts);
        var draft = Files.createTempFile(drafts, "audit", ".jsonl");
        try {
            AuditProofs.Exported written;
            try (var out = Files.newOutputStream(draft)) {
                written = proofs.export(out, export.get().disclosed());
            }
            run.progress(0.9, "%d entries".formatted(written.entries()));
            var object = keep(id, draft, written);
            run.read(ENTRIES, Amount.rows(written.entries()));
            run.wrote(FILES, new Amount(object, written.entries(), Files.size(draft)));
            run.result(new AuditExported(id, written.entries(), Files.size(draft)));
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private String keep(UUID id, Path draft, AuditProofs.Exported written) throws IOException {
        long size = Files.size(draft);
        try (var in = Files.newInputStream(draft)) {
            var object = objects.put(in).id();
            work.write(change -> {
                var now = clock.instant();
                boolean finished = exports.finish(
                        id, object.sha256(), size, written.entries(), written.checkpoint(), now, now.plus(KEPT));
                if (finished) {
                    change.record(new AuditExported(id, written.entries(), size), null, null);
                } else {
                    change.nothing();
                }
                return finished;
            });
            return object.sha256();
        }
    }

    @Override
    public int sweep(Instant now, int rows) {
        var gone = exports.deleteExpired(now, rows);
        gone.forEach(object -> objects.delete(new ObjectId(object)));
        return gone.size();
    }
}
