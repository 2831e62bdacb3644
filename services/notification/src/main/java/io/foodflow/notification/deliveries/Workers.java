package io.foodflow.notification.deliveries;

import io.foodflow.platform.tenancy.TenantId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is at work for whom in a lane. A tenant takes no more workers than it leaves free, and a channel no more than it leaves
 * to its tenant (the dynamic thresholds of Choudhury and Hahne), so that receivers that hang always leave room for others;
 * who has none yet gets one while there is one. Thread-safe.
 */
final class Workers {

    private final int all;
    private final int perTenant;
    private final Map<TenantId, Held> held = new HashMap<>();
    private int taken;

    private static final class Held {
        private final Map<@Nullable UUID, Integer> byChannel = new HashMap<>();
        private int taken;
    }

    /**
     * Workers that are all free.
     *
     * @param perTenant how many a tenant has at most
     */
    Workers(int all, int perTenant) {
        this.all = all;
        this.perTenant = perTenant;
    }

    /** How many workers the tenant may take now. */
    synchronized int room(TenantId tenant) {
        int mine = of(tenant);
        return Math.min(perTenant - mine, share(all - taken, mine));
    }

    /** Takes a worker for a message of that channel; false if there is none for it now. */
    synchronized boolean take(TenantId tenant, @Nullable UUID channel) {
        if (room(tenant) <= 0) {
            return false;
        }
        var mine = held.computeIfAbsent(tenant, absent -> new Held());
        int busy = mine.byChannel.getOrDefault(channel, 0);
        if (share(perTenant - mine.taken, busy) <= 0) {
            return false;
        }
        mine.byChannel.put(channel, busy + 1);
        mine.taken++;
        taken++;
        return true;
    }

    /** Gives a worker back. */
    synchronized void giveBack(TenantId tenant, @Nullable UUID channel) {
        held.computeIfPresent(tenant, (same, mine) -> {
            mine.byChannel.computeIfPresent(channel, (one, busy) -> busy == 1 ? null : busy - 1);
            mine.taken--;
            taken--;
            return mine.taken == 0 ? null : mine;
        });
    }

    private int of(TenantId tenant) {
        var mine = held.get(tenant);
        return mine == null ? 0 : mine.taken;
    }

    /** How many more of those that are free somebody may take who has so many. */
    private static int share(int free, int has) {
        return has == 0 ? Math.max(Math.min(free, 1), free / 2) : Math.max(0, (free - has) / 2);
    }
}
