package io.foodflow.platform.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.TestDatabases;
import io.foodflow.testkit.TestDatabases.TestDatabase;
import io.foodflow.testkit.TestPlatform;
import io.foodflow.testkit.TestProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** A process dies in the middle of a move, as by a power cut; another takes the move up while the tenant is written to. */
@Tag("long")
class MoveOfADeadProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final TestDatabase DATABASE = TestDatabases.create();
    private static final Path HOME = TestPlatform.temporaryHome();

    private static TestPlatform survivor;
    private static MovedTenants tenants;

    /** Ends the process at one step; nothing is tidied up. */
    static class Mortal {
        @Bean
        MoveWitness death(Environment environment) {
            var step = MoveStep.valueOf(environment.getRequiredProperty("test.die-at"));
            return (now, slug) -> {
                if (now == step) {
                    Runtime.getRuntime().halt(137);
                }
            };
        }
    }

    /** It looks for moves when it is told to only, so that the other process takes them first. */
    @BeforeAll
    static void start() {
        survivor = TestPlatform.startOn(
                DATABASE,
                HOME,
                "foodflow.placement.enabled=true",
                "foodflow.placement.retry-millis=60000",
                "foodflow.placement.wait-seconds=60");
        tenants = new MovedTenants(survivor);
    }

    @AfterAll
    static void stop() {
        tenants.leave();
        survivor.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REMOVE")
    void getsThereWhereverItWasCut(MoveStep step) throws Exception {
        var tenant = survivor.newTenant();
        losesNothing(tenant, () -> {
            dieAt(step, () -> ask(tenant, "copying"));
            survivor.bean(Mover.class).wake();
            tenants.await(tenant, MoveState.DEDICATED);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSE", "COMPARE", "SWITCH", "REMOVE"})
    void comesBackWhereverItWasCut(MoveStep step) throws Exception {
        var tenant = survivor.newTenant();
        ask(tenant, "copying");
        survivor.bean(Mover.class).wake();
        tenants.await(tenant, MoveState.DEDICATED);
        losesNothing(tenant, () -> {
            dieAt(step, () -> ask(tenant, "falling_back"));
            survivor.bean(Mover.class).wake();
            tenants.await(tenant, MoveState.FALLEN_BACK);
        });
    }

    private interface Deed {
        void run() throws Exception;
    }

    /** The tenant is written to meanwhile. */
    private static void losesNothing(Tenant tenant, Deed deed) throws Exception {
        var stopped = new AtomicBoolean();
        var written = CompletableFuture.supplyAsync(() -> writeUntil(stopped, tenant));
        try {
            deed.run();
        } finally {
            stopped.set(true);
        }
        var acknowledged = written.get();
        assertThat(tenants.notes(tenant)).containsExactlyElementsOf(acknowledged);
    }

    private static void ask(Tenant tenant, String state) {
        if (state.equals("copying")) {
            var id = UUID.randomUUID();
            DATABASE.rows(
                    """
                    insert into platform.moves (id, tenant_id, database, state, requested_by, requested_at, retry_at)
                    values ('%1$s', '%2$s', 'foodflow_%3$s_%4$s', 'copying', 'the test', now(), now())
                    """.formatted(id, tenant.id(), tenant.slug(), id.toString().replace("-", "")));
        } else {
            DATABASE.rows("update platform.moves set state = '%s', retry_at = now() where tenant_id = '%s'"
                    .formatted(state, tenant.id()));
        }
    }

    private static void dieAt(MoveStep step, Runnable wish) throws InterruptedException {
        var child = TestProcess.start(
                DATABASE,
                HOME,
                List.of(Mortal.class),
                List.of(),
                "test.die-at=" + step,
                "foodflow.placement.enabled=true",
                "foodflow.placement.retry-millis=50");
        var process = ProcessHandle.of(child.pid());
        wish.run();
        var deadline = Instant.now().plus(PATIENCE);
        while (process.isPresent() && process.get().isAlive()) {
            assertThat(Instant.now()).as("it lives on").isBefore(deadline);
            Thread.sleep(50);
        }
        child.close();
    }

    private static List<String> writeUntil(AtomicBoolean stopped, Tenant tenant) {
        var written = new ArrayList<String>();
        for (int n = 0; !stopped.get(); n++) {
            var note = "note " + n;
            tenants.note(tenant, note);
            written.add(note);
            MovedTenants.pause();
        }
        return written;
    }
}
