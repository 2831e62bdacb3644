package io.foodflow.platform.entitlements;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.database.TenantTransactions;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one place that says what the current tenant may do and how much of it. Every service asks here; the tenant service
 * writes what the answers are made of. Decisions are made in memory: what they rest on is remembered for up to
 * {@value #REMEMBERED_SECONDS} seconds and forgotten at once where it changes, in other processes as soon as PostgreSQL
 * has told them. Thread-safe.
 */
public final class Entitlements {

    /** The feature that making and changing roles asks for. */
    public static final String CUSTOM_ROLES = "custom_roles";

    /** The feature that service accounts, their keys and access tokens ask for. */
    public static final String API_ACCESS = "api_access";

    /** The feature that setting up an identity provider asks for. */
    public static final String SSO = "sso";

    /** The feature that a database of a tenant's own asks for. */
    public static final String DEDICATED_DATABASE = "dedicated_database";

    /** The features that some operation asks for; to switch another one keeps nobody from anything. */
    public static final Set<String> ENFORCED = Set.of(CUSTOM_ROLES, API_ACCESS, SSO, DEDICATED_DATABASE);

    private static final int REMEMBERED_SECONDS = 2;

    private final UnitOfWork work;
    private final PlatformWork platformWork;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Usage usage;
    private final Clock clock;
    private final AtomicLong forgotten = new AtomicLong();
    private final Cache<TenantId, Entitled> remembered = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(REMEMBERED_SECONDS))
            .build();

    Entitlements(
            UnitOfWork work, PlatformWork platformWork, JdbcClient jdbc, JsonMapper json, Usage usage, Clock clock) {
        this.work = work;
        this.platformWork = platformWork;
        this.jdbc = jdbc;
        this.json = json;
        this.usage = usage;
        this.clock = clock;
    }

    /** All that decides about the current tenant. */
    public Entitled current() {
        var tenant = CallContext.currentTenant().id();
        var known = remembered.getIfPresent(tenant);
        if (known != null) {
            return known;
        }
        long before = forgotten.get();
        var read = work.read(() ->
                json.readValue(TenantTransactions.isInOwnDatabase() ? ofTheShared(tenant) : own(), Entitled.class));
        if (forgotten.get() == before) { // or it may be older than what was to be forgotten
            remembered.put(tenant, read);
        }
        return read;
    }

    /** Without leaving the tenant's transaction, nor its role. */
    private String own() {
        return jdbc.sql("select platform.my_entitlements()::text")
                .query(String.class)
                .single();
    }

    /** Plans and switches are in the shared database, wherever the tenant is. */
    private String ofTheShared(TenantId tenant) {
        return platformWork.read(() -> jdbc.sql("select entitlements_of(?)::text")
                .param(tenant.value())
                .query(String.class)
                .single());
    }

    /** Whether the current tenant may use that feature. */
    public boolean allowed(String feature) {
        return current().feature(feature, clock.instant()).enabled();
    }

    /** Ends the request with 402 unless the current tenant may use that feature. */
    public void require(String feature) {
        var entitled = current();
        if (!entitled.feature(feature, clock.instant()).enabled()) {
            throw new ProblemException(
                    notInPlan(feature, entitled.planAt(clock.instant()).title()));
        }
    }

    /** 402: the plan has no such feature. */
    public static Problem notInPlan(String feature, String plan) {
        return Problem.of(
                        402,
                        "not-in-plan",
                        "Not in your plan",
                        "the plan %s does not have '%s', or it is switched off; choose another plan or ask who runs the platform"
                                .formatted(plan, feature))
                .with("feature", feature)
                .with("plan", plan);
    }

    /** How much of that metric the current tenant may use. */
    public Entitled.Limit limit(Metric metric) {
        return current().limit(metric, clock.instant());
    }

    /**
     * Ends the request with 402 if the current tenant may not use that much more, going by what is metered. Events are
     * metered moments after they happen, so a burst may go beyond the limit by what is on its way. Costs nothing where
     * there is no limit.
     */
    public void admit(Metric metric, long more) {
        var most = limit(metric).most();
        if (most.isPresent()) {
            admit(metric, usage.recent(metric, clock.instant()), more);
        }
    }

    /**
     * As {@link #admit(Metric, long)}, for who knows exactly what is used.
     *
     * <p>402 and not 429: waiting a moment does not help, and clients repeat a 429 by themselves. What resets says so in
     * {@code resets_at}.
     */
    public void admit(Metric metric, long used, long more) {
        var now = clock.instant();
        var limit = current().limit(metric, now);
        if (limit.most().isEmpty()) {
            return;
        }
        long most = limit.most().getAsLong();
        if (more <= most - used) { // the sum of used and more could overflow
            return;
        }
        var plan = current().planAt(now);
        var resets = metric.resetsAfter(now);
        var detail =
                "%s: %d of %d %s are used, and this needs %d more; %schoose a larger plan or ask who runs the platform"
                        .formatted(
                                metric.title(),
                                used,
                                most,
                                metric.unit(),
                                more,
                                resets == null ? "remove some, " : "wait until %s, ".formatted(resets));
        var problem = Problem.of(402, "quota-exceeded", "Quota exceeded", detail)
                .with("metric", metric.text())
                .with("limit", most)
                .with("used", used)
                .with("period", metric.period(now))
                .with("plan", plan.name());
        throw new ProblemException(resets == null ? problem : problem.with("resets_at", resets.toString()));
    }

    /** Keeps others of the tenant that ask the same waiting until the running transaction ends, for exact limits. */
    public void takeTurns(Metric metric) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0)) is not null")
                .param("entitlements %s %s"
                        .formatted(CallContext.currentTenant().id(), metric.text()))
                .query(Boolean.class)
                .single();
    }

    /** Looks at every tenant anew from now on. */
    public void forget() {
        forgotten.incrementAndGet();
        remembered.invalidateAll();
    }

    /** As {@link #forget}, once the running transaction is committed. */
    public void forgetAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                forget();
            }
        });
    }

    /** What the current tenant has used. */
    public Usage usage() {
        return usage;
    }
}
