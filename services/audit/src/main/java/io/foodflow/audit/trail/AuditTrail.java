package io.foodflow.audit.trail;

import io.foodflow.platform.audit.AuditProofs;
import io.foodflow.platform.audit.EntryProof;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Reach;
import io.foodflow.platform.web.PageRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audit trail of the current call's tenant. */
final class AuditTrail {

    private final EntryRepository entries;
    private final AuditProofs proofs;
    private final UnitOfWork work;

    AuditTrail(EntryRepository entries, AuditProofs proofs, UnitOfWork work) {
        this.entries = entries;
        this.proofs = proofs;
        this.work = work;
    }

    List<AuditEntry> search(TrailFilter filter, PageRequest page) {
        return work.read(() -> entries.search(filter, page));
    }

    List<AuditEntry> ofResource(String type, String id, @Nullable Reach reach, PageRequest page) {
        return work.read(() -> entries.ofResource(type, id, reach, page));
    }

    /** @param reach what whoever asks may read; null for everything */
    EntryProof proof(UUID entry, @Nullable Reach reach) {
        return reach == null || work.read(() -> entries.covers(entry, reach))
                ? proofs.find(entry)
                : new EntryProof.Unknown();
    }

    /** Writes an entry, whose id is given back. */
    UUID report(ReportedEvent event, @Nullable String reason) {
        return work.write(change -> change.record(event, event.old(), event.now(), reason));
    }
}
