package io.foodflow.platform.placement;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.database.Databases;
import io.foodflow.platform.database.PlacementSettings;
import io.foodflow.platform.entitlements.Metric;
import io.foodflow.platform.entitlements.Usage;
import io.foodflow.platform.placement.PromotionOutcome.NoMove;
import io.foodflow.platform.placement.PromotionOutcome.NotNow;
import io.foodflow.platform.placement.PromotionOutcome.Restored;
import io.foodflow.platform.placement.PromotionOutcome.ThereAlready;
import io.foodflow.platform.placement.PromotionOutcome.UnderWay;
import io.foodflow.platform.placement.PromotionOutcome.Unfit;
import io.foodflow.platform.placement.PromotionOutcome.UnknownDatabase;
import io.foodflow.platform.placement.PromotionOutcome.Unprepared;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantDatabases;
import io.foodflow.platform.tenancy.TenantId;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * Asks for a tenant to be moved to a database of its own, back, or to be left there. What is asked for is written down; the
 * {@link Mover} does it while the tenant works. Thread-safe.
 */
public final class Promotions {

    private static final Logger log = LoggerFactory.getLogger(Promotions.class);

    /** Of the slug, as much as the name of a database has room for beside the id. */
    private static final int MOST_OF_THE_SLUG = 20;

    private final MoveTable table;
    private final PlatformWork work;
    private final UnitOfWork tenantWork;
    private final JdbcClient jdbc;
    private final Usage usage;
    private final Databases databases;
    private final PlacementSettings settings;
    private final TenantDatabases tenantDatabases;
    private final Mover mover;
    private final Clock clock;

    Promotions(
            MoveTable table,
            PlatformWork work,
            UnitOfWork tenantWork,
            JdbcClient jdbc,
            Usage usage,
            Databases databases,
            PlacementSettings settings,
            TenantDatabases tenantDatabases,
            Mover mover,
            Clock clock) {
        this.table = table;
        this.work = work;
        this.tenantWork = tenantWork;
        this.jdbc = jdbc;
        this.usage = usage;
        this.databases = databases;
        this.settings = settings;
        this.tenantDatabases = tenantDatabases;
        this.mover = mover;
        this.clock = clock;
    }

    /** Whether tenants may be moved at all. */
    public boolean enabled() {
        return settings.enabled();
    }

    /** The tenant's last move, however it stands. */
    public Optional<Move> last(TenantId tenant) {
        return work.read(() -> table.last(tenant));
    }

    /** The database of its own that a tenant works in. */
    public Optional<String> database(TenantId tenant) {
        return work.read(() -> table.placed(tenant));
    }

    /**
     * Moves a tenant to a database of its own.
     *
     * @param database one that the settings give; null for one that the platform makes on the shared database's server
     */
    public PromotionOutcome promote(Tenant tenant, @Nullable String database, @Nullable String reason) {
        if (!settings.enabled()) {
            return new PromotionOutcome.SwitchedOff();
        }
        if (database != null && !databases.isGiven(database)) {
            return new UnknownDatabase(database);
        }
        boolean isNew =
                last(tenant.id()).filter(move -> !move.state().isFinal()).isEmpty()
                        && database(tenant.id()).isEmpty();
        if (isNew) {
            var lacks = tenantDatabases.serverLacks();
            if (lacks.isPresent()) {
                return new Unprepared(lacks.get());
            }
            var unfit = database == null ? Optional.<String>empty() : tenantDatabases.unfit(tenant, database);
            if (unfit.isPresent()) {
                return new Unfit(Objects.requireNonNull(database), unfit.get());
            }
        }
        return changed(change -> {
            var last = table.hold(tenant.id());
            if (last.filter(move -> !move.state().isFinal()).isPresent()) {
                change.nothing();
                var open = last.get();
                return open.canFallBack() ? new UnderWay(open) : new NotNow(open);
            }
            var there = table.placed(tenant.id());
            if (there.isPresent()) {
                change.nothing();
                return new ThereAlready(there.get());
            }
            if (table.isBeingRestored(tenant.id())) {
                change.nothing();
                return new Restored();
            }
            var id = UuidCreator.getTimeOrderedEpoch();
            var name = database == null ? ownName(tenant, id) : database;
            var by = CallContext.current().actor().name();
            table.insert(id, tenant.id(), name, by, reason, clock.instant());
            var move = table.find(id).orElseThrow();
            change.record(new DedicatedDatabaseRequested(tenant.id(), name), null, move, reason);
            return new UnderWay(move);
        });
    }

