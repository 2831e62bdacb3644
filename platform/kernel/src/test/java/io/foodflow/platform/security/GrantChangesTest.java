package io.foodflow.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.database.PlatformSchema;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A change of what somebody may do acts on the next request, whenever it commits and wherever it was made. */
class GrantChangesTest {

    private static TestPlatform platform;
    private static GrantChanges changes;
    private static Tenant tenant;

    private final UUID user = UUID.randomUUID();

    @BeforeAll
    static void start() {
        platform = TestPlatform.start();
        changes = platform.bean(GrantChanges.class);
        tenant = platform.newTenant();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void refusesATokenThatIsOlderThanAChangeOfItsHoldersGrants() {
        var api = with(token(tenant, user));
        assertThat(api.get("/jobs").status()).isEqualTo(200);

        change(Set.of(user));

        var answer = api.get("/jobs");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("type").asString()).endsWith("/permissions-changed");
        assertThat(answer.json().path("detail").asString()).contains("/auth/refresh");
        assertThat(with(token(tenant, user)).get("/jobs").status())
                .as("a token of now")
                .isEqualTo(200);
    }

    @Test
    void leavesTheTokensOfAllOthersAlone() {
        var elsewhere = platform.newTenant();
        var other = with(token(tenant, UUID.randomUUID()));
        var sameUserElsewhere = with(token(elsewhere, user));
        var service = with(platform.bean(AccessTokens.class)
                .forService("forecast", tenant.id(), Set.of("job:read"))
                .token());

        change(Set.of(user));

        assertThat(other.get("/jobs").status()).isEqualTo(200);
        assertThat(sameUserElsewhere.get("/jobs").status()).isEqualTo(200);
        assertThat(service.get("/jobs").status()).isEqualTo(200);
    }

