package io.foodflow.tenant.backups;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.tenancy.RestoreStep;
import io.foodflow.platform.tenancy.RestoreWitness;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.tenant.TenantPlatform;
import io.foodflow.tenant.work.TenantTasks;
import io.foodflow.testkit.TestDatabases;
import io.foodflow.testkit.TestPlatform;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.Bean;

/** A tenant is restored whole or not at all, wherever its restoring fails or its process dies. */
class RestoreFaultTest {

    private static final AtomicReference<RestoreStep> FAULT = new AtomicReference<>();
    private static final AtomicReference<RestoreStep> DEATH = new AtomicReference<>();
    private static final AtomicReference<Runnable> AT_SWITCH = new AtomicReference<>();
    private static final int YEARS_IN_HOURS = 100_000;
    private static final TestPlatform PLATFORM = TestPlatform.startOn(
            TestDatabases.create(),
            TestPlatform.temporaryHome(),
            List.of(Faults.class),
            Stream.concat(
                            Stream.of(TenantPlatform.settings()),
                            Stream.of(
                                    "foodflow.tenant.backups.every-hours=" + YEARS_IN_HOURS,
                                    "foodflow.tenant.backups.kept=2"))
                    .toArray(String[]::new));
    private static final BackupSteps STEPS = new BackupSteps(PLATFORM, PLATFORM.newTenant());

    /** Not annotated: the scan of the service must not find it for other platforms. */
    static class Faults {
        @Bean
        RestoreWitness fault() {
            return (step, slug) -> {
                var meanwhile = step == RestoreStep.SWITCH ? AT_SWITCH.getAndSet(null) : null;
                if (meanwhile != null) {
                    meanwhile.run();
                }
                if (step == FAULT.get()) {
                    throw new IllegalStateException("fault before " + step);
                }
                if (step == DEATH.get()) {
                    throw new Death();
                }
            };
        }
    }

    /** Ends an attempt as the death of its process does: nothing of it clears up. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Attempts are counted, so nothing but the test begins one. */
    @BeforeAll
    static void stopTheClockwork() {
        PLATFORM.bean(TenantTasks.class).stop();
    }

    @AfterAll
    static void close() {
        PLATFORM.close();
    }

    @Test
    void changesNothingWhenTheLastStepFailsAndSucceedsAtTheNextAttempt() {
        changesNothingWhicheverStepFailsAndSucceedsAtTheNextAttempt(RestoreStep.SWITCH);
    }

    @Test
    void notesWhatIsInPlaceWhenTheProcessDiedBeforeItCould() {
        goesOnOrBeginsAnewWhicheverStepTheProcessDiesBefore(RestoreStep.FINISH);
    }

