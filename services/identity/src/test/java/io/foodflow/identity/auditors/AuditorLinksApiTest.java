package io.foodflow.identity.auditors;

import static io.foodflow.identity.IdentityPlatform.everythingRecorded;
import static io.foodflow.identity.IdentityPlatform.query;
import static io.foodflow.identity.IdentityPlatform.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.foodflow.identity.IdentityPlatform;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class AuditorLinksApiTest {

    private static final TestPlatform PLATFORM = IdentityPlatform.get();
    private static final String LINKS = "/auditor-links";
    private static final Instant IN_A_WEEK =
            Instant.now().plus(Duration.ofDays(7)).truncatedTo(ChronoUnit.SECONDS);

    private static final Tenant TENANT = PLATFORM.newTenant();

    private Tenant tenant = TENANT;
    private Api admin = admin();

    private Api admin() {
        return PLATFORM.as(tenant, "auditor_link:read", "auditor_link:write", "audit:read");
    }

    private void another() {
        tenant = PLATFORM.newTenant();
        admin = admin();
    }

    @BeforeEach
    @AfterEach
    void forget() {
        IdentityPlatform.forgetTriedLinks();
    }

    private JsonNode made() {
        return made("{}");
    }

    private JsonNode made(String scope) {
        var answer = admin.post(LINKS, body(IN_A_WEEK.toString(), scope));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json();
    }

    private static String body(String ends, String scope) {
        return "{\"name\":\"Vera Audit\",\"email\":\"vera@audit.example\",\"ends_at\":\"%s\",\"scope\":%s}"
                .formatted(ends, scope.replace('\'', '"'));
    }

    private static Answer open(JsonNode link) {
        return open(link.path("token").asString());
    }

    private static Answer open(String token) {
        return PLATFORM.anonymous().post("/auth/auditor", "{\"token\":\"%s\"}".formatted(token));
    }

    private static Api auditor(JsonNode link) {
        return IdentityPlatform.with(open(link).json().path("access_token").asString());
    }

    private static String id(JsonNode link) {
        return link.path("id").asString();
    }

    @Test
    void showsTheTokenOfALinkOnceAndKeepsItsHash() {
        another();
        var made = admin.post(
                LINKS, body(IN_A_WEEK.toString(), "{'from':'2026-01-01T00:00:00Z','resource_types':['lot']}"));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        var link = made.json();
        assertThat(made.header("Location")).isEqualTo(LINKS + "/" + id(link));
        assertThat(link.path("token").asString()).startsWith("ffa_").hasSize(68);
        assertThat(link.path("url").asString())
                .endsWith("/app/auditor#" + link.path("token").asString());
        var seen = admin.get(LINKS + "/" + id(link));
        assertThat(seen.body()).doesNotContain("ffa_");
        assertThat(seen.json().path("state").asString()).isEqualTo("active");
        assertThat(seen.json().path("email").asString()).isEqualTo("vera@audit.example");
        assertThat(Instant.parse(seen.json().path("ends_at").asString())).isEqualTo(IN_A_WEEK);
        assertThat(seen.json().at("/scope/resource_types").toString()).isEqualTo("[\"lot\"]");
        assertThat(seen.json().path("uses").asInt()).isZero();
        assertThat(admin.get(LINKS).json().path("items").findValuesAsString("id"))
                .containsExactly(id(link));
        assertThat(everythingRecorded(tenant)).doesNotContain("ffa_");
        assertThat(query("select l::text from %s.auditor_links l".formatted(tenant.schema()))
                        .toString())
                .doesNotContain("ffa_");
    }

    @Test
    void opensWithATokenThatReadsTheTrailAndNothingElse() throws ParseException {
        another();
        var link = made("{'to':'2026-06-01T00:00:00Z'}");
        var opened = open(link);
        assertThat(opened.status()).as(opened.toString()).isEqualTo(200);
        assertThat(opened.header("Cache-Control")).contains("no-store");
        assertThat(opened.json().path("expires_in").asInt()).isBetween(840, 900);
        assertThat(opened.json().at("/auditor/name").asString()).isEqualTo("Vera Audit");
        assertThat(opened.json().at("/company/id").asString())
                .isEqualTo(tenant.id().toString());
        assertThat(opened.json().at("/scope/to").asString()).isEqualTo("2026-06-01T00:00:00Z");
        var token = opened.json().path("access_token").asString();
        var claims = SignedJWT.parse(token).getJWTClaimsSet();
        assertThat(claims.getStringClaim("kind")).isEqualTo("AUDITOR");
        assertThat(claims.getStringListClaim("permissions")).containsExactly("audit:read");
        assertThat(claims.getSubject()).isEqualTo(id(link));

        var auditor = IdentityPlatform.with(token);
        for (var path : new String[] {"/auth/me", "/users", "/roles", LINKS, "/auth/sessions", "/sign-ins"}) {
            var refused = auditor.get(path);
            assertThat(refused.status()).as(path).isEqualTo(403);
            assertThat(refused.json().path("type").asString()).endsWith("/closed-to-auditors");
        }
        assertThat(auditor.post("/users", "{}").status()).isEqualTo(403);
        assertThat(auditor.post(LINKS, "{}").status()).isEqualTo(403);
        assertThat(auditor.post(LINKS + "/" + id(link) + "/revocation", "").status())
                .isEqualTo(403);
        assertThat(recorded(tenant, id(link))).startsWith("AuditorLinkMade", "AuditorAdmitted");
        assertThat(query("select actor_kind, actor_name from %s.audit_entries where event_type = 'AuditorAdmitted'"
                        .formatted(tenant.schema())))
                .containsExactly("AUDITOR|vera@audit.example");
        assertThat(admin.get(LINKS + "/" + id(link)).json().path("uses").asInt())
                .isEqualTo(1);
    }

    @Test
    void endsAtOnceWhenItIsRevoked() {
        var link = made();
        var auditor = auditor(link);
        assertThat(auditor.get("/auth/me").status()).isEqualTo(403);
        var revoked = admin.post(LINKS + "/" + id(link) + "/revocation", "");
        assertThat(revoked.status()).as(revoked.toString()).isEqualTo(200);
        assertThat(revoked.json().path("state").asString()).isEqualTo("revoked");
        assertThat(auditor.get("/auth/me").status()).as("at the next request").isEqualTo(401);
        assertThat(open(link).status()).isEqualTo(401);
        assertThat(admin.post(LINKS + "/" + id(link) + "/revocation", "").status())
                .isEqualTo(409);
        assertThat(recorded(tenant, id(link))).contains("AuditorLinkRevoked", "AuditorRefused");
    }

    @Test
    void opensNothingWhenItHasEnded() {
        another();
        var link = made();
        query("update %s.auditor_links set created_at = now() - interval '2 hours', ends_at = now() - interval '1 hour'"
                .formatted(tenant.schema()));
        var refused = open(link);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.json().path("type").asString()).endsWith("/link-refused");
        assertThat(admin.get(LINKS + "/" + id(link)).json().path("state").asString())
                .isEqualTo("ended");
    }

    @Test
    void givesATokenThatLivesNoLongerThanTheLink() {
        another();
        var link = made();
        query("update %s.auditor_links set ends_at = now() + interval '5 minutes'".formatted(tenant.schema()));
        assertThat(open(link).json().path("expires_in").asInt()).isBetween(240, 301);
    }

    @Test
    void letsNobodyInFromAnAddressThatTheCompanyDoesNotLetIn() {
        another();
        var link = made();
        query("update %s.account_policy set allowed_networks = '{192.0.2.0/24}'".formatted(tenant.schema()));
        assertThat(open(link).status()).isEqualTo(401);
        assertThat(recorded(tenant, id(link))).contains("AuditorRefused").doesNotContain("AuditorAdmitted");
    }

    @ParameterizedTest
    @CsvSource({"ffa_", "ffi_", "x", "''"})
    void opensNothingWithWhatIsNoLink(String start) {
        var token = made().path("token").asString();
        var wrong = start.isEmpty() ? "" : start + token.substring(4, token.length() - 4) + "AAAA";
        assertThat(open(wrong).status()).isEqualTo(start.isEmpty() ? 400 : 401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|name, email, ends_at",
                "{'name':'a','email':'a','ends_at':'{week}'}|email",
                "{'name':'a','email':'a@b.example','ends_at':'2020-01-01T00:00:00Z'}|ends_at",
                "{'name':'a','email':'a@b.example','ends_at':'2999-01-01T00:00:00Z'}|ends_at",
                "{'name':'a','email':'a@b.example','ends_at':'{week}','scope':{'from':'2026-01-02T00:00:00Z','to':'2026-01-01T00:00:00Z'}}|scope.to",
                "{'name':'a','email':'a@b.example','ends_at':'{week}','scope':{'resource_types':['lot','Lot',null]}}|scope.resource_types[1],"
                        + " scope.resource_types[2]"
            })
    void namesTheFieldThatBreaksARule(String body, String fields) {
        var answer = admin.post(LINKS, body.replace('\'', '"').replace("{week}", IN_A_WEEK.toString()));
        assertThat(answer.status() + " " + answer.json().path("errors").findValuesAsString("field"))
                .isEqualTo("400 [" + fields + "]");
    }

    @Test
    void givesNobodyWhatItsMakerDoesNotHold() {
        var refused = PLATFORM.as(tenant, "auditor_link:write").post(LINKS, body(IN_A_WEEK.toString(), "{}"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("permissions").toString()).isEqualTo("[\"audit:read\"]");
    }

    @Test
    void knowsNoLinkOfAnotherCompany() {
        var link = id(made());
        var stranger = PLATFORM.as(PLATFORM.newTenant(), "auditor_link:read", "auditor_link:write");
        assertThat(stranger.get(LINKS + "/" + link).status()).isEqualTo(404);
        assertThat(stranger.post(LINKS + "/" + link + "/revocation", "").status())
                .isEqualTo(404);
        assertThat(stranger.get(LINKS).json().path("items").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "get,/auditor-links,auditor_link:read",
        "post,/auditor-links,auditor_link:write",
        "get,/auditor-links/{id},auditor_link:read",
        "post,/auditor-links/{id}/revocation,auditor_link:write"
    })
    void asksForThePermissionThatItsDocumentSays(String method, String path, String permission) {
        var operation = PLATFORM.anonymous()
                .get("/openapi.json")
                .json()
                .path("paths")
                .path(path)
                .path(method);
        assertThat(operation.path("x-permission").asString()).isEqualTo(permission);
        assertThat(operation.path("summary").asString()).isNotBlank();
        var url = path.replace("{id}", UUID.randomUUID().toString());
        assertThat(send(PLATFORM.as(tenant, "job:read"), method, url).status()).isEqualTo(403);
        assertThat(send(PLATFORM.anonymous(), method, url).status()).isEqualTo(401);
    }

    private static Answer send(Api api, String method, String path) {
        return method.equals("get") ? api.get(path) : api.post(path, "{}");
    }
}