    @Test
    void refusesATokenThatReadItsPermissionsBeforeAChangeCommitted() throws Exception {
        var read = new CountDownLatch(1);
        var changed = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var changing = change(threads, changed, read);
            changed.await();
            var token = token(tenant, user);
            read.countDown();
            changing.get();

            assertThat(with(token).get("/jobs").status()).isEqualTo(401);
        }
    }

    @Test
    void letsChangesOfATenantTakeTurns() throws Exception {
        var go = new CountDownLatch(1);
        var changed = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = change(threads, changed, go);
            changed.await();
            var second = threads.submit(() -> change(Set.of(user)));
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
            assertThat(second.isDone()).isFalse();
            change(platform.newTenant(), Set.of(user));

            go.countDown();
            first.get();
            second.get();
        }
    }

    @Test
    void forgetsAChangeThatWasRolledBack() {
        var api = with(token(tenant, user));
        assertThatThrownBy(() -> platform.inside(
                        tenant,
                        () -> platform.bean(UnitOfWork.class).write(change -> {
                            changes.changed(Set.of(user));
                            throw new IllegalStateException("after all");
                        })))
                .hasMessage("after all");

        changes.lookNow();

        assertThat(api.get("/jobs").status()).isEqualTo(200);
    }

    @Test
    void countsAChangeOfManyAsOneOfEverybody() {
        var crowded = platform.newTenant();
        var api = with(token(crowded, user));

        change(crowded, Stream.generate(UUID::randomUUID).limit(501).toList());

        assertThat(api.get("/jobs").status()).isEqualTo(401);
        assertThat(with(token(crowded, user)).get("/jobs").status()).isEqualTo(200);
    }

    @Test
    void doesNothingForNobody() {
        var before = epoch(tenant);
        change(Set.of());
        assertThat(epoch(tenant)).isEqualTo(before);
    }

    @Test
    void hearsOfAChangeFromPostgresAloneAndAgainAfterItsConnectionBroke() throws SQLException {
        var elsewhere = neverLooking();
        var forgotten = new AtomicLong();
        try (var listener = new RevocationListener(
                platform.bean(PlatformSchema.class)::connect, elsewhere::lookNow, forgotten::incrementAndGet)) {
            listener.start();
            await(() -> listeners() == 2);

            change(Set.of(user));
            await(() -> elsewhere.since(0, tenant.id(), user));

            breakListeners();
            var another = UUID.randomUUID();
            change(Set.of(another));
            await(() -> elsewhere.since(0, tenant.id(), another));
            assertThat(forgotten).as("with each connection, and by no grant").hasValue(2);
        }
        await(() -> listeners() == 1);
    }

    @Test
    void hearsOfAChangeOfATenantApartFromRevocations() {
        var looks = new AtomicLong();
        var forgotten = new AtomicLong();
        try (var listener = new RevocationListener(
                platform.bean(PlatformSchema.class)::connect, looks::incrementAndGet, forgotten::incrementAndGet)) {
            listener.start();
            await(() -> looks.get() == 1);

            platform.bean(PlatformWork.class).write(change -> {
                change.nothing();
                return platform.bean(JdbcClient.class)
                        .sql("update tenants set name = name where id = ?")
                        .param(tenant.id().value())
                        .update();
            });
            await(() -> forgotten.get() == 2);
            assertThat(looks).hasValue(1);
        }
        await(() -> listeners() == 1);
    }

    @Test
    void looksOnceASecondWherePostgresCannotTell() {
        var time = new AtomicLong();
        var elsewhere = new GrantChanges(platform.bean(PlatformWork.class), platform.bean(JdbcClient.class), time::get);
        assertThat(elsewhere.since(0, tenant.id(), user)).isFalse();

        change(Set.of(user));

        assertThat(elsewhere.since(0, tenant.id(), user)).isFalse();
        time.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(elsewhere.since(0, tenant.id(), user)).isTrue();
    }

    @Test
    void findsAChangeThatCommitsLongAfterOthersThatBeganLater() throws Exception {
        var elsewhere = neverLooking();
        var go = new CountDownLatch(1);
        var changed = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = change(threads, changed, go);
            changed.await();
            var later = UUID.randomUUID();
            var quick = platform.newTenant();
            change(quick, Set.of(later));
            elsewhere.lookNow();
            assertThat(elsewhere.since(0, quick.id(), later)).isTrue();
            assertThat(elsewhere.since(0, tenant.id(), user)).isFalse();

            go.countDown();
            slow.get();
            elsewhere.lookNow();

            assertThat(elsewhere.since(0, tenant.id(), user)).isTrue();
        }
    }

    /** As in a process whose polling never comes due again. */
    private static GrantChanges neverLooking() {
        var elsewhere = new GrantChanges(platform.bean(PlatformWork.class), platform.bean(JdbcClient.class), () -> 0L);
        elsewhere.lookNow();
        return elsewhere;
    }

    private static int change(Collection<UUID> users) {
        return change(tenant, users);
    }

    private static int change(Tenant of, Collection<UUID> users) {
        return platform.inside(
                of,
                () -> platform.bean(UnitOfWork.class).write(change -> {
                    changes.takeTurns();
                    changes.changed(users);
                    change.nothing();
                    return users.size();
                }));
    }

    /** A change of this test's user that counts {@code changed} down and commits no sooner than {@code go} is. */
    private Future<Integer> change(ExecutorService threads, CountDownLatch changed, CountDownLatch go) {
        return threads.submit(() -> platform.inside(
                tenant,
                () -> platform.bean(UnitOfWork.class).write(change -> {
                    changes.takeTurns();
                    changes.changed(Set.of(user));
                    change.nothing();
                    changed.countDown();
                    awaitUninterrupted(go);
                    return 1;
                })));
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        for (int look = 0; look < 400 && !condition.getAsBoolean(); look++) {
            LockSupport.parkNanos(Duration.ofMillis(25).toNanos());
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static int listeners() {
        return administer("select pid from pg_stat_activity where query = 'listen foodflow_revocations'")
                .size();
    }

    private static void breakListeners() {
        administer(
                "select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen foodflow_revocations'");
    }

    private static List<String> administer(String sql) {
        try (var connection = platform.bean(PlatformSchema.class).administer();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql + " and datname = current_database()")) {
            var found = new java.util.ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long epoch(Tenant of) {
        return platform.inside(of, () -> platform.bean(UnitOfWork.class).read(changes::epoch));
    }

    private static Api with(String token) {
        return platform.anonymous().with("Authorization", "Bearer " + token);
    }

    private static String token(Tenant of, UUID holder) {
        return platform.bean(AccessTokens.class)
                .forUser(
                        holder,
                        "a@b.de",
                        of.id(),
                        Set.of(),
                        Set.of("job:read"),
                        List.of(),
                        epoch(of),
                        UUID.randomUUID())
                .token();
    }
}
