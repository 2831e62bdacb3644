package io.foodflow.identity.oidc;

import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.recorded;
import static io.foodflow.identity.IdentityPlatform.signedIn;
import static io.foodflow.identity.oidc.Browser.asked;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.api.UserView;
import io.foodflow.platform.security.AccessTokens;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The applications that somebody allowed, and taking that back. */
class ConsentsApiTest {

    private static final Tenant TENANT = IdentityPlatform.get().newTenant();
    private static final Api ADMIN = signedIn(newUser(TENANT, "tenant_admin"));
    private static final RelyingParty PARTY = RelyingParty.confidential(TENANT, ADMIN);
    private static final RelyingParty UNASKED =
            RelyingParty.register(TENANT, ADMIN, """
            "kind":"confidential","grant_types":["authorization_code"],"consent_required":false,
            "redirect_uris":["%s"],"scopes":["openid"]""".formatted(RelyingParty.CALLBACK));

    private final UserView user = newUser(TENANT, "viewer");
    private final Api signedIn = signedIn(user);

    private JsonNode list(Api caller) {
        var answer = caller.get("/auth/applications");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json().path("items");
    }

    @Test
    void saysWhatOneAllowedAndWhatIsNotAsked() {
        assertThat(list(signedIn).isEmpty()).isTrue();
        PARTY.signIn(user, "openid email");
        UNASKED.signIn(user, "openid");
        var items = list(signedIn);
        assertThat(items.findValuesAsString("id")).containsExactlyInAnyOrder(PARTY.id, UNASKED.id);
        for (var item : items) {
            boolean consented = item.path("id").asString().equals(PARTY.id);
            assertThat(item.path("given_at").isNull()).isEqualTo(!consented);
            assertThat(item.path("asks").toString()).isEqualTo(consented ? "[\"email\",\"openid\"]" : "[]");
            assertThat(item.path("active").asBoolean()).isTrue();
            assertThat(item.path("name").asString()).startsWith("app ");
        }
        assertThat(list(signedIn(newUser(TENANT, "viewer"))).isEmpty()).isTrue();
    }

    @Test
    void takesAllBackAtOnce() {
        var tokens = PARTY.signIn(user, "openid offline_access");
        var others = PARTY.signIn(newUser(TENANT, "viewer"), "openid offline_access");
        var browser = new Browser(PARTY);
        var waiting = asked(browser.authorize(PARTY.request("prompt", "consent")));
        var decided = browser.decide(waiting, signedIn, true);
        var second = new Browser(PARTY);
        var code = second.agree(second.authorize(PARTY.request()), signedIn);

        assertThat(signedIn.delete("/auth/applications/" + PARTY.id).status()).isEqualTo(204);
        assertThat(list(signedIn).isEmpty()).isTrue();
        var access = tokens.path("access_token").asString();
        assertThat(PARTY.userinfo(access).status()).isEqualTo(401);
        assertThat(PARTY.introspect(access).json().path("active").asBoolean()).isFalse();
        assertThat(PARTY.refresh(tokens.path("refresh_token").asString()).status())
                .isEqualTo(400);
        assertThat(PARTY.exchange(code.get("code")).status()).isEqualTo(400);
        assertThat(browser.open(decided.json().path("continue").asString()).status())
                .isEqualTo(400);
        assertThat(PARTY.userinfo(others.path("access_token").asString()).status())
                .isEqualTo(200);
        assertThat(recorded(TENANT, user.id())).endsWith("OAuthConsentWithdrawn");
        assertThat(signedIn.get("/auth/me").status()).isEqualTo(200);
        var again = asked(new Browser(PARTY).authorize(PARTY.request()));
        assertThat(again).isNotBlank();
        assertThat(signedIn.delete("/auth/applications/" + PARTY.id).status()).isEqualTo(404);
    }

    @Test
    void endsWhatNobodyWasAskedFor() {
        var access = UNASKED.signIn(user, "openid").path("access_token").asString();
        assertThat(signedIn.delete("/auth/applications/" + UNASKED.id).status()).isEqualTo(204);
        assertThat(UNASKED.userinfo(access).status()).isEqualTo(401);
    }

    @Test
    void isForUsersAndTheirOwnAlone() {
        PARTY.signIn(user, "openid");
        var stranger = signedIn(newUser(IdentityPlatform.get().newTenant(), "tenant_admin"));
        for (var path : List.of("/auth/applications/" + PARTY.id, "/auth/applications/" + UUID.randomUUID())) {
            assertThat(stranger.delete(path).status()).isEqualTo(404);
            assertThat(IdentityPlatform.get().anonymous().delete(path).status()).isEqualTo(401);
        }
        assertThat(signedIn(newUser(TENANT, "viewer"))
                        .delete("/auth/applications/" + PARTY.id)
                        .status())
                .isEqualTo(404);
        assertThat(IdentityPlatform.get().anonymous().get("/auth/applications").status())
                .isEqualTo(401);
        var service = IdentityPlatform.get().bean(AccessTokens.class).forService("foodgraph", TENANT.id(), Set.of());
        assertThat(IdentityPlatform.with(service.token())
                        .get("/auth/applications")
                        .status())
                .isEqualTo(403);
        assertThat(list(signedIn).size()).isEqualTo(1);
    }
}
