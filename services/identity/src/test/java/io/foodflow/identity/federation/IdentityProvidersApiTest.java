package io.foodflow.identity.federation;

import static io.foodflow.identity.IdentityPlatform.everythingRecorded;
import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.query;
import static io.foodflow.identity.IdentityPlatform.recorded;
import static io.foodflow.identity.IdentityPlatform.signedIn;
import static io.foodflow.identity.IdentityPlatform.switchOff;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class IdentityProvidersApiTest {

    private static final TestPlatform PLATFORM = IdentityPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();
    private static final Tenant OTHER = PLATFORM.newTenant();
    private static final Api ADMIN = signedIn(newUser(TENANT, "tenant_admin"));
    private static final Api OTHER_ADMIN = signedIn(newUser(OTHER, "tenant_admin"));

    private final Company company = new Company(TENANT, ADMIN);

    @AfterEach
    void close() {
        company.close();
    }

    private String path() {
        return "/identity-providers/" + company.id;
    }

    private static String type(Answer answer) {
        return answer.json()
                .path("type")
                .asString()
                .substring(answer.json().path("type").asString().lastIndexOf('/') + 1);
    }

    @Test
    void setsAProviderUpWhoseSecretIsNeverReadBack() {
        var made = company.added("""
            ,"claims":{"groups":"groups"},"role_rules":[{"value":"qa","roles":["viewer"]},{"value":"qa","roles":["planner"]}],
            "default_roles":["viewer"]\
            """);
        assertThat(made.header("Location")).isEqualTo(path());
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        var seen = ADMIN.get(path());
        assertThat(seen.json()).isEqualTo(made.json());
        assertThat(seen.json().path("client_secret_set").asBoolean()).isTrue();
        assertThat(seen.json().path("role_rules").toString())
                .isEqualTo("[{\"value\":\"qa\",\"roles\":[\"planner\",\"viewer\"]}]");
        assertThat(seen.json().path("scopes").toString()).isEqualTo("[\"openid\",\"email\",\"profile\"]");
        assertThat(seen.json().path("password_allowed").asBoolean()).isTrue();
        assertThat(seen.json().at("/domains/0/txt_record").asString()).startsWith("foodflow-verify=");
        assertThat(seen.body()).doesNotContain(LocalProvider.SECRET);
        assertThat(everythingRecorded(TENANT)).doesNotContain(LocalProvider.SECRET);
        assertThat(query("select encode(client_secret, 'escape') from %s.identity_providers".formatted(TENANT.schema()))
                        .toString())
                .doesNotContain(LocalProvider.SECRET);
        assertThat(recorded(TENANT, company.id)).containsExactly("IdentityProviderAdded");
        assertThat(ADMIN.get("/identity-providers?limit=500")
                        .json()
                        .path("items")
                        .findValuesAsString("name"))
                .isSorted()
                .contains("Works " + company.domain);
    }

    @Test
    void namesTheAddressesToRegister() {
        company.added("");
        var at = "%s/auth/sso/%s/%s".formatted(PLATFORM.address(), TENANT.slug(), company.id);
        var named = ADMIN.get(path() + "/redirect-uri").json();
        assertThat(named.path("redirect_uri").asString()).isEqualTo(at + "/callback");
        assertThat(named.path("post_logout_redirect_uri").asString()).isEqualTo(PLATFORM.address() + "/app/sign-in");
        assertThat(named.path("backchannel_logout_uri").asString()).isEqualTo(at + "/backchannel-logout");
    }

    @Test
    void takesBackWhatItGave() {
        var made = company.added(
                ",\"claims\":{\"groups\":\"groups\"},\"role_rules\":[{\"value\":\"qa\",\"roles\":[\"viewer\"]}]");
        var body = (ObjectNode) made.json();
        body.remove(List.of("id", "client_secret_set", "created_by", "created_at", "updated_at", "version"));
        body.putArray("domains").add(company.domain);
        var saved = ADMIN.with("If-Match", "\"1\"").put(path(), body.toString());
        assertThat(saved.status()).as(saved.toString()).isEqualTo(200);
        assertThat(saved.header("ETag")).isEqualTo("\"2\"");
        assertThat(saved.json().path("client_secret_set").asBoolean()).isTrue();
        assertThat(saved.json().path("domains")).isEqualTo(made.json().path("domains"));
        assertThat(ADMIN.put(path(), body.toString()).status()).isEqualTo(428);
        assertThat(ADMIN.with("If-Match", "\"1\"").put(path(), body.toString()).status())
                .isEqualTo(412);
        assertThat(recorded(TENANT, company.id)).containsExactly("IdentityProviderAdded", "IdentityProviderUpdated");
    }

    @Test
    void sendsNoSecretToAnotherProvider() {
        company.added("");
        var without = company.fields("").replace("\"client_secret\":\"%s\",".formatted(LocalProvider.SECRET), "");
        for (var changed : List.of(
                without.replace(company.provider.issuer(), "https://evil.example"),
                without.replace("\"client_id\":\"foodflow\"", "\"client_id\":\"another\""))) {
            var answer = ADMIN.with("If-Match", "*").put(path(), changed);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("client_secret");
        }
        var none = ADMIN.with("If-Match", "*").put(path(), company.fields("").replace(LocalProvider.SECRET, ""));
        assertThat(none.json().path("client_secret_set").asBoolean()).isFalse();
    }

    @Test
    void removesAProviderAndFreesItsDomains() {
        company.connected("");
        assertThat(ADMIN.delete(path()).status()).isEqualTo(428);
        assertThat(ADMIN.with("If-Match", "*").delete(path()).status()).isEqualTo(204);
        assertThat(ADMIN.get(path()).status()).isEqualTo(404);
        assertThat(query("select domain from platform.verified_domains where domain = '%s'".formatted(company.domain)))
                .isEmpty();
        assertThat(recorded(TENANT, company.id))
                .containsExactly("IdentityProviderAdded", "EmailDomainVerified", "IdentityProviderRemoved");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|name,issuer,client_id",
                "{'name':'x','issuer':'http://idp.example','client_id':'c'}|issuer",
                "{'name':'x','issuer':'https://idp.example?x=1','client_id':'c'}|issuer",
                "{'name':'x','issuer':'https://u:p@idp.example','client_id':'c'}|issuer",
                "{'name':'x','issuer':'file:///etc/passwd','client_id':'c'}|issuer",
                "{'name':'x','issuer':'https://i.example','client_id':'c','scopes':['email']}|scopes",
                "{'name':'x','issuer':'https://i.example','client_id':'c','scopes':['openid','a b']}|scopes[1]",
                "{'name':'x','issuer':'https://i.example','client_id':'c','default_roles':['king']}|default_roles[0]",
                "{'name':'x','issuer':'https://i.example','client_id':'c','role_rules':[{'value':'g','roles':['viewer']}]}|claims.groups",
                "{'name':'x','issuer':'https://i.example','client_id':'c','claims':{'groups':'g'},'role_rules':[{'roles':['king']}]}|role_rules[0].value,role_rules[0].roles[0]",
                "{'name':'x','issuer':'https://i.example','client_id':'c','domains':['example','a@b.example','x..y']}|domains[0],domains[1],domains[2]",
                "{'name':'x','issuer':'https://i.example','client_id':'c','default_roles':['platform_admin']}|default_roles"
            })
    void namesTheFieldsThatBreakARule(String body, String fields) {
        var answer = ADMIN.post("/identity-providers", body.replace('\'', '"'));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder(fields.split(","));
    }

    @Test
    void letsOnlyAnAdministratorSayWhoIsWho() {
        company.added("");
        var half = PLATFORM.as(TENANT, "identity_provider:write", "identity_provider:read");
        for (var answer : List.of(
                half.post("/identity-providers", company.fields("").replace(company.domain, "other.example")),
                half.with("If-Match", "*").put(path(), company.fields("")),
                half.with("If-Match", "*").delete(path()))) {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(type(answer)).isEqualTo("beyond-your-permissions");
        }
        var root = signedIn(newUser(TENANT, "platform_admin"));
        var given = root.with("If-Match", "*").put(path(), company.fields(",\"default_roles\":[\"platform_admin\"]"));
        assertThat(given.status()).isEqualTo(400);
        assertThat(given.json().at("/errors/0/rule").asString()).isEqualTo("role-not-given");
    }

    @Test
    void refusesNamesAndDomainsThatAreTaken() {
        company.added("");
        assertThat(type(ADMIN.post(
                        "/identity-providers", company.fields("").replace("[\"" + company.domain + "\"]", "[]"))))
                .isEqualTo("name-taken");
        assertThat(type(ADMIN.post("/identity-providers", company.fields("").replace("Works", "Another"))))
                .isEqualTo("domain-in-use");
    }

    @Test
    void asksForThePlansFeature() {
        try (var poor = new Company()) {
            switchOff(poor.tenant, "sso");
            assertThat(poor.admin.post("/identity-providers", poor.fields("")).status())
                    .isEqualTo(402);
        }
    }

    @Test
    void goesOnWithARoleThatReplacesOne() {
        var role =
                ADMIN.post("/roles", """
                    {"name":"r_%s","title":"R","description":"R","permissions":["user:read"]}\
                    """.formatted(UUID.randomUUID().toString().substring(0, 8)));
        assertThat(role.status()).as(role.toString()).isEqualTo(201);
        var name = role.json().path("name").asString();
        company.added(",\"default_roles\":[\"%s\"]".formatted(name));
        assertThat(ADMIN.get(path()).json().path("default_roles").toString()).isEqualTo("[\"%s\"]".formatted(name));
        var at = "/roles/" + role.json().path("id").asString();
        assertThat(type(ADMIN.with("If-Match", "*").delete(at))).isEqualTo("role-in-use");
        var gone = ADMIN.with("If-Match", "*").delete(at + "?replace_by=viewer");
        assertThat(gone.status()).as(gone.toString()).isEqualTo(204);
        assertThat(ADMIN.get(path()).json().path("default_roles").toString()).isEqualTo("[\"viewer\"]");
        assertThat(ADMIN.get(path()).header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void provesADomainByItsDns() {
        var record = company.added("").json().at("/domains/0/txt_record").asString();
        var verify = path() + "/domains/" + company.domain + "/verify";
        var none = ADMIN.post(verify, "");
        assertThat(none.status()).isEqualTo(409);
        assertThat(type(none)).isEqualTo("domain-not-proved");
        LocalDns.set(company.domain, "v=spf1 -all", "foodflow-verify=made-up");
        assertThat(ADMIN.post(verify, "").json().path("detail").asString()).contains("has 2 TXT records", record);
        LocalDns.set(company.domain, "v=spf1 -all", record);
        var proved = ADMIN.post(verify, "");
        assertThat(proved.status()).as(proved.toString()).isEqualTo(200);
        assertThat(proved.json().at("/domains/0/verified_by").asString()).isEqualTo("dns");
        assertThat(ADMIN.post(verify, "").status()).isEqualTo(200);
        assertThat(recorded(TENANT, company.id)).containsExactly("IdentityProviderAdded", "EmailDomainVerified");
    }

    @Test
    void takesTheProofOfADomainBack() {
        var record = company.added("").json().at("/domains/0/txt_record").asString();
        var verify = path() + "/domains/" + company.domain + "/verify";
        LocalDns.set(company.domain, record);
        assertThat(ADMIN.post(verify, "").header("ETag")).isEqualTo("\"2\"");
        assertThat(ADMIN.delete(verify).status()).isEqualTo(428);
        assertThat(ADMIN.with("If-Match", "\"1\"").delete(verify).status()).isEqualTo(412);
        var half = PLATFORM.as(TENANT, "identity_provider:write");
        assertThat(type(half.with("If-Match", "\"2\"").delete(verify))).isEqualTo("beyond-your-permissions");
        var back = ADMIN.with("If-Match", "\"2\"").delete(verify);
        assertThat(back.status()).as(back.toString()).isEqualTo(200);
        assertThat(back.header("ETag")).isEqualTo("\"3\"");
        assertThat(back.json().at("/domains/0/verified_by").asString("")).isEmpty();
        assertThat(claims()).isEmpty();
        assertThat(leadsNobody()).isTrue();
        assertThat(ADMIN.with("If-Match", "\"3\"").delete(verify).status()).isEqualTo(404);
        assertThat(type(ADMIN.post(verify, ""))).isEqualTo("domain-not-proved");
        LocalDns.set(company.domain, back.json().at("/domains/0/txt_record").asString());
        assertThat(ADMIN.post(verify, "").header("ETag")).isEqualTo("\"4\"");
        assertThat(claims()).containsExactly(TENANT.id().toString());
        assertThat(recorded(TENANT, company.id))
                .containsExactly(
                        "IdentityProviderAdded", "EmailDomainVerified", "EmailDomainTakenBack", "EmailDomainVerified");
    }

    @Test
    void leavesADomainThatIsTakenBackByThePlatformToOthers() {
        company.connected("");
        var operator = PLATFORM.as(OTHER, "platform_tenant:write");
        var vouched = "/tenants/%s/domains/%s/verify";
        var theirs = OTHER_ADMIN.post("/identity-providers", company.fields(""));
        assertThat(type(operator.post(vouched.formatted(OTHER.id(), company.domain), "")))
                .isEqualTo("domain-taken");
        assertThat(ADMIN.delete(vouched.formatted(TENANT.id(), company.domain)).status())
                .isEqualTo(403);
        var back = operator.delete(vouched.formatted(TENANT.id(), company.domain));
        assertThat(back.status()).as(back.toString()).isEqualTo(200);
        assertThat(operator.delete(vouched.formatted(TENANT.id(), company.domain))
                        .status())
                .isEqualTo(404);
        assertThat(operator.post(vouched.formatted(OTHER.id(), company.domain), "")
                        .status())
                .isEqualTo(200);
        assertThat(claims()).containsExactly(OTHER.id().toString());
        OTHER_ADMIN
                .with("If-Match", "*")
                .delete("/identity-providers/" + theirs.json().path("id").asString());
    }

    private List<String> claims() {
        return query("select tenant_id from platform.verified_domains where domain = '%s'".formatted(company.domain));
    }

    /** Whether nobody of the domain is led to a provider. */
    private boolean leadsNobody() {
        return PLATFORM.anonymous()
                .post("/auth/sso/discover", "{\"email\":\"a@%s\"}".formatted(company.domain))
                .json()
                .path("sso")
                .isNull();
    }

    @Test
    void saysWhenTheDnsDoesNotAnswer() {
        var domain = "broken" + company.domain;
        var made = ADMIN.post("/identity-providers", company.fields("").replace(company.domain, domain));
        var answer = ADMIN.post(
                "/identity-providers/%s/domains/%s/verify"
                        .formatted(made.json().path("id").asString(), domain),
                "");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(type(answer)).isEqualTo("dns-failed");
    }

    @Test
    void leavesADomainToTheTenantThatProvedIt() {
        company.connected("");
        var theirs = OTHER_ADMIN.post("/identity-providers", company.fields(""));
        assertThat(theirs.status()).isEqualTo(201);
        LocalDns.set(company.domain, theirs.json().at("/domains/0/txt_record").asString());
        var answer = OTHER_ADMIN.post(
                "/identity-providers/%s/domains/%s/verify"
                        .formatted(theirs.json().path("id").asString(), company.domain),
                "");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(type(answer)).isEqualTo("domain-taken");
        OTHER_ADMIN
                .with("If-Match", "*")
                .delete("/identity-providers/" + theirs.json().path("id").asString());
        assertThat(query("select tenant_id from platform.verified_domains where domain = '%s'"
                        .formatted(company.domain)))
                .containsExactly(TENANT.id().toString());
    }

    @Test
    void vouchesForNoDomainThatIsNotThere() {
        company.added("");
        var operator = PLATFORM.as(OTHER, "platform_tenant:write");
        assertThat(operator.post("/tenants/%s/domains/nobody.example/verify".formatted(TENANT.id()), "")
                        .status())
                .isEqualTo(404);
        assertThat(operator.post("/tenants/%s/domains/%s/verify".formatted(UUID.randomUUID(), company.domain), "")
                        .status())
                .isEqualTo(404);
        assertThat(ADMIN.post("/tenants/%s/domains/%s/verify".formatted(TENANT.id(), company.domain), "")
                        .status())
                .isEqualTo(403);
        assertThat(ADMIN.post(path() + "/domains/nobody.example/verify", "").status())
                .isEqualTo(404);
        assertThat(ADMIN.post(path() + "/domains/nobody/verify", "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,''",
        "PUT,''",
        "DELETE,''",
        "GET,/redirect-uri",
        "POST,/test",
        "POST,/trials",
        "GET,/trials/TRIAL",
        "POST,/domains/DOMAIN/verify",
        "DELETE,/domains/DOMAIN/verify"
    })
    void answersForAnotherTenantsProviderAsForNone(String method, String more) {
        company.added("");
        var trial = ADMIN.post(path() + "/trials", "").json().path("id").asString();
        var rest = more.replace("TRIAL", trial).replace("DOMAIN", company.domain);
        var body = method.equals("PUT") ? company.fields("") : "";
        for (var at : List.of(path(), "/identity-providers/" + UUID.randomUUID())) {
            var answer = OTHER_ADMIN
                    .with("If-Match", "*")
                    .send(method, at + rest, body.getBytes(StandardCharsets.UTF_8), "application/json");
            assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
            assertThat(type(answer)).isEqualTo("not-found");
        }
        assertThat(ADMIN.get(path()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/identity-providers,identity_provider:read",
        "GET,/identity-providers/ID/redirect-uri,identity_provider:read",
        "GET,/identity-providers/ID,identity_provider:read",
        "POST,/identity-providers,identity_provider:write",
        "PUT,/identity-providers/ID,identity_provider:write",
        "DELETE,/identity-providers/ID,identity_provider:write",
        "POST,/identity-providers/ID/test,identity_provider:write",
        "POST,/identity-providers/ID/trials,identity_provider:write",
        "GET,/identity-providers/ID/trials/ID,identity_provider:write",
        "POST,/identity-providers/ID/domains/a.example/verify,identity_provider:write",
        "DELETE,/identity-providers/ID/domains/a.example/verify,identity_provider:write",
        "POST,/tenants/ID/domains/a.example/verify,platform_tenant:write",
        "DELETE,/tenants/ID/domains/a.example/verify,platform_tenant:write"
    })
    void letsNobodyInWithoutThePermission(String method, String path, String permission) {
        var at = path.replace("ID", UUID.randomUUID().toString());
        var body = "{}".getBytes(StandardCharsets.UTF_8);
        var refused = PLATFORM.as(TENANT, "user:read").send(method, at, body, "application/json");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("permission").asString()).isEqualTo(permission);
        assertThat(PLATFORM.anonymous()
                        .send(method, at, body, "application/json")
                        .status())
                .isEqualTo(401);
    }
}
