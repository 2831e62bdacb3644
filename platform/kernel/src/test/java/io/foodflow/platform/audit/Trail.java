package io.foodflow.platform.audit;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.context.Origin;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.TestPlatform;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tenant whose user releases lots. */
record Trail(TestPlatform platform, Tenant tenant, UUID user) {

    static final String EMAIL = "quality@dairy.example";
    static final String IP = "192.0.2.77";
    static final String AGENT = "Firefox/151";

    record LotReleased(String resourceType, String resourceId) implements DomainEvent {}

    static Trail of(TestPlatform platform) {
        return new Trail(platform, platform.newTenant(), UUID.randomUUID());
    }

    /** By the user, from a browser. */
    void release(String lot, @Nullable Object before, @Nullable Object after) {
        record(new LotReleased("lot", lot), before, after, "tested");
    }

    void record(DomainEvent event, @Nullable Object before, @Nullable Object after, @Nullable String reason) {
        var actor = new Actor(Actor.Kind.USER, user, EMAIL, Set.of(), Set.of(), "session-1");
        new CallContext(actor, tenant, new Origin(IP, AGENT, "0af7651916cd43dd8448eb211c80319c"), null, null)
                .run(() -> platform.bean(UnitOfWork.class).write(change -> {
                    change.record(event, before, after, reason);
                    return event.resourceId();
                }));
    }

    /** Of lots L1 to Ln. */
    Trail released(int count) {
        for (int n = 1; n <= count; n++) {
            release("L" + n, Map.of("grams", 10), Map.of("grams", 20));
        }
        platform.deliverEvents(tenant);
        return this;
    }

    UUID entry(String resource) {
        return UUID.fromString(rows("select id from %s.audit_entries where resource_id = '" + resource + "'")
                .getFirst());
    }

    EntryProof proof(UUID entry) {
        return platform.inside(tenant, () -> platform.bean(AuditProofs.class).find(entry));
    }

    TrailCheck.Result check() {
        return platform.inside(tenant, () -> platform.bean(AuditProofs.class).check());
    }

    AuditProofs.Head head() {
        return platform.inside(tenant, () -> platform.bean(AuditProofs.class).head());
    }

    /** As the superuser; {@code %s} is the tenant's schema. */
    List<String> rows(String sql) {
        return platform.database().rows(sql.replace("%s", tenant.schema()));
    }

    /** Somebody with all rights over the database, who takes the guards away first. */
    void forge(String sql) {
        rows("alter table %s.audit_entries disable trigger all");
        rows("alter table %s.audit_leaves disable trigger all");
        rows("alter table %s.audit_tiles disable trigger all");
        rows(sql);
    }
}
