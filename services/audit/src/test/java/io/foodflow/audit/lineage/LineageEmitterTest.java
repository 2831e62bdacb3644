package io.foodflow.audit.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.audit.AuditPlatform;
import io.foodflow.audit.lineage.Receiver.Told;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.lineage.JobLineage;
import io.foodflow.platform.lineage.RunMark.Step;
import io.foodflow.platform.lineage.RunMarks;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.TestPlatform;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class LineageEmitterTest {

    private static final TestPlatform PLATFORM = AuditPlatform.get();
    private static final Duration NEVER = Duration.ofDays(365);

    private static final Tenant TENANT = PLATFORM.newTenant();

    private final Outsider outsider = new Outsider();
    private final Hands clock = new Hands();

    /** A clock that a test moves. */
    private static final class Hands extends Clock {

        private Instant now = Instant.parse("2026-11-22T08:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** Takes what it is told and answers as a test wants. */
    private static final class Outsider implements Receiver {

        private final List<String> had = new ArrayList<>();
        private UnaryOperator<Told> mood = told -> told;
        private int asked;

        @Override
        public String name() {
            return "outsider";
        }

        @Override
        public Told tell(UUID run, String event) {
            asked++;
            var answer = mood.apply(new Told.Arrived());
            if (answer instanceof Told.Arrived) {
                var read = JsonMapper.shared().readTree(event);
                had.add("%s %s"
                        .formatted(
                                read.path("eventType").asString(),
                                run.toString().substring(35)));
            }
            return answer;
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void forget() {
        AuditPlatform.query(
                "delete from %1$s.lineage_events; delete from %1$s.lineage_runs; delete from %1$s.lineage_receivers; delete from %1$s.run_marks"
                        .formatted(TENANT.schema()));
    }

    private LineageEmitter emitter() {
        return new LineageEmitter(
                outsider,
                new ReceiverTable(PLATFORM.bean(JdbcClient.class)),
                PLATFORM.bean(UnitOfWork.class),
                List::of,
                NEVER,
                Duration.ofSeconds(1),
                clock);
    }

    /** What the company's jobs did, committed and stored as events. */
    private void ran(Step... steps) {
        ran(1, steps);
    }

    private void ran(int run, Step... steps) {
        PLATFORM.inside(
                TENANT,
                () -> PLATFORM.bean(UnitOfWork.class).write(change -> {
                    change.nothing();
                    for (var step : steps) {
                        PLATFORM.bean(RunMarks.class)
                                .add(
                                        UUID.fromString("0199a000-0000-7000-8000-00000000000" + run),
                                        "test",
                                        1,
                                        step,
                                        null,
                                        JobLineage.of("Tests"));
                    }
                    return true;
                }));
        PLATFORM.bean(LineageRecorder.class).record(TENANT);
    }

    private void rounds(LineageEmitter emitter, int most) throws InterruptedException {
        for (int n = 0; n < most; n++) {
            clock.now = clock.now.plus(Duration.ofMinutes(6));
            emitter.wake(TENANT);
            emitter.round();
        }
    }

    private String receiver() {
        return AuditPlatform.query("select refused, failures, coalesce(last_error, '') from %s.lineage_receivers"
                        .formatted(TENANT.schema()))
                .getFirst();
    }

    @Test
    void tellsEachEventInItsOrderAndOnce() throws InterruptedException {
        ran(1, Step.BEGAN, Step.CONTINUED);
        ran(2, Step.BEGAN, Step.COMPLETED);
        ran(1, Step.FAILED);
        var emitter = emitter();

        rounds(emitter, 3);

        assertThat(outsider.had).containsExactly("START 1", "RUNNING 1", "START 2", "COMPLETE 2", "FAIL 1");
        assertThat(outsider.asked).isEqualTo(5);
        assertThat(receiver()).isEqualTo("0|0|");
    }

    @Test
    void losesNoneToAReceiverThatIsAway() throws InterruptedException {
        ran(Step.BEGAN);
        outsider.mood = told -> new Told.NotNow("away");
        var emitter = emitter();
        rounds(emitter, 3);
        assertThat(outsider.had).isEmpty();
        assertThat(receiver()).isEqualTo("0|3|away");
        ran(Step.COMPLETED);

        outsider.mood = told -> told;
        rounds(emitter, 1);

        assertThat(outsider.had).containsExactly("START 1", "COMPLETE 1");
        assertThat(receiver()).isEqualTo("0|0|");
    }

    @Test
    void waitsLongerEachTimeThatAReceiverIsAway() throws InterruptedException {
        ran(Step.BEGAN);
        outsider.mood = told -> new Told.NotNow("away");
        var emitter = emitter();
        for (int second = 0; second < 8; second++) {
            emitter.wake(TENANT);
            emitter.round();
            clock.now = clock.now.plusSeconds(1);
        }
        assertThat(outsider.asked).as("at 0, 1, 3 and 7 seconds").isEqualTo(4);
    }

    @Test
    void passesOverWhatIsRefused() throws InterruptedException {
        ran(Step.BEGAN, Step.CONTINUED, Step.COMPLETED);
        outsider.mood = told -> outsider.asked == 2 ? new Told.Refused("unfit") : told;

        rounds(emitter(), 2);

        assertThat(outsider.had).containsExactly("START 1", "COMPLETE 1");
        assertThat(receiver()).startsWith("1|0|");
    }

    @Test
    void givesUpOneOnWhichTheReceiverFaultsForHours() throws InterruptedException {
        ran(Step.BEGAN, Step.COMPLETED);
        outsider.mood = told -> outsider.asked <= LineageEmitter.MOST_FAULTS ? new Told.Faulted("500") : told;

        rounds(emitter(), LineageEmitter.MOST_FAULTS + 1);

        assertThat(outsider.had).containsExactly("COMPLETE 1");
        assertThat(receiver()).startsWith("1|0|");
    }

    @Test
    void isLeftToTheProcessThatIsAtIt() throws InterruptedException {
        ran(Step.BEGAN);
        AuditPlatform.query("""
                insert into %s.lineage_receivers (receiver, lease, leased_until)
                values ('outsider', gen_random_uuid(), now() + interval '1 minute')""".formatted(TENANT.schema()));
        rounds(emitter(), 1);
        assertThat(outsider.asked).isZero();

        AuditPlatform.query("update %s.lineage_receivers set leased_until = now() - interval '1 second'"
                .formatted(TENANT.schema()));
        rounds(emitter(), 1);
        assertThat(outsider.had).as("and taken over when it died").containsExactly("START 1");
    }

    @Test
    void makesOneEventOfAMarkWhoeverDiesWhen() {
        PLATFORM.inside(
                TENANT,
                () -> PLATFORM.bean(UnitOfWork.class).write(change -> {
                    change.nothing();
                    PLATFORM.bean(RunMarks.class)
                            .add(UUID.randomUUID(), "test", 1, Step.BEGAN, null, JobLineage.of("Tests"));
                    return true;
                }));
        try {
            PLATFORM.inside(
                    TENANT,
                    () -> PLATFORM.bean(UnitOfWork.class).write(change -> {
                        change.nothing();
                        PLATFORM.bean(RunMarks.class).take(10);
                        throw new IllegalStateException("the process dies after it took the mark");
                    }));
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("dies");
        }

        PLATFORM.bean(LineageRecorder.class).record(TENANT);
        PLATFORM.bean(LineageRecorder.class).record(TENANT);

        assertThat(AuditPlatform.query("select type from %s.lineage_events".formatted(TENANT.schema())))
                .containsExactly("START");
    }
}
