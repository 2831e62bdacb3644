package io.foodflow.foodgraph.graph;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.retention.LegalHolds;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.platform.web.Versions;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** The operations on nodes. Those that read tell only what the caller may see; those that write are for callers who see all. */
final class Nodes {

    private final UnitOfWork work;
    private final Sights sights;
    private final LegalHolds holds;
    private final NodeRepository nodes;

    Nodes(UnitOfWork work, Sights sights, LegalHolds holds, NodeRepository nodes) {
        this.work = work;
        this.sights = sights;
        this.holds = holds;
        this.nodes = nodes;
    }

    Node find(UUID id) {
        return work.readSnapshot(() -> nodes.find(id, sight())).orElseThrow(() -> absent(id));
    }

    Page<Node> list(NodeFilter filter, PageRequest page) {
        return Page.of(
                work.readSnapshot(() -> nodes.list(filter, sight(), page)), page, last -> Cursor.after(last.id()));
    }

    Map<NodeKind, Long> count() {
        return work.readSnapshot(() -> nodes.count(sight()));
    }

    private Sight sight() {
        return sights.of("node:read");
    }

    Node create(NodeDraft.Input input) {
        var id = UuidCreator.getTimeOrderedEpoch();
        var draft = NodeDraft.of(input, "urn:uuid:" + id);
        return work.write(change -> {
            var created = nodes.insert(id, draft).orElseThrow(() -> taken(draft.key()));
            change.record(new NodeCreated(id, created.kind().word()), null, created);
            return created;
        });
    }

    Node update(UUID id, NodeDraft.Input input, @Nullable String ifMatch) {
        return work.write(change -> {
            var before = nodes.findForUpdate(id).orElseThrow(() -> absent(id));
            Versions.requireMatch(ifMatch, before.version());
            var draft = NodeDraft.of(input, before.key());
            try {
                nodes.update(id, draft);
            } catch (DuplicateKeyException e) {
                throw taken(draft.key());
            }
            var after = nodes.find(id, new Sight.All()).orElseThrow();
            change.record(new NodeUpdated(id, after.kind().word()), before, after);
            return after;
        });
    }

    void delete(UUID id, @Nullable String ifMatch) {
        work.write(change -> {
            var before = nodes.findForUpdate(id).orElseThrow(() -> absent(id));
            Versions.requireMatch(ifMatch, before.version());
            var relationships = nodes.delete(id);
            holds.requireDeletable(
                    "relationship", relationships.stream().map(UUID::toString).toList());
            change.record(new NodeDeleted(id, before.kind().word()), before, null);
            return relationships;
        });
    }

    private static ProblemException taken(String key) {
        return new ProblemException(Problems.conflict(
                "key-taken", "Key taken", "another node has the key '%s'; update that one instead".formatted(key)));
    }

    private static ProblemException absent(UUID id) {
        return new ProblemException(Problems.notFound("node", id));
    }
}
