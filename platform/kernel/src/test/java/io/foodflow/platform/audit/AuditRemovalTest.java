package io.foodflow.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.engine.ledger.export.ExportVerdict.Verified;
import io.foodflow.engine.ledger.export.ExportVerifier;
import io.foodflow.engine.ledger.export.Trust;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import io.foodflow.platform.audit.EntryProof.Broken;
import io.foodflow.platform.audit.EntryProof.Proven;
import io.foodflow.platform.audit.Trail.LotReleased;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.retention.LegalHolds;
import io.foodflow.platform.retention.RetentionSweep;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.testkit.TestPlatform;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What has had its time, and what a legal hold keeps. */
class AuditRemovalTest {

    private static final int ROWS = 2;
    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        platform = TestPlatform.start();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    /** A trail of lots L1 to Ln of three years ago, and one of now, L0. */
    private static Trail aged(int count) {
        var trail = Trail.of(platform);
        threeYearsAgo(trail, () -> {
            for (int n = 1; n <= count; n++) {
                trail.release("L" + n, Map.of("grams", 10), Map.of("grams", 20));
            }
        });
        trail.release("L0", null, Map.of("grams", 5));
        platform.deliverEvents(trail.tenant());
        trail.rows("update %s.retention_policy set days = '{\"audit_entries\": 731}'");
        return trail;
    }

    private static void threeYearsAgo(Trail trail, Runnable work) {
        trail.rows("alter table %s.audit_entries alter time set default date_trunc('month', now()) - interval '35"
                + " months'");
        work.run();
        trail.rows("alter table %s.audit_entries alter time set default clock_timestamp()");
    }

    /** One batch; whether there may be more. */
    private static boolean sweep(Trail trail) {
        return platform.inside(
                trail.tenant(),
                () -> platform.bean(UnitOfWork.class).write(change -> {
                    change.nothing();
                    return platform.bean(RetentionSweep.class).sweep(Instant.now(), ROWS) == ROWS;
                }));
    }

    private static void sweepAll(Trail trail) {
        boolean more = true;
        while (more) {
            more = sweep(trail);
        }
        platform.deliverEvents(trail.tenant());
    }

    private static List<String> removed(Trail trail) {
        return trail.rows("select new_value ->> 'group', sum((new_value ->> 'removed')::int) from %s.audit_entries"
                + " where event_type = 'RetentionApplied' group by 1");
    }

    private static String hold(Trail trail, String columns, String values) {
        var id = UUID.randomUUID().toString();
        trail.rows(
                "insert into %%s.legal_holds (id, name, reason, placed_by, placed_at, everything, %s) values ('%s', 'Recall 14', 'Court', 'x', now(), %s)"
                        .formatted(columns, id, values));
        return id;
    }

    private static void release(Trail trail, String hold) {
        trail.rows(
                "update %%s.legal_holds set released_by = 'x', released_at = clock_timestamp(), release_reason = 'x' where id = '%s'"
                        .formatted(hold));
    }

    private static Map<String, EntryProof.Disclosed> disclosed(Trail trail, UUID entry) {
        var proof = trail.proof(entry);
        assertThat(proof).isInstanceOf(Proven.class);
        return ((Proven) proof).disclosed();
    }

    @Test
    void takesTheContentOfWhatHadItsTimeAndKeepsEveryProof() throws IOException {
        var trail = aged(5);
        var old = trail.entry("L3");
        assertThat(disclosed(trail, old)).isNotEmpty();

        sweepAll(trail);

        assertThat(disclosed(trail, old)).isEmpty();
        assertThat(disclosed(trail, trail.entry("L0"))).hasSize(6);
        assertThat(trail.rows(
                        "select count(*) from %s.audit_entries where event_type = 'LotReleased' and resource_id = ''"
                                + " and actor_name = '' and ip is null and user_agent is null and reason is null"
                                + " and old_value is null and new_value is null and actor_id = '"
                                + trail.user() + "'"))
                .containsExactly("5");
        assertThat(removed(trail)).containsExactly("audit_entries|5");
        assertThat(trail.check().fault()).isNull();
        assertThat(trail.rows("select distinct month, state from %s.audit_removals where removed > 0"))
                .hasSize(1)
                .allMatch(row -> row.endsWith("removed"));
        assertThat(verified(trail).count()).isEqualTo(trail.head().size());

        sweepAll(trail);
        assertThat(removed(trail)).as("once").containsExactly("audit_entries|5");
    }

    private static Verified verified(Trail trail) throws IOException {
        var file = new ByteArrayOutputStream();
        platform.inside(trail.tenant(), () -> platform.bean(AuditProofs.class).export(file, true));
        var key = NoteVerifier.parse(trail.head().logKeys().getFirst());
        return (Verified) new ExportVerifier(new Trust(List.of(key), List.of(), 0, List.of()))
                .verify(new ByteArrayInputStream(file.toByteArray()));
    }