    @Test
    void makesTheOtherTenantWholeWhenTheProcessDiedWhileItWasMade() {
        makesTheOtherTenantWholeWhicheverStepTheProcessDiesBefore(RestoreStep.SWITCH);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(value = RestoreStep.class, mode = EnumSource.Mode.EXCLUDE, names = "FINISH")
    void changesNothingWhicheverStepFailsAndSucceedsAtTheNextAttempt(RestoreStep step) {
        var tenant = PLATFORM.newTenant();
        var restore = begun(tenant);
        var untouched = STEPS.digests(tenant.schema());
        FAULT.set(step);
        STEPS.finish();
        FAULT.set(null);
        assertThat(STEPS.restore(tenant, restore).path("state").asString()).isEqualTo("queued");
        assertThat(STEPS.restore(tenant, restore).path("error").asString()).contains(step.name());
        assertThat(STEPS.digests(tenant.schema())).isEqualTo(untouched);
        assertThat(STEPS.beside(tenant)).isEmpty();
        keepsTheBackupAndRefusesAnotherRestore(tenant, restore);

        STEPS.finish();
        isRestored(tenant, restore);
    }

    private static void keepsTheBackupAndRefusesAnotherRestore(Tenant tenant, String restore) {
        var backup = STEPS.restore(tenant, restore).path("backup_id").asString();
        var removal = STEPS.operator().delete("/tenants/%s/backups/%s".formatted(tenant.id(), backup));
        assertThat(removal.status()).isEqualTo(409);
        assertThat(removal.json().path("type").asString()).endsWith("/backup-in-use");
        var second = STEPS.operator()
                .post(
                        "/tenants/%s/restores".formatted(tenant.id()),
                        "{\"backup_id\":\"%s\",\"confirm\":\"%s\"}".formatted(backup, tenant.slug()));
        assertThat(second.json().path("type").asString()).endsWith("/restore-under-way");
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(RestoreStep.class)
    void goesOnOrBeginsAnewWhicheverStepTheProcessDiesBefore(RestoreStep step) {
        var tenant = PLATFORM.newTenant();
        var restore = begun(tenant);
        die(step);
        STEPS.finish();
        isRestored(tenant, restore);
        assertThat(PLATFORM.database()
                        .rows("select count(*) from %s.audit_entries where event_type = 'TenantRestored'"
                                .formatted(tenant.schema())))
                .containsExactly("1");
        assertThat(PLATFORM.database()
                        .rows(
                                "select count(*) from platform.audit_entries where event_type = 'TenantRestored' and resource_id = '%s'"
                                        .formatted(tenant.id())))
                .containsExactly("1");
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(RestoreStep.class)
    void makesTheOtherTenantWholeWhicheverStepTheProcessDiesBefore(RestoreStep step) {
        var tenant = PLATFORM.newTenant();
        STEPS.writePair(tenant, "old");
        var backup = STEPS.backUp(tenant);
        var slug = TenantPlatform.newSlug();
        var restore = STEPS.asked(
                tenant,
                "{\"backup_id\":\"%s\",\"confirm\":\"%s\",\"into\":{\"slug\":\"%s\",\"name\":\"Copy\"}}"
                        .formatted(backup, tenant.slug(), slug));
        die(step);
        STEPS.finish();
        var done = STEPS.restore(tenant, restore);
        assertThat(done.path("state").asString()).as(done.toString()).isEqualTo("succeeded");
        assertThat(PLATFORM.database()
                        .rows("select id::text, status from platform.tenants where slug = '%s'".formatted(slug)))
                .containsExactly(done.path("copy_id").asString() + "|active");
        assertThat(PLATFORM.database().rows("select count(*) from tenant_%s.usage_records".formatted(slug)))
                .containsExactly("2");
    }

    @Tag("long")
    @Test
    void givesUpAfterThreeAttemptsAndLeavesNothingBeside() {
        var tenant = PLATFORM.newTenant();
        var restore = begun(tenant);
        FAULT.set(RestoreStep.SWITCH);
        for (int attempt = 0; attempt < 3; attempt++) {
            STEPS.finish();
        }
        FAULT.set(null);
        STEPS.finish();
        assertThat(STEPS.restore(tenant, restore).path("state").asString()).isEqualTo("failed");
        assertThat(STEPS.beside(tenant)).isEmpty();
        assertThat(PLATFORM.database().rows("select count(*) from %s.usage_records".formatted(tenant.schema())))
                .containsExactly("4");
    }

    @Test
    void hasJobsAtWorkRestAndWaitsForThemAndForWhatIsUnderWay() throws Exception {
        var tenant = PLATFORM.newTenant();
        var restore = begun(tenant);
        var database = PLATFORM.database();
        database.rows("""
                insert into %s.jobs (id, kind, state, input, requested_by, actor)
                values (gen_random_uuid(), 'nobody_does_this', 'running', '{}', 'somebody', '{}')""".formatted(tenant.schema()));
        var resting = "select count(*) from platform.resting_tenants where tenant_id = '%s'".formatted(tenant.id());
        try (var thread = Executors.newSingleThreadExecutor();
                var open = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("update %s.users set version = version".formatted(tenant.schema()));
            var finished = thread.submit(STEPS::finish);
            while (database.rows(resting).equals(List.of("0"))) {
                Thread.onSpinWait();
            }
            statement.execute("update %s.roles set version = version".formatted(tenant.schema()));
            open.commit();
            assertThat(finished.isDone()).isFalse();
            assertThat(database.rows("select cancel_asked::text from %s.jobs".formatted(tenant.schema())))
                    .as("it is to go on afterwards")
                    .containsExactly("false");
            database.rows("update %s.jobs set state = 'queued'".formatted(tenant.schema()));
            finished.get(2, TimeUnit.MINUTES);
        }
        isRestored(tenant, restore);
        assertThat(database.rows(resting)).containsExactly("0");
    }

    @Test
    void putsNothingInPlaceOnceAnotherAttemptWasBegun() {
        var tenant = PLATFORM.newTenant();
        var restore = begun(tenant);
        var untouched = STEPS.digests(tenant.schema());
        AT_SWITCH.set(() -> PLATFORM.database()
                .rows("update platform.tenant_restores set attempts = attempts + 1 where id = '%s'"
                        .formatted(restore)));
        STEPS.finish();
        assertThat(STEPS.restore(tenant, restore).path("state").asString())
                .as("it belongs to the other")
                .isEqualTo("running");
        assertThat(STEPS.digests(tenant.schema())).isEqualTo(untouched);
        STEPS.finish();
        isRestored(tenant, restore);
    }

    @Test
    void saysThatItIsUndoneAlthoughTheLastAttemptCouldNotNoteIt() {
        var tenant = PLATFORM.newTenant();
        var restore = begun(tenant);
        STEPS.finish();
        assertThat(STEPS.operator()
                        .post(
                                "/tenants/%s/restores/%s/undo?confirm=%s"
                                        .formatted(tenant.id(), restore, tenant.slug()),
                                "{}")
                        .status())
                .isEqualTo(202);
        PLATFORM.database().rows("update platform.tenant_restores set attempts = 2 where id = '%s'".formatted(restore));
        FAULT.set(RestoreStep.FINISH);
        STEPS.finish();
        FAULT.set(null);
        assertThat(STEPS.restore(tenant, restore).path("state").asString()).isEqualTo("undo_switched");
        STEPS.finish();
        assertThat(STEPS.restore(tenant, restore).path("state").asString()).isEqualTo("undone");
        assertThat(PLATFORM.database().rows("select count(*) from %s.usage_records".formatted(tenant.schema())))
                .containsExactly("4");
    }

    @Test
    void backsUpByTheClockAndMakesRoomForNewerOnes() {
        var tenant = PLATFORM.newTenant();
        var of = " where tenant_id = '%s'".formatted(tenant.id());
        PLATFORM.database()
                .rows("update platform.tenants set created_at = now() - interval '20 years' where id = '%s'"
                        .formatted(tenant.id()));
        for (int time = 0; time < 3; time++) {
            PLATFORM.database()
                    .rows("update platform.tenant_backups set requested_at = requested_at - interval '20 years'" + of);
            STEPS.finish(); // asks for it, if that comes before the making
            STEPS.finish();
        }
        STEPS.finish();
        assertThat(PLATFORM.database().rows("select origin, state from platform.tenant_backups" + of + " order by id"))
                .containsExactly("scheduled|removed", "scheduled|succeeded", "scheduled|succeeded");
    }

    /** The error passes through everything that would clear up. */
    private static void die(RestoreStep step) {
        DEATH.set(step);
        try {
            STEPS.finish();
        } catch (Death expected) {
            assertThat(expected).isNotNull();
        } finally {
            DEATH.set(null);
        }
    }

    /** A tenant with two pairs of which its backup has one, and a restore that was asked for. */
    private static String begun(Tenant tenant) {
        STEPS.writePair(tenant, "old");
        var backup = STEPS.backUp(tenant);
        STEPS.writePair(tenant, "new");
        PLATFORM.deliverEvents(tenant);
        return STEPS.askToRestore(tenant, backup);
    }

    private static void isRestored(Tenant tenant, String restore) {
        var done = STEPS.restore(tenant, restore);
        assertThat(done.path("state").asString()).as(done.toString()).isEqualTo("succeeded");
        assertThat(PLATFORM.database().rows("select id from %s.usage_records order by 1".formatted(tenant.schema())))
                .containsExactly("old/a", "old/b");
        assertThat(STEPS.beside(tenant)).hasSize(1);
    }
}
