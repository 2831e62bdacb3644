package io.foodflow.identity.oidc.clients;

import static io.foodflow.identity.IdentityPlatform.everythingRecorded;
import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.query;
import static io.foodflow.identity.IdentityPlatform.recorded;
import static io.foodflow.identity.IdentityPlatform.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthClientsApiTest {

    private static final TestPlatform PLATFORM = IdentityPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();
    private static final Tenant OTHER = PLATFORM.newTenant();
    private static final Api ADMIN = signedIn(newUser(TENANT, "tenant_admin"));
    private static final Api OTHER_ADMIN = signedIn(newUser(OTHER, "tenant_admin"));

    private final String name = "portal " + UUID.randomUUID();

    private String fields(String more) {
        return "{\"name\":\"%s\"%s}".formatted(name, more);
    }

    private Answer register() {
        return ADMIN.post("/oauth-clients", fields("""
                ,"kind":"confidential","grant_types":["authorization_code","refresh_token"],
                "redirect_uris":["https://portal.example.com/cb"],"scopes":["openid","email"]"""));
    }

    private static String id(Answer answer) {
        return answer.json().path("id").asString();
    }

    @Test
    void registersAnApplicationWhoseSecretIsShownOnce() {
        var made = register();
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        var secret = made.json().path("client_secret").asString();
        assertThat(secret).startsWith("ffo_").hasSize(47);
        assertThat(made.json().path("client_id")).isEqualTo(made.json().path("id"));
        assertThat(made.json().path("consent_required").asBoolean()).isTrue();
        assertThat(made.header("Location")).isEqualTo("/oauth-clients/" + id(made));
        var seen = ADMIN.get("/oauth-clients/" + id(made));
        assertThat(seen.header("ETag")).isEqualTo("\"1\"");
        assertThat(seen.json().at("/secret/ending").asString()).isEqualTo(secret.substring(43));
        assertThat(seen.json().at("/secret").propertyNames()).containsExactlyInAnyOrder("ending", "created_at");
        assertThat(everythingRecorded(TENANT)).doesNotContain("ffo_");
        var hash = query(
                        "select secret_hash from %s.oauth_clients where id = '%s'".formatted(TENANT.schema(), id(made)))
                .getFirst();
        assertThat(everythingRecorded(TENANT)).doesNotContain(hash);
        assertThat(recorded(TENANT, id(made))).containsExactly("OAuthClientRegistered");
    }

    @Test
    void registersAPublicApplicationWithoutASecret() {
        var made = ADMIN.post("/oauth-clients", fields("""
                ,"kind":"public","grant_types":["authorization_code"],
                "redirect_uris":["http://127.0.0.1/cb","http://localhost:7000/cb"],"consent_required":false"""));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(made.json().has("client_secret")).isFalse();
        assertThat(made.json().path("consent_required").asBoolean()).isFalse();
        var rotated = ADMIN.post("/oauth-clients/" + id(made) + "/rotate-secret", "");
        assertThat(rotated.status()).isEqualTo(409);
        assertThat(rotated.json().path("type").asString()).endsWith("/no-secret");
    }

    @Test
    void listsByName() {
        var made = register();
        var items = ADMIN.get("/oauth-clients?limit=500").json().path("items");
        assertThat(items.findValuesAsString("id")).contains(id(made));
        assertThat(items.findValuesAsString("name")).isSorted();
    }

    @Test
    void changesAnApplicationOfTheVersionThatWasRead() {
        var made = register();
        var path = "/oauth-clients/" + id(made);
        var body = fields(
                ",\"description\":\"for buyers\",\"grant_types\":[\"authorization_code\"],\"redirect_uris\":[\"https://b.example.com/\"]");
        assertThat(ADMIN.put(path, body).status()).isEqualTo(428);
        assertThat(ADMIN.with("If-Match", "\"7\"").put(path, body).status()).isEqualTo(412);
        var changed = ADMIN.with("If-Match", "\"1\"").put(path, body);
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        assertThat(changed.json().path("redirect_uris").toString()).isEqualTo("[\"https://b.example.com/\"]");
        assertThat(changed.json().path("kind").asString()).isEqualTo("confidential");
        assertThat(recorded(TENANT, id(made))).containsExactly("OAuthClientRegistered", "OAuthClientUpdated");
    }

    @Test
    void refusesANameThatIsTaken() {
        assertThat(register().status()).isEqualTo(201);
        var again = register();
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().path("type").asString()).endsWith("/name-taken");
    }

    @Test
    void rotatesTheSecretAndForgetsTheApplication() {
        var made = register();
        var rotated = ADMIN.post("/oauth-clients/" + id(made) + "/rotate-secret", "");
        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.json().path("client_secret"))
                .isNotEqualTo(made.json().path("client_secret"));
        assertThat(ADMIN.delete("/oauth-clients/" + id(made)).status()).isEqualTo(204);
        assertThat(ADMIN.get("/oauth-clients/" + id(made)).status()).isEqualTo(404);
        assertThat(recorded(TENANT, id(made)))
                .containsExactly("OAuthClientRegistered", "OAuthClientSecretRotated", "OAuthClientDeleted");
    }

    @Test
    void saysHowLongTheSecretBeforeWorks() {
        var made = register();
        var path = "/oauth-clients/" + id(made);
        assertThat(made.json().path("enabled").asBoolean()).isTrue();
        var before = made.json().at("/secret/ending").asString();
        var rotated =
                ADMIN.post(path + "/rotate-secret", "{\"overlap_hours\":24}").json();
        assertThat(rotated.at("/previous_secret/ending").asString()).isEqualTo(before);
        assertThat(Instant.parse(rotated.at("/previous_secret/expires_at").asString()))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(24)));
        assertThat(ADMIN.get(path).json().at("/previous_secret/ending").asString())
                .isEqualTo(before);
        assertThat(ADMIN.get(path).body()).doesNotContain("hash");
        var ended = "update %s.oauth_clients set previous_secret_until = now() where id = '%s'";
        query(ended.formatted(TENANT.schema(), id(made)));
        assertThat(ADMIN.get(path).json().at("/previous_secret/ending").asString(""))
                .isEmpty();
        ADMIN.post(path + "/rotate-secret", "{\"overlap_hours\":168}");
        var atOnce = ADMIN.post(path + "/rotate-secret", "{}").json();
        assertThat(atOnce.at("/previous_secret/ending").asString("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 169})
    void refusesAnOverlapOutOfRange(int hours) {
        var answer = ADMIN.post(
                "/oauth-clients/" + id(register()) + "/rotate-secret", "{\"overlap_hours\":%d}".formatted(hours));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("overlap_hours");
    }

    @Test
    void isSwitchedOffAndOnOnce() {
        var made = register();
        var path = "/oauth-clients/" + id(made);
        assertThat(ADMIN.post(path + "/disable", "").json().path("enabled").asBoolean())
                .isFalse();
        assertThat(ADMIN.post(path + "/disable", "").header("ETag")).isEqualTo("\"2\"");
        assertThat(ADMIN.post(path + "/enable", "").header("ETag")).isEqualTo("\"3\"");
        assertThat(ADMIN.get(path).json().path("enabled").asBoolean()).isTrue();
        assertThat(recorded(TENANT, id(made)))
                .containsExactly("OAuthClientRegistered", "OAuthClientDisabled", "OAuthClientEnabled");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://portal.example.com/cb",
                "https://portal.example.com/cb#part",
                "https://*.example.com/cb",
                "https://user@portal.example.com/cb",
                "myapp:/cb",
                "//portal.example.com/cb",
                "javascript:alert(1)"
            })
    void refusesAddressesThatABrowserMustNotBeSentTo(String address) {
        var answer = ADMIN.post("/oauth-clients", fields("""
                ,"kind":"public","grant_types":["authorization_code"],"redirect_uris":["%s"]""".formatted(address)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("redirect_uris[0]");
        assertThat(answer.json().at("/errors/0/rule").asString()).isEqualTo("redirect-uri");
    }

    @Test
    void namesEveryFieldThatBreaksARule() {
        var answer = ADMIN.post(
                "/oauth-clients",
                "{\"name\":\" \",\"kind\":\"public\",\"grant_types\":[\"authorization_code\",\"client_credentials\"],\"scopes\":[\"openid\",\"phone\"]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("name", "grant_types", "redirect_uris", "scopes[1]");
        assertThat(ADMIN.post("/oauth-clients", "{\"name\":\"x\"}")
                        .json()
                        .path("errors")
                        .findValuesAsString("rule"))
                .containsOnly("required");
        assertThat(ADMIN.post(
                                "/oauth-clients",
                                fields(",\"kind\":\"confidential\",\"grant_types\":[\"refresh_token\"]"))
                        .json()
                        .at("/errors/0/rule")
                        .asString())
                .isEqualTo("refresh-needs-code");
    }

    @ParameterizedTest
    @CsvSource({"GET,''", "PUT,''", "DELETE,''", "POST,/rotate-secret", "POST,/disable", "POST,/enable"})
    void answersForAnotherTenantsApplicationAsForNone(String method, String more) {
        var made = register();
        var body = method.equals("PUT") ? fields(",\"grant_types\":[\"client_credentials\"]") : "";
        for (var path : new String[] {"/oauth-clients/" + id(made), "/oauth-clients/" + UUID.randomUUID()}) {
            var answer = OTHER_ADMIN
                    .with("If-Match", "*")
                    .send(method, path + more, body.getBytes(StandardCharsets.UTF_8), "application/json");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json().path("type").asString()).endsWith("/not-found");
        }
        assertThat(ADMIN.get("/oauth-clients/" + id(made)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/oauth-clients,oauth_client:read",
        "GET,/oauth-clients/ID,oauth_client:read",
        "POST,/oauth-clients,oauth_client:write",
        "PUT,/oauth-clients/ID,oauth_client:write",
        "DELETE,/oauth-clients/ID,oauth_client:write",
        "POST,/oauth-clients/ID/rotate-secret,oauth_client:write",
        "POST,/oauth-clients/ID/disable,oauth_client:write",
        "POST,/oauth-clients/ID/enable,oauth_client:write"
    })
    void letsNobodyInWithoutThePermission(String method, String path, String permission) {
        var at = path.replace("ID", UUID.randomUUID().toString());
        var refused = PLATFORM.as(TENANT, "user:read")
                .send(method, at, "{}".getBytes(StandardCharsets.UTF_8), "application/json");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("permission").asString()).isEqualTo(permission);
        assertThat(PLATFORM.anonymous()
                        .send(method, at, "{}".getBytes(StandardCharsets.UTF_8), "application/json")
                        .status())
                .isEqualTo(401);
    }
}
