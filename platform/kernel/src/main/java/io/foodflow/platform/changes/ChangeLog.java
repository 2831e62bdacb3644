package io.foodflow.platform.changes;

import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.context.CallContext.Idempotency;
import io.foodflow.platform.events.RelaySignal;
import io.foodflow.platform.retention.LegalHolds;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes audit entry and outbox row of each change with one statement in the running transaction, and wakes the relay
 * once it is committed. The tables are those of the schema that the transaction works in. What is under a legal hold cannot go:
 * a change after which it is no more is refused, and all of its transaction undone.
 */
final class ChangeLog {

    private static final String RECORD = """
            with entry as (
              insert into audit_entries (id, event_type, actor_kind, actor_id, actor_name, resource_type, resource_id,
                                         old_value, new_value, reason, ip, user_agent, session_id, trace_id)
              values (:id, :type, :actorKind, :actorId, :actorName, :resourceType, :resourceId,
                      cast(:before as jsonb), cast(:after as jsonb), :reason, :ip, :userAgent, :session, :trace)
              returning id, event_type, resource_type, resource_id)
            insert into outbox (id, type, resource_type, resource_id, data)
            select id, event_type, resource_type, resource_id, cast(:data as jsonb) from entry
            """;

    private static final String CLAIM = """
            insert into idempotency_keys (key, fingerprint, resource_type, resource_id)
            values (:key, :fingerprint, :type, :id) on conflict (key) do nothing
            """;

    /** One request may change the platform in several transactions, as where something far away is asked between them. */
    private static final String CLAIM_IN_PLATFORM = """
            insert into request_keys as known (tenant_id, key, request, fingerprint, resource_type, resource_id)
            values (:tenant, :key, :request, :fingerprint, :type, :id)
            on conflict (tenant_id, key) do update set request = excluded.request where known.request = excluded.request
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final RelaySignal relay;
    private final Supplier<UUID> ids;
    private final LegalHolds holds;

    ChangeLog(JdbcClient jdbc, JsonMapper json, RelaySignal relay, Supplier<UUID> ids) {
        this.jdbc = jdbc;
        this.json = json;
        this.relay = relay;
        this.ids = ids;
        this.holds = new LegalHolds(jdbc);
    }

    /** The change of a transaction that works in the current tenant's schema. */
    Recording beginInTenant() {
        var call = CallContext.current();
        return new Recording(call, call.tenant(), call.idempotency());
    }

    /** The change of a transaction that works in the platform's schema. */
    Recording beginInPlatform() {
        var call = CallContext.find().orElseGet(() -> CallContext.platform("platform", null));
        return new Recording(call, null, call.idempotency());
    }

    /** The change of one transaction. */
    final class Recording implements Change {

        private final CallContext call;
        private final @Nullable Tenant tenant;
        private final @Nullable Idempotency idempotency;
        private boolean accounted;

        private Recording(CallContext call, @Nullable Tenant tenant, @Nullable Idempotency idempotency) {
            this.call = call;
            this.tenant = tenant;
            this.idempotency = idempotency;
        }

        @Override
        public UUID record(DomainEvent event, @Nullable Object before, @Nullable Object after) {
            return record(event, before, after, null);
        }

        @Override
        public UUID record(
                DomainEvent event, @Nullable Object before, @Nullable Object after, @Nullable String reason) {
            if (tenant != null && before != null && after == null && event.canBeHeld()) {
                holds.requireDeletable(event.resourceType(), event.resourceId());
            }
            if (!accounted) {
                claimIdempotencyKey(event);
                wakeRelayAfterCommit();
            }
            accounted = true;
            var actor = call.actor();
            var origin = call.origin();
            var id = ids.get();
            jdbc.sql(RECORD)
                    .param("id", id)
                    .param("type", event.eventType())
                    .param("actorKind", actor.kind().name())
                    .param("actorId", actor.id())
                    .param("actorName", actor.name())
                    .param("resourceType", event.resourceType())
                    .param("resourceId", event.resourceId())
                    .param("before", text(before))
                    .param("after", text(after))
                    .param("reason", reason)
                    .param("ip", origin.ip())
                    .param("userAgent", origin.userAgent())
                    .param("session", actor.session())
                    .param("trace", origin.traceId())
                    .param("data", text(event))
                    .update();
            return id;
        }

        @Override
        public void nothing() {
            accounted = true;
        }

        void requireAccount() {
            if (!accounted) {
                throw new IllegalStateException(
                        "a unit of work wrote without recording its event: call change.record(..), or change.nothing()");
            }
        }

        private @Nullable String text(@Nullable Object value) {
            return value == null ? null : json.writeValueAsString(value);
        }

        /** The key commits with the change it stands for: sent twice at once, one of the two waits here and is refused. */
        private void claimIdempotencyKey(DomainEvent event) {
            if (idempotency == null) {
                return;
            }
            int claimed = jdbc.sql(tenant == null ? CLAIM_IN_PLATFORM : CLAIM)
                    .param(
                            "tenant",
                            tenant == null ? CallContext.currentTenant().id().value() : null)
                    .param("request", idempotency.request())
                    .param("key", idempotency.key())
                    .param("fingerprint", idempotency.fingerprint().get())
                    .param("type", event.resourceType())
                    .param("id", event.resourceId())
                    .update();
            if (claimed == 0) {
                throw new ProblemException(Problems.idempotencyKeyInUse(idempotency.key()));
            }
        }

        private void wakeRelayAfterCommit() {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    relay.wake(tenant);
                }
            });
        }
    }
}
