package io.foodflow.tenant.sandbox;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.tenant.api.SandboxHistory;
import io.foodflow.tenant.sandbox.SandboxTable.Fill;
import io.foodflow.tenant.sandbox.SandboxView.State;
import io.foodflow.tenant.work.BackgroundWork;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills sandboxes, document after document: one that a process left half filled goes on where it stands, and what it had
 * recorded but not noted is known again by its hash. A process without FoodGraph has no history to tell and leaves sandboxes
 * to those that have. Thread-safe.
 */
final class Sandboxes implements BackgroundWork {

    private static final Logger log = LoggerFactory.getLogger(Sandboxes.class);
    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

    private final SandboxTable table;
    private final @Nullable SandboxHistory history;
    private final Tenants tenants;
    private final PlatformWork work;
    private final Clock clock;

    Sandboxes(SandboxTable table, @Nullable SandboxHistory history, Tenants tenants, PlatformWork work, Clock clock) {
        this.table = table;
        this.history = history;
        this.tenants = tenants;
        this.work = work;
        this.clock = clock;
    }

    /** How far a sandbox is filled; of one that is about to be, nothing is known yet. Empty if it is no sandbox. */
    Optional<SandboxView> find(TenantId tenant) {
        return work.read(() -> table.isSandbox(tenant)
                ? Optional.of(table.find(tenant).map(Fill::view).orElseGet(this::unseen))
                : Optional.empty());
    }

    private SandboxView unseen() {
        return new SandboxView(State.WAITING, yesterday(), 0, 0, "the platform", clock.instant(), null, null);
    }

    /**
     * Has a sandbox filled with the days until yesterday; while it is being filled that goes on. Empty if it is none.
     *
     * @throws ProblemException 409 where no process of this installation could fill it
     */
    Optional<SandboxView> ask(TenantId tenant) {
        if (history == null) {
            throw new ProblemException(Problems.conflict(
                    "no-history",
                    "Nothing to fill it with",
                    "FoodGraph does not run in this process, so there is no history to fill a sandbox with"));
        }
        int documents = history.documents(yesterday());
        return work.write(change -> {
            if (!table.isSandbox(tenant)) {
                change.nothing();
                return Optional.empty();
            }
            var before = table.hold(tenant).map(Fill::view);
            if (before.filter(view -> view.state() == State.WAITING || view.state() == State.FILLING)
                    .isPresent()) {
                change.nothing();
                return before;
            }
            table.begin(
                    tenant,
                    yesterday(),
                    documents,
                    CallContext.current().actor().name(),
                    clock.instant());
            var after = table.find(tenant).map(Fill::view);
            change.record(new SandboxFillAsked(tenant), before.orElse(null), after.orElseThrow());
            return after;
        });
    }

    @Override
    public Set<TenantId> due() {
        return history == null ? Set.of() : work.read(() -> table.due(clock.instant()));
    }

    @Override
    public void advance(TenantId id) {
        var tenant = tenants.find(id);
        if (tenant.isEmpty() || history == null) {
            return;
        }
        var fill = begun(id, history);
        try {
            CallContext.platform("sandbox", tenant.get()).call(() -> {
                history.tell(fill.view().lastDay(), fill.documentsDone(), events -> told(id, events));
                return id;
            });
            finish(id, fill);
        } catch (ProblemException e) {
            fail(
                    id,
                    Objects.requireNonNullElse(e.problem().detail(), e.problem().title()),
                    true);
        } catch (IOException | RuntimeException e) {
            log.warn("filling the sandbox {} failed", tenant.get().slug(), e);
            fail(id, e.toString(), fill.attempts() + 1 >= ATTEMPTS);
        }
    }

    /** The fill of a sandbox, which begins here where it is new. */
    private Fill begun(TenantId tenant, SandboxHistory history) {
        var known = work.read(() -> table.find(tenant));
        return known.orElseGet(() -> {
            int documents = history.documents(yesterday());
            return work.write(change -> {
                change.nothing(); // it is recorded when the sandbox is full
                table.begin(tenant, yesterday(), documents, "the platform", clock.instant());
                return table.find(tenant).orElseThrow();
            });
        });
    }

    /** Notes a document; false where the tenant was suspended or is to be deleted. */
    private boolean told(TenantId tenant, int events) {
        work.write(change -> {
            change.nothing();
            table.advance(tenant, events);
            return true;
        });
        return tenants.find(tenant)
                .filter(found -> found.status() == Tenant.Status.ACTIVE)
                .isPresent();
    }

    private void finish(TenantId tenant, Fill begun) {
        work.write(change -> {
            var now = table.hold(tenant);
            if (now.isEmpty() || now.get().documentsDone() < begun.documents()) {
                change.nothing();
                return false;
            }
            table.finish(tenant, clock.instant());
            change.record(
                    new SandboxFilled(tenant, now.get().view().events()),
                    null,
                    table.find(tenant).orElseThrow().view());
            return true;
        });
    }

    private void fail(TenantId tenant, String error, boolean last) {
        work.write(change -> {
            var now = table.hold(tenant);
            if (now.isEmpty()) {
                change.nothing();
                return false;
            }
            var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(now.get().attempts(), 6));
            table.fail(
                    tenant,
                    error,
                    last ? Optional.empty() : Optional.of(clock.instant().plus(pause)),
                    clock.instant());
            if (last) {
                change.record(new SandboxFillFailed(tenant), null, null, error);
            } else {
                change.nothing();
            }
            return true;
        });
    }

    private LocalDate yesterday() {
        return LocalDate.now(clock.withZone(ZoneOffset.UTC)).minusDays(1);
    }
}