    @Test
    void tellsNothingToBeBrokenBetweenItsSteps() {
        var trail = aged(5);
        var last = trail.entry("L5");
        int steps = 0;
        boolean more = true;
        while (more) {
            more = sweep(trail);
            steps++;
            assertThat(trail.proof(last)).as("after step %d", steps).isInstanceOf(Proven.class);
            assertThat(trail.check().fault()).as("after step %d", steps).isNull();
        }
        assertThat(steps).as("more than one batch").isGreaterThan(3);
    }

    @Test
    void leavesAllAsItIsWithoutAPolicy() {
        var trail = aged(1);
        trail.rows("update %s.retention_policy set days = '{}'");
        sweepAll(trail);
        assertThat(disclosed(trail, trail.entry("L1"))).hasSize(7);
        assertThat(removed(trail)).isEmpty();
    }

    @Test
    void tellsWhatSomebodyEmptiedBeforeItsTime() {
        var trail = aged(1);
        var entry = trail.entry("L0");
        platform.inside(
                trail.tenant(),
                () -> platform.bean(UnitOfWork.class).write(change -> {
                    change.nothing();
                    return platform.bean(org.springframework.jdbc.core.JdbcTemplate.class)
                            .update("update audit_entries set reason = null where id = ?", entry);
                }));
        assertThat(trail.proof(entry)).isEqualTo(new Broken("the trail shows another 'reason' than was signed"));
    }

    @Test
    void keepsWhatAHoldReachesUntilItIsReleased() {
        var trail = Trail.of(platform);
        var another = new Trail(platform, trail.tenant(), UUID.randomUUID());
        threeYearsAgo(trail, () -> {
            trail.release("L1", null, Map.of("grams", 1));
            another.release("L2", null, Map.of("grams", 2));
        });
        platform.deliverEvents(trail.tenant());
        trail.rows("update %s.retention_policy set days = '{\"audit_entries\": 731}'");
        var held = trail.entry("L1");
        var free = trail.entry("L2");
        var hold = hold(trail, "resource_type, resource_id", "false, 'lot', 'L1'");

        sweepAll(trail);
        assertThat(disclosed(trail, held)).hasSize(6);
        assertThat(disclosed(trail, free)).isEmpty();
        assertThat(trail.check().fault()).isNull();

        release(trail, hold);
        sweepAll(trail);
        assertThat(disclosed(trail, held)).isEmpty();
        assertThat(trail.check().fault()).isNull();
    }

    /** The month noted, its keys deleted and two of its rows emptied. */
    private static void sweepFirstBatch(Trail trail) {
        assertThat(sweep(trail)).isTrue();
        assertThat(sweep(trail)).isTrue();
        assertThat(trail.rows("select state, removed from %s.audit_removals")).containsExactly("removing|2");
    }

    private static List<String> shown(Trail trail) {
        return trail.rows("select resource_id from %s.audit_entries where event_type = 'LotReleased'"
                + " and old_value is not null order by 1");
    }

    @Test
    void keepsTheRowsThatAHoldReachesThatWasPlacedWhileTheirMonthWasGoing() {
        var trail = aged(5);
        var last = trail.entry("L5");
        sweepFirstBatch(trail);
        var hold = hold(trail, "release_reason", "true, null");

        sweepAll(trail);
        assertThat(shown(trail)).containsExactly("L3", "L4", "L5");
        assertThat(trail.proof(last)).isInstanceOf(Proven.class);
        assertThat(trail.check().fault()).isNull();

        release(trail, hold);
        sweepAll(trail);
        assertThat(shown(trail)).isEmpty();
        assertThat(trail.rows("select distinct state, rows_kept from %s.audit_removals"))
                .containsExactly("removed|f");
        assertThat(trail.check().fault()).isNull();
    }

    @Test
    void takesWhatWasKeptForAHoldThatWasReleasedWhileItsMonthWasGoing() {
        var trail = Trail.of(platform);
        var held = new Trail(platform, trail.tenant(), UUID.randomUUID());
        threeYearsAgo(trail, () -> {
            trail.release("L1", null, Map.of("grams", 1));
            trail.release("L2", null, Map.of("grams", 1));
            held.release("L3", null, Map.of("grams", 2));
        });
        platform.deliverEvents(trail.tenant());
        trail.rows("update %s.retention_policy set days = '{\"audit_entries\": 731}'");
        var entry = trail.entry("L3");
        var hold = hold(trail, "resource_type, resource_id", "false, 'lot', 'L3'");
        sweepFirstBatch(trail);

        release(trail, hold);
        sweepAll(trail);
        assertThat(disclosed(trail, entry)).isEmpty();
        assertThat(trail.rows("select distinct state from %s.audit_removals")).containsExactly("removed");
    }

