package io.foodflow.identity.oidc;

import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.query;
import static io.foodflow.identity.IdentityPlatform.signedIn;
import static io.foodflow.identity.oidc.Browser.asked;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What strangers can send the provider, and where it stops. */
class ProviderLimitsTest {

    private static final Tenant TENANT = IdentityPlatform.get().newTenant();
    private static final Api ADMIN = signedIn(newUser(TENANT, "tenant_admin"));
    private static final RelyingParty WATCHER = RelyingParty.confidential(TENANT, ADMIN);

    private final RelyingParty party = RelyingParty.confidential(TENANT, ADMIN);

    @ParameterizedTest
    @CsvSource({
        "introspect,token=x",
        "revoke,token=x",
        "revoke,%74oken=x",
        "token,client_secret=x",
        "token,a=b&code=x",
        "token,refresh_token=x"
    })
    void takesNoSecretInAnAddress(String endpoint, String search) {
        var form = Map.of(
                "grant_type",
                "client_credentials",
                "scope",
                "openid",
                "client_id",
                party.id,
                "client_secret",
                party.secret);
        var refused = party.post(party.api, endpoint + "?" + search, form);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("error").asString()).isEqualTo("invalid_request");
        assertThat(refused.json().path("error_description").asString()).contains("belongs into the form");
        assertThat(party.post(party.api, "token?tenant=x", form).status()).isEqualTo(200);
    }

    @Test
    void letsNobodyFillTheTableOfRequestsThatWaitNorTheirPlaces() {
        query("""
                insert into %1$s.oauth_requests (id, browser, client_id, parameters, ask_consent, created_at, expires_at, denied)
                select gen_random_uuid(), '\\x00', '%2$s', '{}', true, now() - (n + 1) * interval '1 minute',
                  now() + interval '1 minute', n > %3$d
                from generate_series(1, %3$d + 1) n
                """.formatted(TENANT.schema(), party.id, AuthorizationRequests.MOST_OPEN));
        var user = newUser(TENANT, "viewer");
        var others = new Browser(WATCHER);
        var waiting = asked(others.authorize(WATCHER.request()));
        var browser = new Browser(party);
        var request = asked(browser.authorize(party.request()));
        assertThat(browser.look(request, signedIn(user)).status()).isEqualTo(200);
        assertThat(others.look(waiting, signedIn(user)).status()).isEqualTo(200);
        assertThat(query("""
                select count(*) || ' ' || count(*) filter (where denied) || ' '
                  || count(*) filter (where created_at <= now() - %3$d * interval '1 minute' and not denied)
                from %1$s.oauth_requests where client_id = '%2$s'
                """.formatted(TENANT.schema(), party.id, AuthorizationRequests.MOST_OPEN + 1)))
                .containsExactly("%d 1 0".formatted(AuthorizationRequests.MOST_OPEN + 1));
    }
}
