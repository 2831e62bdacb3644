package io.foodflow.identity.federation;

import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.newUserAs;
import static io.foodflow.identity.IdentityPlatform.query;
import static io.foodflow.identity.IdentityPlatform.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The test button: what it finds, and a sign-in that signs nobody in. */
class ProviderTestApiTest {

    private static final String CREATES = ",\"creates_users\":true,\"default_roles\":[\"viewer\"]";
    private static final Tenant TENANT = IdentityPlatform.get().newTenant();
    private static final Api ADMIN = signedIn(newUser(TENANT, "tenant_admin"));

    private final Company company = new Company(TENANT, ADMIN);
    private final SsoBrowser browser = new SsoBrowser();

    @AfterEach
    void close() {
        company.close();
    }

    private JsonNode test() {
        var answer = ADMIN.post("/identity-providers/%s/test".formatted(company.id), "");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private Map<String, String> statuses() {
        var statuses = new TreeMap<String, String>();
        for (var check : test().path("checks").values()) {
            statuses.put(check.path("check").asString(), check.path("status").asString());
            assertThat(check.path("detail").asString()).isNotBlank();
            assertThat(check.path("advice").isNull())
                    .isEqualTo(check.path("status").asString().equals("ok"));
        }
        return statuses;
    }

    @Test
    void findsNothingWrongWithAGoodProvider() {
        company.connected(CREATES);
        assertThat(statuses())
                .containsOnlyKeys(
                        "discovery",
                        "issuer",
                        "keys",
                        "signature",
                        "pkce",
                        "client_authentication",
                        "credentials",
                        "scopes",
                        "claims",
                        "domains",
                        "roles")
                .containsValues("ok")
                .doesNotContainValue("warn")
                .doesNotContainValue("fail");
        assertThat(test().path("redirect_uri").asString())
                .endsWith("/auth/sso/%s/%s/callback".formatted(TENANT.slug(), company.id));
    }

    /** A way of being set up wrongly. */
    private interface Fault {
        void in(LocalProvider provider);
    }

    private static Arguments row(String check, String status, Fault fault) {
        return Arguments.argumentSet(check + " " + status, check, status, fault);
    }

    private static LocalProvider.Twist<Map<String, Object>> with(String name, Object value) {
        return right -> {
            right.put(name, value);
            return right;
        };
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                row("discovery", "fail", p -> p.discoveryStatus = 404),
                row("issuer", "fail", p -> p.discovery = with("issuer", p.issuer() + "/")),
                row("keys", "fail", p -> p.keys = right -> "{\"keys\":[]}"),
                row("keys", "fail", p -> p.keys = right -> "<html>"),
                row(
                        "signature",
                        "fail",
                        p -> p.discovery = with("id_token_signing_alg_values_supported", List.of("HS256"))),
                row(
                        "pkce",
                        "warn",
                        p -> p.discovery = right -> {
                            right.remove("code_challenge_methods_supported");
                            return right;
                        }),
                row("pkce", "warn", p -> p.discovery = with("code_challenge_methods_supported", List.of("plain"))),
                row(
                        "client_authentication",
                        "fail",
                        p -> p.discovery = with("token_endpoint_auth_methods_supported", List.of("private_key_jwt"))),
                row("credentials", "fail", p -> p.secretInForm = false),
                row("scopes", "warn", p -> p.discovery = with("scopes_supported", List.of("openid"))),
                row("claims", "warn", p -> p.discovery = with("claims_supported", List.of("sub"))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void findsWhatIsWrong(String check, String status, Fault fault) {
        company.connected(CREATES + ",\"claims\":{\"groups\":\"groups\"}");
        fault.in(company.provider);
        if (check.equals("credentials")) {
            company.admin
                    .with("If-Match", "*")
                    .put(
                            "/identity-providers/" + company.id,
                            company.fields(CREATES).replace(LocalProvider.SECRET, "another secret"));
        }
        assertThat(statuses()).containsEntry(check, status);
    }

    @Test
    void findsWhatIsMissingHere() {
        company.added(",\"creates_users\":true");
        assertThat(statuses()).containsEntry("domains", "warn").containsEntry("roles", "fail");
        company.admin
                .with("If-Match", "*")
                .put(
                        "/identity-providers/" + company.id,
                        company.fields("")
                                .replace("[\"" + company.domain + "\"]", "[]")
                                .replace(LocalProvider.SECRET, ""));
        assertThat(statuses())
                .containsEntry("domains", "fail")
                .containsEntry("client_authentication", "warn")
                .containsEntry("credentials", "fail");
    }

    private JsonNode trial() {
        var begun = browser.kept(ADMIN.post("/identity-providers/%s/trials".formatted(company.id), ""));
        assertThat(begun.status()).as(begun.toString()).isEqualTo(201);
        var path = "/identity-providers/%s/trials/%s"
                .formatted(company.id, begun.json().path("id").asString());
        assertThat(ADMIN.get(path).json().path("outcome").asString()).isEqualTo("waiting");
        var back = SsoBrowser.to(browser.open(begun.json().path("url").asString()));
        assertThat(SsoBrowser.to(browser.open(back)))
                .isEqualTo("/app/single-sign-on?provider=%s&trial=%s"
                        .formatted(company.id, begun.json().path("id").asString()));
        return ADMIN.get(path).json();
    }

    private String count(String table) {
        return query("select count(*) from %s.%s".formatted(TENANT.schema(), table))
                .getFirst();
    }

    @Test
    void triesASignInThatSignsNobodyIn() {
        company.connected(
                CREATES
                        + ",\"enabled\":false,\"claims\":{\"groups\":\"groups\"},\"second_factor_values\":[\"mfa\"],\"role_rules\":[{\"value\":\"qa\",\"roles\":[\"planner\"]}]");
        company.provider
                .knows(company.address("grace"))
                .person
                .putAll(Map.of("groups", List.of("qa"), "amr", List.of("mfa"), "odd", "a zero: \0"));
        var before = List.of(count("users"), count("sessions"), count("federated_identities"));
        var trial = trial();
        assertThat(trial.path("outcome").asString()).isEqualTo("created");
        assertThat(trial.path("email").asString()).isEqualTo(company.address("grace"));
        assertThat(trial.path("roles").toString()).isEqualTo("[\"planner\",\"viewer\"]");
        assertThat(trial.path("second_factor").asBoolean()).isTrue();
        assertThat(trial.at("/claims/groups").toString()).isEqualTo("[\"qa\"]");
        assertThat(List.of(count("users"), count("sessions"), count("federated_identities")))
                .isEqualTo(before);
    }

    @Test
    void saysWhomATrialWouldHaveBeen() {
        company.connected("");
        newUserAs(TENANT, company.address("ada"), IdentityPlatform.PASSWORD, "viewer");
        company.provider.knows(company.address("ada"));
        assertThat(trial().path("outcome").asString()).isEqualTo("linked");
        browser.signIn(company);
        assertThat(trial().path("outcome").asString()).isEqualTo("known");
        company.provider.knows("ada@elsewhere.example").person.put("sub", "another");
        var refused = trial();
        assertThat(refused.path("outcome").asString()).isEqualTo("refused");
        assertThat(refused.path("reason").asString()).isEqualTo("domain_not_verified");
        assertThat(refused.at("/claims/sub").asString()).isEqualTo("another");
        company.provider.tokenStatus = 400;
        assertThat(trial().path("reason").asString()).isEqualTo("code_refused");
        assertThat(query("select id from %s.outbox where type = 'FederatedSignInRefused' and resource_id = '%s'"
                        .formatted(TENANT.schema(), company.id)))
                .as("nobody was turned away")
                .isEmpty();
    }

    @Test
    void saysAtOnceThatAProviderCannotBeTried() {
        company.connected("");
        company.provider.discoveryStatus = 500;
        var answer = ADMIN.post("/identity-providers/%s/trials".formatted(company.id), "");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.json().path("detail").asString()).contains("answers 500");
    }
}
