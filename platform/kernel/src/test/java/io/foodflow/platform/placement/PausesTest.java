package io.foodflow.platform.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.testkit.TestPlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prints how long a tenant's writes wait when it is moved and taken back under load, several times; to be run alone. */
@Tag("long")
class PausesTest {

    private static final int TIMES = 9;

    @Test
    void losesNothingHoweverOftenItIsMoved() throws Exception {
        try (var platform = TestPlatform.start(
                "foodflow.placement.enabled=true",
                "foodflow.placement.wait-seconds=30",
                "foodflow.placement.retry-millis=50")) {
            var tenants = new MovedTenants(platform);
            var tenant = platform.newTenant();
            var load = new WritingLoad(platform, tenant, null);
            var out = new ArrayList<Integer>();
            var back = new ArrayList<Integer>();
            load.start();
            for (int i = 0; i < TIMES; i++) {
                load.awaitAcknowledged(load.acknowledged() + 100);
                tenants.promote(tenant);
                out.add(Objects.requireNonNull(
                        tenants.await(tenant, MoveState.DEDICATED).pauseMillis()));
                load.awaitAcknowledged(load.acknowledged() + 100);
                tenants.fallBack(tenant);
                back.add(Objects.requireNonNull(
                        tenants.await(tenant, MoveState.FALLEN_BACK).returnPauseMillis()));
            }
            load.stop();

            System.out.printf(
                    "  %d times there and back, %d changes by %d threads: writes waited %s out, %s back%n",
                    TIMES, load.acknowledged(), WritingLoad.WRITERS, told(out), told(back));
            assertThat(tenants.notes(tenant)).containsExactlyInAnyOrderElementsOf(load.notes());
        }
    }

    private static String told(List<Integer> millis) {
        var sorted = millis.stream().sorted().toList();
        return "%d ms (median), %d ms (longest)".formatted(sorted.get(sorted.size() / 2), sorted.getLast());
    }
}
