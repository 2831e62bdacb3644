package io.foodflow.identity.oidc;

import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.query;
import static io.foodflow.identity.IdentityPlatform.signedIn;
import static io.foodflow.identity.oidc.Browser.asked;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What works and what does not while an application's secret changes, or it is switched off. */
class SwitchedClientsTest {

    private static final Tenant TENANT = IdentityPlatform.get().newTenant();
    private static final Api ADMIN = signedIn(newUser(TENANT, "tenant_admin"));
    private static final RelyingParty WATCHER = RelyingParty.confidential(TENANT, ADMIN);

    private final RelyingParty party = RelyingParty.confidential(TENANT, ADMIN);
    private final String path = "/oauth-clients/" + party.id;

    private int tokenWith(String secret) {
        return party.post(
                        party.api,
                        "token",
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "scope",
                                "openid",
                                "client_id",
                                party.id,
                                "client_secret",
                                secret))
                .status();
    }

    private String rotated(int overlapHours) {
        return ADMIN.post(path + "/rotate-secret", "{\"overlap_hours\":%d}".formatted(overlapHours))
                .json()
                .path("client_secret")
                .asString();
    }

    @Test
    void takesBothSecretsWhileTheyOverlapAndNoOlderOne() {
        var second = rotated(24);
        assertThat(tokenWith(party.secret)).isEqualTo(200);
        assertThat(tokenWith(second)).isEqualTo(200);
        var third = rotated(24);
        assertThat(tokenWith(party.secret)).isEqualTo(401);
        assertThat(tokenWith(second)).isEqualTo(200);
        query("update %s.oauth_clients set previous_secret_until = now() where id = '%s'"
                .formatted(TENANT.schema(), party.id));
        assertThat(tokenWith(second)).isEqualTo(401);
        assertThat(tokenWith(third)).isEqualTo(200);
        var fourth = rotated(0);
        assertThat(tokenWith(third)).isEqualTo(401);
        assertThat(tokenWith(fourth)).isEqualTo(200);
    }

    @Test
    void refusesAllOfAnApplicationThatIsSwitchedOffAtOnceAndItsOldTokensForGood() {
        var user = newUser(TENANT, "viewer");
        var browser = new Browser(party);
        var tokens = party.signIn(user, "openid offline_access");
        var access = tokens.path("access_token").asString();
        var machine = party.token(Map.of("grant_type", "client_credentials", "scope", "openid"))
                .json()
                .path("access_token")
                .asString();
        var waiting = asked(browser.authorize(party.request("prompt", "login")));
        var code = new Browser(party).signIn(user, party.request()).get("code");
        assertThat(active(access)).isTrue();

        assertThat(ADMIN.post(path + "/disable", "").status()).isEqualTo(200);
        assertThat(active(access)).isFalse();
        assertThat(active(machine)).isFalse();
        assertThat(party.userinfo(access).status()).isEqualTo(401);
        assertThat(party.exchange(code).status()).isEqualTo(401);
        assertThat(party.refresh(tokens.path("refresh_token").asString()).status())
                .isEqualTo(401);
        assertThat(browser.look(waiting, signedIn(user)).status()).isEqualTo(404);
        assertThat(browser.authorize(party.request()).status()).isEqualTo(400);
        assertThat(ADMIN.get("/sign-ins?kind=application&outcome=key_refused&subject=" + party.id)
                        .json()
                        .at("/items/0/reason")
                        .asString())
                .isEqualTo("switched_off");

        assertThat(ADMIN.post(path + "/enable", "").status()).isEqualTo(200);
        assertThat(active(access)).isFalse();
        assertThat(active(machine)).isFalse();
        assertThat(party.exchange(code).status()).isEqualTo(400);
        assertThat(party.refresh(tokens.path("refresh_token").asString()).status())
                .isEqualTo(400);
        assertThat(browser.look(waiting, signedIn(user)).status()).isEqualTo(404);
        assertThat(party.signIn(user, "openid").has("id_token")).isTrue();
    }

    @Test
    void changesNoOtherVersionThanTheOneThatIsNamed() {
        for (var change : List.of("/rotate-secret", "/disable", "/enable")) {
            assertThat(ADMIN.with("If-Match", "\"99\"")
                            .post(path + change, "{}")
                            .status())
                    .as(change)
                    .isEqualTo(412);
        }
        assertThat(tokenWith(party.secret)).isEqualTo(200);
        var version = ADMIN.get(path).header("ETag");
        assertThat(ADMIN.with("If-Match", version).post(path + "/disable", "").status())
                .isEqualTo(200);
        assertThat(ADMIN.with("If-Match", version).post(path + "/enable", "").status())
                .isEqualTo(412);
    }

    private static boolean active(String token) {
        return WATCHER.introspect(token).json().path("active").asBoolean();
    }
}