    @Test
    void keepsHoldsAsTheyAreInEachBatch() {
        var trail = aged(5);
        sweepFirstBatch(trail);
        platform.inside(
                trail.tenant(),
                () -> platform.bean(UnitOfWork.class).write(change -> {
                    platform.bean(RetentionSweep.class).sweep(Instant.now(), ROWS);
                    assertThat(platform.bean(org.springframework.jdbc.core.JdbcTemplate.class)
                                    .queryForObject("""
                                            select count(*) from pg_locks
                                            where mode = 'ShareLock' and granted and pid = pg_backend_pid()
                                              and locktype = 'advisory' and objsubid = 1
                                              and (classid::bigint << 32) | objid::bigint
                                                  = hashtextextended('legal holds of ' || current_schema(), 0)""", Long.class))
                            .isEqualTo(1);
                    change.nothing();
                    return true;
                }));
    }

    /** L1 was released by the trail's user three years ago. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "everything-only; true; true",
                "resource_type; false, 'lot'; true",
                "resource_type; false, 'node'; false",
                "resource_type, resource_id; false, 'lot', 'L1'; true",
                "resource_type, resource_id; false, 'lot', 'L2'; false",
                "site; false, 'https://id.gs1.org/414/4012345000009'; true",
                "person; false, '{user}'; true",
                "person; false, gen_random_uuid(); false",
                "from_time; false, now() - interval '1 day'; false",
                "to_time; false, now() - interval '1 day'; true",
                "resource_type, from_time, to_time; false, 'lot', now() - interval '4 years', now() - interval '2"
                        + " years'; true"
            })
    void letsNothingBeDeletedThatAHoldReaches(String columns, String values, boolean kept) {
        var trail = aged(1);
        var hold = columns.equals("everything-only")
                ? hold(trail, "release_reason", "true, null")
                : hold(trail, columns, values.replace("{user}", trail.user().toString()));
        if (kept) {
            assertThatThrownBy(() -> trail.release("L1", Map.of("grams", 1), null))
                    .isInstanceOfSatisfying(ProblemException.class, refused -> {
                        assertThat(refused.problem().status()).isEqualTo(409);
                        assertThat(refused.problem().slug()).isEqualTo("legal-hold");
                        assertThat(refused.problem().detail()).contains("'Recall 14'");
                        assertThat(refused.problem().more().get("holds").toString())
                                .contains(hold);
                    });
            release(trail, hold);
        }
        trail.release("L1", Map.of("grams", 1), null);
    }

    @Test
    void letsAlwaysGoWhatLetsSomebodyIn() {
        record KeyTaken(String resourceType, String resourceId) implements io.foodflow.platform.changes.DomainEvent {
            @Override
            public boolean canBeHeld() {
                return false;
            }
        }
        var trail = aged(1);
        hold(trail, "release_reason", "true, null");
        trail.record(new KeyTaken("key", "K1"), Map.of("id", "K1"), null, null);
        assertThat(trail.rows("select event_type from %s.audit_entries where resource_id = 'K1'"))
                .containsExactly("KeyTaken");
    }

    @Test
    void letsNoPersonBeErasedOfWhomAHoldKeepsAnything() {
        var trail = aged(1);
        var other = UUID.randomUUID();
        var hold = hold(trail, "resource_type, resource_id", "false, 'lot', 'L1'");
        assertThatThrownBy(() -> requireErasable(trail, trail.user())).hasMessageContaining("Recall 14");
        requireErasable(trail, other);
        release(trail, hold);
        requireErasable(trail, trail.user());
        hold(trail, "person", "false, '" + other + "'");
        requireErasable(trail, trail.user());
        assertThatThrownBy(() -> requireErasable(trail, other)).hasMessageContaining("Recall 14");
    }

    private static void requireErasable(Trail trail, UUID person) {
        platform.inside(
                trail.tenant(),
                () -> platform.bean(UnitOfWork.class).read(() -> {
                    platform.bean(LegalHolds.class).requireErasable(person);
                    return true;
                }));
    }

    @Test
    void sealsEachMonthUnderKeysOfItsOwn() {
        var trail = aged(1);
        var keys = trail.rows("select person from platform.person_keys where tenant_id = '"
                + trail.tenant().id() + "' order by 1");
        assertThat(keys).hasSize(2).allMatch(key -> key.matches(trail.user() + "~[0-9]{4}-[0-9]{2}"));
        platform.inside(trail.tenant(), () -> {
            platform.bean(PersonKeyTable.class)
                    .opening(trail.tenant())
                    .erase(trail.user().toString());
            return true;
        });
        assertThat(trail.rows("select count(*) from platform.person_keys where tenant_id = '"
                        + trail.tenant().id() + "'"))
                .as("whoever is erased, is in every month")
                .containsExactly("0");
        assertThat(new LotReleased("lot", "L1").canBeHeld()).isTrue();
    }
}