    /** Takes a tenant back into the shared database with all that it did meanwhile; before the switch it never leaves. */
    public PromotionOutcome fallBack(Tenant tenant, @Nullable String reason) {
        return changed(change -> redirected(
                change,
                tenant,
                move -> switch (move.state()) {
                    case COPYING, FOLLOWING -> MoveState.UNDOING;
                    case DEDICATED -> move.canFallBack() ? MoveState.FALLING_BACK : null;
                    case SWITCHED,
                            FALLING_BACK,
                            RETURNED,
                            KEPT,
                            DROPPING,
                            SETTLING,
                            UNDOING,
                            SETTLED,
                            FALLEN_BACK,
                            UNDONE -> null;
                },
                new FallbackRequested(tenant.id()),
                reason));
    }

    /**
     * Leaves a tenant where it is for good and drops the copy that it left: that in the shared database, or its own database
     * where that is kept.
     */
    public PromotionOutcome settle(Tenant tenant, @Nullable String reason) {
        return changed(change -> redirected(
                change,
                tenant,
                move -> switch (move.state()) {
                    case DEDICATED -> MoveState.SETTLING;
                    case KEPT -> MoveState.DROPPING;
                    default -> null;
                },
                new SettlingRequested(tenant.id()),
                reason));
    }

    private PromotionOutcome changed(Function<Change, PromotionOutcome> wish) {
        var outcome = work.write(wish);
        mover.wake();
        return outcome;
    }

    private PromotionOutcome redirected(
            Change change,
            Tenant tenant,
            Function<Move, @Nullable MoveState> way,
            DomainEvent event,
            @Nullable String reason) {
        var last = table.hold(tenant.id());
        var to = last.isEmpty() ? null : way.apply(last.get());
        if (last.isEmpty() || to == null) {
            change.nothing();
            return last.<PromotionOutcome>map(NotNow::new).orElseGet(NoMove::new);
        }
        table.redirect(last.get().id(), last.get().state(), to, clock.instant());
        var after = table.find(last.get().id()).orElseThrow();
        change.record(event, last.get(), after, reason);
        return new UnderWay(after);
    }

    /** How large a tenant is now; empty while its database cannot be reached, or the tenant is between two. */
    public Optional<TenantSize> sizeIfReached(Tenant tenant) {
        try {
            return Optional.of(size(tenant));
        } catch (TransactionException | DataAccessException e) {
            log.info("the size of {} is not known now: {}", tenant.slug(), e.toString());
            return Optional.empty();
        }
    }

    /** How large a tenant is now. */
    TenantSize size(Tenant tenant) {
        return CallContext.platform("placement", tenant)
                .call(() -> tenantWork.read(() -> {
                    long events = usage.used(Metric.EVENTS, Metric.EVENTS.period(clock.instant()));
                    return jdbc.sql("""
                        select coalesce(sum(pg_total_relation_size(oid)), 0) as bytes,
                               cast(coalesce(sum(greatest(reltuples, 0)), 0) as bigint) as rows
                        from pg_class
                        where relnamespace = to_regnamespace(current_setting('role')) and relkind = 'r'
                        """)
                            .query((row, n) -> sized(row.getLong("bytes"), row.getLong("rows"), events))
                            .single();
                }));
    }

    private TenantSize sized(long bytes, long rows, long events) {
        boolean proposed = bytes >= settings.bytes() || rows >= settings.rows() || events >= settings.eventsPerMonth();
        return new TenantSize(bytes, rows, events, proposed);
    }

    /** Records, once, that a tenant grew beyond a threshold; false if that was recorded before. */
    boolean propose(Tenant tenant, TenantSize size) {
        return work.write(change -> {
            boolean first = table.propose(tenant.id(), clock.instant());
            if (first) {
                change.record(
                        new DedicatedDatabaseProposed(tenant.id(), size.bytes(), size.rows(), size.eventsThisMonth()),
                        null,
                        size);
            } else {
                change.nothing();
            }
            return first;
        });
    }

    /**
     * Nobody else can have a database of that name, nor one that was kept of an earlier move, nor a copy of this installation:
     * the move's id is in it.
     */
    private static String ownName(Tenant tenant, UUID move) {
        var slug = tenant.slug();
        return "foodflow_%s_%s"
                .formatted(
                        slug.substring(0, Math.min(slug.length(), MOST_OF_THE_SLUG)),
                        move.toString().replace("-", ""));
    }
}
