package io.foodflow.identity.oidc;

import static io.foodflow.identity.IdentityPlatform.atOnce;
import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.query;
import static io.foodflow.identity.IdentityPlatform.signedIn;
import static io.foodflow.identity.oidc.Browser.asked;
import static io.foodflow.identity.oidc.Browser.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.Rows;
import io.foodflow.identity.api.UserView;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import java.util.concurrent.Callable;
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
    private static final Rows ROWS = new Rows(TENANT);
    private static final Api ADMIN = signedIn(newUser(TENANT, "tenant_admin"));

    private final RelyingParty party = RelyingParty.confidential(TENANT, ADMIN);
    private final UserView user = newUser(TENANT, "viewer");
    private final Browser browser = new Browser(party);

    /** A request that its user decided: the address at which the browser gets the answer. */
    private String decided(String request) {
        var decided = browser.decide(request, signedIn(user), true);
        assertThat(decided.status()).as(decided.toString()).isEqualTo(200);
        return decided.json().path("continue").asString();
    }

    @Test
    void takesTheApplicationBeforeTheRequest() throws Exception {
        var request = asked(browser.authorize(party.request()));
        var next = decided(request);
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
        var next = decided(request);
        holding("users", user.id(), request, () -> browser.open(next).status());
    }

    @Test
    void takesTheApplicationBeforeTheUserToWithdrawAConsent() throws Exception {
        browser.signIn(user, party.request());
        var caller = signedIn(user);
        assertThat(ROWS.inOrder(
                        "oauth_clients",
                        party.id,
                        "users",
                        user.id(),
                        () -> caller.delete("/auth/applications/" + party.id).status()))
                .isEqualTo(204);
    }

    @Test
    void givesNoCodeSilentlyForAConsentThatIsWithdrawnMeanwhile() throws Exception {
        browser.signIn(user, party.request());
        var answer = ROWS.whileItWaits(
                () -> browser.authorize(party.request("prompt", "none")),
                "select 1 from %%s.users where id = '%s' for update".formatted(user.id()),
                "delete from %%s.oauth_consents where user_id = '%s'".formatted(user.id()));
        assertThat(told(answer)).containsEntry("error", "consent_required").doesNotContainKey("code");
    }

    @Test
    void givesNoCodeSilentlyToAnApplicationThatIsSwitchedOffMeanwhile() throws Exception {
        browser.signIn(user, party.request());
        var answer = ROWS.whileItWaits(
                () -> browser.authorize(party.request("prompt", "none")),
                "select 1 from %%s.oauth_clients where id = '%s' for update".formatted(party.id),
                "update %%s.oauth_clients set enabled = false where id = '%s'".formatted(party.id));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    }

    private static void holding(String table, Object row, String request, Callable<Integer> work) throws Exception {
        assertThat(ROWS.inOrder(table, row, "oauth_requests", request, work)).isLessThan(400);
    }

    @Test
    void removesAnApplicationWhileManySignInToIt() throws Exception {
        var nexts = new String[8];
        for (int n = 0; n < nexts.length; n++) {
            nexts[n] = decided(asked(browser.authorize(party.request("prompt", "consent"))));
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
