package io.foodflow.platform.placement;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.database.Databases;
import io.foodflow.platform.database.PlacementSettings;
import io.foodflow.platform.database.PlatformCalls;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.jobs.BackgroundLoop;
import io.foodflow.platform.jobs.Errands;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.TenantUpgrades;
import io.foodflow.platform.tenancy.Tenants;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does every {@value #LOOK_EVERY_SECONDS} seconds what tenants in databases of their own asked of the shared one and whose
 * process died before it was done; tries again to bring tenants' own databases to this version that could not be reached; and
 * looks hourly for tenants that have grown beyond a threshold.
 */
final class PlacementUpkeep extends BackgroundLoop {

    private static final Logger log = LoggerFactory.getLogger(PlacementUpkeep.class);
    private static final int LOOK_EVERY_SECONDS = 2;
    private static final Duration MEASURED_EVERY = Duration.ofHours(1);
    private static final Duration UPGRADES_EVERY = Duration.ofSeconds(30);
    private static final Duration AFTER_A_FAILURE = Duration.ofDays(7);

    private final MoveTable table;
    private final PlatformWork work;
    private final Databases databases;
    private final PlatformCalls calls;
    private final Tenants tenants;
    private final TenantUpgrades upgrades;
    private final Promotions promotions;
    private final Entitlements entitlements;
    private final PlacementSettings settings;
    private final Clock clock;
    private final Errands errands = new Errands("placement");
    private Instant nextUpgrades;
    private Instant nextMeasure;
    private Set<String> unused = Set.of();

    PlacementUpkeep(
            MoveTable table,
            PlatformWork work,
            Databases databases,
            PlatformCalls calls,
            Tenants tenants,
            TenantUpgrades upgrades,
            Promotions promotions,
            Entitlements entitlements,
            PlacementSettings settings,
            Clock clock) {
        super("placement", Duration.ofSeconds(5));
        this.table = table;
        this.work = work;
        this.databases = databases;
        this.calls = calls;
        this.tenants = tenants;
        this.upgrades = upgrades;
        this.promotions = promotions;
        this.entitlements = entitlements;
        this.settings = settings;
        this.clock = clock;
        this.nextUpgrades = clock.instant();
        this.nextMeasure = clock.instant().plus(MEASURED_EVERY);
    }

    @Override
    protected void beginning() {
        errands.resume();
        work.write(change -> {
            change.nothing(); // they stand where they stood
            table.explainThoseOfAnotherInstallation();
            return true;
        });
    }

    @Override
    protected void round() throws InterruptedException {
        TimeUnit.SECONDS.sleep(LOOK_EVERY_SECONDS);
        if (!clock.instant().isBefore(nextUpgrades)) {
            nextUpgrades = clock.instant().plus(UPGRADES_EVERY);
            errands.begin("upgrades", upgrades::repeatHeld);
        }
        catchUp();
        if (!clock.instant().isBefore(nextMeasure)) {
            nextMeasure = clock.instant().plus(MEASURED_EVERY);
            errands.begin("measures", this::measureAll);
        }
    }

    @Override
    protected void ending(Duration limit) {
        errands.end(limit);
    }

    /** Does what was asked of the shared database and is not done, of each tenant apart: one's database may be away. */
    private void catchUp() {
        var placed = work.read(table::placements);
        forgetUnused(placed.values());
        placed.forEach((id, database) -> errands.begin(id, () -> catchUp(id, database)));
    }

    private void catchUp(TenantId id, String database) {
        try {
            var tenant = tenants.find(id);
            if (tenant.isPresent()) {
                calls.catchUp(tenant.get(), database);
            }
        } catch (SQLException | RuntimeException e) {
            log.warn("what tenant {} asked of the shared database waits: {}", id, e.toString());
        }
    }

    /** Only what was unused at the last look, too: a tenant may just have arrived. */
    private void forgetUnused(Collection<String> used) {
        var now = new HashSet<>(databases.connected());
        now.removeAll(used);
        now.stream().filter(unused::contains).forEach(databases::forget);
        unused = now;
    }

    /** Proposes a database of its own for each tenant that needs one, or asks for it where that is set. */
    void measureAll() {
        try {
            calls.sweep();
        } catch (SQLException e) {
            log.warn("old calls stay noted for another hour: {}", e.toString());
        }
        var placed = work.read(table::placements);
        for (var tenant : tenants.all()) {
            if (!placed.containsKey(tenant.id())) {
                measure(tenant);
            }
        }
    }

    /** Not again after somebody took it back, and not at once after a move that did not get there. */
    boolean mayMove(Tenant tenant) {
        return promotions
                .last(tenant.id())
                .map(last -> switch (last.state()) {
                    case UNDONE ->
                        last.finishedAt() != null
                                && last.finishedAt().plus(AFTER_A_FAILURE).isBefore(clock.instant());
                    default -> false;
                })
                .orElse(true);
    }

    private void measure(Tenant tenant) {
        try {
            var size = promotions.size(tenant);
            if (size.proposed()) {
                CallContext.platform("placement", tenant).run(() -> {
                    promotions.propose(tenant, size);
                    if (settings.automatic()
                            && mayMove(tenant)
                            && entitlements.allowed(Entitlements.DEDICATED_DATABASE)) {
                        promotions.promote(tenant, null, "beyond a threshold");
                    }
                });
            }
        } catch (RuntimeException e) {
            log.warn("cannot measure {}: {}", tenant.slug(), e.toString());
        }
    }
}
