package io.foodflow.notification.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.tenancy.TenantId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WorkersTest {

    private final Workers workers = new Workers(32, 16);
    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final UUID channel = UUID.randomUUID();

    /** How many that tenant takes for that channel, until it gets none. */
    private int takeAll(TenantId who, UUID by) {
        int taken = 0;
        while (workers.take(who, by)) {
            taken++;
        }
        return taken;
    }

    @Test
    void leavesRoomForOtherChannelsHoweverManyHang() {
        assertThat(takeAll(tenant, channel)).isEqualTo(8);
        assertThat(takeAll(tenant, UUID.randomUUID())).isEqualTo(4);
        assertThat(takeAll(tenant, UUID.randomUUID())).isEqualTo(2);
        assertThat(workers.take(tenant, UUID.randomUUID())).isTrue();
    }

    @Test
    void leavesRoomForOtherTenantsHoweverManyHang() {
        for (int left = 32; left > 1; left = left / 2) {
            var greedy = new TenantId(UUID.randomUUID());
            int taken = 0;
            while (workers.take(greedy, UUID.randomUUID())) {
                taken++;
            }
            assertThat(taken).isEqualTo(left / 2);
        }
        assertThat(workers.room(tenant)).isEqualTo(1);
    }

    @Test
    void countsWhatIsGivenBack() {
        int taken = takeAll(tenant, channel);
        assertThat(workers.take(tenant, channel)).isFalse();
        for (int n = 0; n < taken; n++) {
            workers.giveBack(tenant, channel);
        }
        assertThat(workers.room(tenant)).isEqualTo(16);
        assertThat(takeAll(tenant, channel)).isEqualTo(taken);
    }
}
