package io.foodflow.identity.trail;

import static io.foodflow.identity.IdentityPlatform.PASSWORD;
import static io.foodflow.identity.IdentityPlatform.login;
import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.api.UserView;
import io.foodflow.platform.security.AccessTokens;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SignInTrailApiTest {

    private static final TestPlatform PLATFORM = IdentityPlatform.get();

    private final Tenant tenant = PLATFORM.newTenant();
    private final UserView user = newUser(tenant, "viewer");
    private final Api auditor = PLATFORM.as(tenant, "sign_in:read");

    @Test
    void saysWhoCameInAndWhoWasTurnedAwayTheNewestFirst() {
        login(user.email(), "not my password");
        var session = login(user.email(), PASSWORD).json();
        IdentityPlatform.logout(session.path("refresh_token").asString());
        var items = auditor.get("/sign-ins").json().path("items");
        assertThat(items.findValuesAsString("outcome")).containsExactly("signed_out", "signed_in", "refused");
        var refused = items.get(2);
        assertThat(refused.path("reason").asString()).isEqualTo("wrong_password");
        assertThat(refused.path("ip").asString()).isEqualTo("127.0.0.1");
        for (var item : items) {
            assertThat(item.path("subject").path("kind").asString()).isEqualTo("user");
            assertThat(item.path("subject").path("id").asString())
                    .isEqualTo(user.id().toString());
            assertThat(item.path("subject").path("name").asString()).isEqualTo(user.email());
        }
        assertThat(items.toString())
                .doesNotContain("not my password")
                .doesNotContain(session.path("refresh_token").asString());
    }

    @Test
    void keepsTheReasonInTheAuditEntry() {
        query("update %s.users set status = 'disabled' where id = '%s'".formatted(tenant.schema(), user.id()));
        login(user.email(), PASSWORD);
        assertThat(query("select reason from %s.audit_entries where event_type = 'SignInRefused'"
                        .formatted(tenant.schema())))
                .containsExactly("user_disabled");
    }

    @Test
    void showsMachinesBesideUsers() {
        var made = PLATFORM.as(tenant, "service_account:write", "role:read")
                .post("/service-accounts", "{\"name\":\"ERP\",\"description\":\"\",\"roles\":[]}")
                .json();
        for (var secret : List.of(made.path("client_secret").asString(), "ffs_wrong")) {
            var body = "grant_type=client_credentials&client_id=%s&client_secret=%s"
                    .formatted(made.path("client_id").asString(), secret);
            PLATFORM.anonymous()
                    .send(
                            "POST",
                            "/auth/token",
                            body.getBytes(StandardCharsets.UTF_8),
                            "application/x-www-form-urlencoded");
        }
        login(user.email(), PASSWORD);
        var machines = auditor.get("/sign-ins?kind=service_account").json().path("items");
        assertThat(machines.findValuesAsString("outcome")).contains("token_issued");
        assertThat(machines.get(0).path("subject").path("name").asString()).isEqualTo("ERP");
        assertThat(outcomes("kind=user")).containsExactly("signed_in");
        assertThat(outcomes("kind=application")).isEmpty();
    }

    /** Rows of other kinds are most of any trail: the list must not walk through them. */
    @Test
    void marksTheFirstSignInFromAnAddressButNotTheFirstOfAll() {
        login(user.email(), PASSWORD);
        login(user.email(), PASSWORD);
        assertThat(marks()).containsExactly(false, false);
        query(signedIn("198.51.100.7", 1));
        query(signedIn("198.51.100.7", 2));
        assertThat(marks()).containsExactly(false, true, false, false);
    }

    @Test
    void filtersByUserOutcomeAddressAndTime() {
        var colleague = newUser(tenant, "viewer");
        login(colleague.email(), PASSWORD);
        login(user.email(), "not my password");
        query(signedIn("198.51.100.7", 1));
        assertThat(outcomes("subject=" + user.id())).containsExactly("signed_in", "refused");
        assertThat(outcomes("subject=" + colleague.id())).containsExactly("signed_in");
        assertThat(outcomes("outcome=refused")).containsExactly("refused");
        assertThat(outcomes("address=198.51.100.7")).containsExactly("signed_in");
        assertThat(outcomes("address=127.0.0.1&outcome=signed_in&subject=" + user.id()))
                .isEmpty();
        var soon = Instant.now().plus(30, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MILLIS);
        assertThat(outcomes("from=" + soon)).containsExactly("signed_in");
        assertThat(outcomes("to=" + soon)).containsExactly("refused", "signed_in");
    }

    @Test
    void goesFromPageToPage() {
        for (int hour = 1; hour <= 5; hour++) {
            query(signedIn("198.51.100." + hour, hour));
        }
        var seen = new ArrayList<String>();
        var path = "/sign-ins?limit=2";
        for (String cursor = ""; cursor != null; ) {
            var page = auditor.get(path + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .json();
            page.path("items").forEach(item -> seen.add(item.path("ip").asString()));
            var next = page.path("next_cursor");
            cursor = next.isNull() ? null : next.asString();
        }
        assertThat(seen)
                .containsExactly("198.51.100.5", "198.51.100.4", "198.51.100.3", "198.51.100.2", "198.51.100.1");
    }

    @Test
    void showsEverybodyTheirOwn() {
        login(newUser(tenant, "viewer").email(), PASSWORD);
        login(user.email(), "not my password");
        var own = IdentityPlatform.signedIn(user).get("/auth/sign-ins").json().path("items");
        assertThat(own.findValuesAsString("outcome")).containsExactly("signed_in", "refused");
        var service = PLATFORM.bean(AccessTokens.class).forService("foodgraph", tenant.id(), Set.of());
        assertThat(IdentityPlatform.with(service.token()).get("/auth/sign-ins").status())
                .isEqualTo(403);
    }

    @Test
    void showsNothingOfAnotherTenant() {
        login(user.email(), PASSWORD);
        var other = PLATFORM.as(PLATFORM.newTenant(), "sign_in:read");
        assertThat(other.get("/sign-ins").json().path("items").isEmpty()).isTrue();
        assertThat(other.get("/sign-ins?subject=" + user.id())
                        .json()
                        .path("items")
                        .isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "kind=robot,kind",
        "outcome=happy,outcome",
        "address=example.com,address",
        "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z,to",
        "limit=0,limit"
    })
    void namesTheFieldThatBreaksARule(String search, String field) {
        var answer = auditor.get("/sign-ins?" + search);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsString("field")).containsExactly(field);
    }

    @ParameterizedTest
    @CsvSource({"subject=nobody", "from=yesterday", "cursor=nonsense"})
    void refusesWhatItCannotRead(String search) {
        assertThat(auditor.get("/sign-ins?" + search).status()).isEqualTo(400);
    }

    @Test
    void asksForATokenAndForThePermission() {
        for (var path : List.of("/sign-ins", "/auth/sign-ins")) {
            assertThat(PLATFORM.anonymous().get(path).status()).isEqualTo(401);
        }
        var others = PLATFORM.as(tenant, "user:read").get("/sign-ins");
        assertThat(others.status()).isEqualTo(403);
        assertThat(others.json().path("permission").asString()).isEqualTo("sign_in:read");
    }

    @ParameterizedTest
    @CsvSource({"auditor,200", "tenant_admin,200", "quality_manager,403", "viewer,403"})
    void isForWhoAuditsAndWhoAdministers(String role, int status) {
        assertThat(IdentityPlatform.signedIn(newUser(tenant, role))
                        .get("/sign-ins")
                        .status())
                .isEqualTo(status);
    }

    private List<String> outcomes(String search) {
        return auditor.get("/sign-ins?" + search).json().path("items").findValuesAsString("outcome");
    }

    private List<Boolean> marks() {
        var marks = new ArrayList<Boolean>();
        JsonNode items = auditor.get("/sign-ins?outcome=signed_in").json().path("items");
        items.forEach(item -> marks.add(item.path("new_address").asBoolean()));
        return marks;
    }

    /** A sign-in of the user from elsewhere, so many hours from now. */
    private String signedIn(String ip, int hours) {
        return """
            insert into %s.audit_entries (id, time, event_type, actor_kind, actor_id, actor_name, resource_type,
              resource_id, ip)
            values (gen_random_uuid(), now() + interval '%d hours', 'UserSignedIn', 'USER', '%s', 'x', 'session',
              gen_random_uuid(), '%s')
            """.formatted(tenant.schema(), hours, user.id(), ip);
    }
}
