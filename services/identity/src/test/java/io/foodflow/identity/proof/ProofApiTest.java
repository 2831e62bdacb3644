package io.foodflow.identity.proof;

import static io.foodflow.identity.IdentityPlatform.PASSWORD;
import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.query;
import static io.foodflow.identity.IdentityPlatform.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.api.UserView;
import io.foodflow.platform.security.AccessTokens;
import io.foodflow.platform.security.PermissionGuard;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ProofApiTest {

    private static final TestPlatform PLATFORM = IdentityPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();

    private final UserView user = newUser(TENANT);
    private final Api api = IdentityPlatform.signedIn(user);

    private Answer prove(String body) {
        return api.post("/auth/proof", body.replace('\'', '"'));
    }

    private static String slug(Answer answer) {
        var type = answer.json().path("type").asString();
        return answer.status() + " " + type.substring(type.lastIndexOf('/') + 1);
    }

    @Test
    void saysWhatSomebodyCanBeAskedFor() {
        assertThat(api.get("/auth/proof").json().toString())
                .isEqualTo("{\"password\":true,\"second_factor\":false,\"held\":false}");
    }

    @Test
    void provesWhoItIsByWhatIsGiven() {
        var proved =
                prove("{'email':' %s ','password':'%s'}".formatted(user.email().toUpperCase(Locale.ROOT), PASSWORD));
        assertThat(proved.status()).as(proved.toString()).isEqualTo(200);
        assertThat(proved.json().path("user_id").asString()).isEqualTo(user.id().toString());
        assertThat(proved.json().path("first_name").asString()).isEqualTo("Ada");
        assertThat(proved.json().path("components").valueStream().map(JsonNode::asString))
                .containsExactly("email", "password");
        assertThat(Instant.parse(proved.json().path("password_since").asString()))
                .isBetween(Instant.now().minusSeconds(3_600), Instant.now());
        assertThat(prove("{'password':'%s'}".formatted(PASSWORD))
                        .json()
                        .path("components")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactly("password");
        assertThat(recorded(TENANT, user.id())).endsWith("IdentityProved", "IdentityProved");
    }

    @Test
    void refusesWhateverIsWrongAlike() {
        var another = newUser(TENANT);
        for (var body : new String[] {
            "{'password':'not my password'}",
            "{'email':'%s','password':'%s'}".formatted(another.email(), PASSWORD),
            "{'email':'%s','password':'not my password'}".formatted(user.email()),
            "{'password':'%s','code':'000000'}".formatted(PASSWORD)
        }) {
            var refused = prove(body);
            assertThat(slug(refused)).as(body).isEqualTo("403 proof-refused");
            assertThat(refused.json().path("detail").asString())
                    .isEqualTo("something of what you gave to prove who you are is wrong; a code is good once");
        }
        assertThat(recorded(TENANT, user.id()))
                .filteredOn("IdentityProofRefused"::equals)
                .hasSize(4);
        assertThat(slug(prove("{}"))).isEqualTo("400 invalid-request");
        assertThat(PLATFORM.anonymous().post("/auth/proof", "{}").status()).isEqualTo(401);
    }

    @Test
    void locksTheAccountAsTheSignInDoes() {
        for (int n = 0; n < 10; n++) {
            assertThat(prove("{'password':'wrong %d'}".formatted(n)).status()).isEqualTo(403);
        }
        assertThat(slug(prove("{'password':'%s'}".formatted(PASSWORD)))).isEqualTo("429 too-many-attempts");
        assertThat(IdentityPlatform.login(user.email(), PASSWORD).status()).isEqualTo(429);
        assertThat(recorded(TENANT, user.id())).containsOnlyOnce("SignInLocked");
    }

    @Test
    void saysSinceWhenThereIsThatPassword() {
        var longAgo = "2020-01-01 00:00:00+00";
        query("update %s.users set password_changed_at = '%s' where id = '%s'"
                .formatted(TENANT.schema(), longAgo, user.id()));
        var admin = PLATFORM.as(
                TENANT, PLATFORM.bean(PermissionGuard.class).permissions().toArray(String[]::new));
        var renamed = "{\"email\":\"%s\",\"first_name\":\"Ada\",\"last_name\":\"King\",\"roles\":[]%s}";
        admin.with("If-Match", "*").put("/users/" + user.id(), renamed.formatted(user.email(), ""));
        assertThat(since()).isEqualTo("2020-01-01T00:00:00Z");
        var changed = admin.with("If-Match", "*")
                .put("/users/" + user.id(), renamed.formatted(user.email(), ",\"password\":\"another one of mine\""));
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        assertThat(query("select password_changed_at > now() - interval '1 hour' from %s.users where id = '%s'"
                        .formatted(TENANT.schema(), user.id())))
                .containsExactly("t");
    }

    private String since() {
        return prove("{'password':'%s'}".formatted(PASSWORD))
                .json()
                .path("password_since")
                .asString();
    }

    @Test
    void provesNothingForWhoSignsInElsewhere() {
        query("update %s.users set federated_only = true where id = '%s'".formatted(TENANT.schema(), user.id()));
        assertThat(api.get("/auth/proof").json().path("password").asBoolean()).isFalse();
        assertThat(slug(prove("{'password':'%s'}".formatted(PASSWORD)))).isEqualTo("409 needs-password");
    }

    @Test
    void provesNothingForStrangersAndMachines() {
        var stranger = PLATFORM.as(TENANT, "node:read");
        assertThat(stranger.get("/auth/proof").json().path("password").asBoolean())
                .isFalse();
        assertThat(slug(stranger.post("/auth/proof", "{\"password\":\"x\"}"))).isEqualTo("403 proof-refused");
        var token = PLATFORM.bean(AccessTokens.class).forService("machine", TENANT.id(), Set.of("node:read"));
        var machine = PLATFORM.anonymous().with("Authorization", "Bearer " + token.token());
        assertThat(slug(machine.get("/auth/proof"))).isEqualTo("403 users-only");
    }
}
