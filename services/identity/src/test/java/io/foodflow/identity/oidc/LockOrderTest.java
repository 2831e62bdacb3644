package io.foodflow.identity.oidc;

import static io.foodflow.identity.IdentityPlatform.atOnce;
import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.query;
import static io.foodflow.identity.IdentityPlatform.signedIn;
import static io.foodflow.identity.oidc.Browser.asked;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.api.UserView;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whoever finishes a sign-in and whoever removes what it is about lock in the same order: the application, the user, the
 * request. So neither waits for the other while the other waits for it.
 */
@Timeout(60)
class LockOrderTest {

    private static final Tenant TENANT = IdentityPlatform.get().newTenant();
    private static final Api ADMIN = signedIn(newUser(TENANT, "tenant_admin"));

    private final RelyingParty party = RelyingParty.confidential(TENANT, ADMIN);
    private final UserView user = newUser(TENANT, "viewer");
    private final Browser browser = new Browser(party);

    /** A request that its user decided: the address at which the browser gets the answer. */
    private String decided(String request, Api caller) {
        var decided = browser.decide(request, caller, true);
        assertThat(decided.status()).as(decided.toString()).isEqualTo(200);
        return decided.json().path("continue").asString();
    }

    @Test
    void takesTheApplicationBeforeTheRequest() throws Exception {
        var request = asked(browser.authorize(party.request()));
        var next = decided(request, signedIn(user));
        holding("oauth_clients", party.id, request, () -> browser.open(next).status());
    }

    @Test
    void takesTheApplicationBeforeTheRequestToDecideOnIt() throws Exception {
        var request = asked(browser.authorize(party.request()));
        var caller = signedIn(user);
        holding(
                "oauth_clients",
                party.id,
                request,
                () -> browser.decide(request, caller, true).status());
    }

    @Test
    void takesTheUserBeforeTheRequest() throws Exception {
        var request = asked(browser.authorize(party.request()));
        var next = decided(request, signedIn(user));
        holding("users", user.id().toString(), request, () -> browser.open(next).status());
    }

    /** While somebody holds a row, another's work waits for it, and the request is still free to be taken. */
    private static void holding(String table, String row, String request, Callable<Integer> work) throws Exception {
        var database = IdentityPlatform.get().database();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var connection = DriverManager.getConnection(database.url(), database.user(), database.password())) {
            connection.setAutoCommit(false);
            lock(connection, table, row, "");
            Future<Integer> waiting = threads.submit(work);
            await(connection, waiting);
            lock(connection, "oauth_requests", request, " nowait");
            connection.rollback();
            assertThat(waiting.get()).isLessThan(400);
        }
    }

    private static void lock(Connection connection, String table, String row, String more) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select 1 from %s.%s where id = '%s' for update%s"
                        .formatted(TENANT.schema(), table, row, more))) {
            assertThat(rows.next()).isTrue();
        }
    }

    /** Until somebody waits for what the connection holds. */
    private static void await(Connection connection, Future<Integer> work) throws Exception {
        try (var statement = connection.createStatement()) {
            while (true) {
                assertThat(work.isDone()).isFalse();
                try (var rows = statement.executeQuery(
                        "select 1 from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))")) {
                    if (rows.next()) {
                        return;
                    }
                }
                Thread.sleep(Duration.ofMillis(5));
            }
        }
    }

    @Test
    void removesAnApplicationWhileManySignInToIt() throws Exception {
        var caller = signedIn(user);
        var nexts = new String[8];
        for (int n = 0; n < nexts.length; n++) {
            nexts[n] = decided(asked(browser.authorize(party.request("prompt", "consent"))), caller);
        }
        var turn = new AtomicInteger();
        var statuses = atOnce(nexts.length + 1, () -> {
            int mine = turn.getAndIncrement();
            return mine == nexts.length / 2
                    ? ADMIN.delete("/oauth-clients/" + party.id).status()
                    : browser.open(nexts[mine < nexts.length / 2 ? mine : mine - 1])
                            .status();
        });
        assertThat(statuses).containsOnlyOnce(204).allMatch(status -> status < 500);
        assertThat(query("select count(*) from %s.oauth_requests where client_id = '%s'"
                        .formatted(TENANT.schema(), party.id)))
                .containsExactly("0");
    }
}
