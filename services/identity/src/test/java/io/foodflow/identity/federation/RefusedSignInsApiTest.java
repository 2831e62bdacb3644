package io.foodflow.identity.federation;

import static io.foodflow.identity.IdentityPlatform.PASSWORD;
import static io.foodflow.identity.IdentityPlatform.login;
import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.newUserAs;
import static io.foodflow.identity.IdentityPlatform.query;
import static io.foodflow.identity.IdentityPlatform.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.api.UserView;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is turned away, and why: each way is a row, and each leaves its reason in the trail. */
class RefusedSignInsApiTest {

    private static final String CREATES = ",\"creates_users\":true,\"default_roles\":[\"viewer\"]";

    private static final Tenant TENANT = IdentityPlatform.get().newTenant();
    private static final Api ADMIN = signedIn(newUser(TENANT, "tenant_admin"));

    private final Company company = new Company(TENANT, ADMIN);
    private final SsoBrowser browser = new SsoBrowser();

    @AfterEach
    void close() {
        company.close();
    }

    /** A way of breaking the protocol. */
    private interface Breach {
        void in(LocalProvider provider);
    }

    private static Arguments row(String name, String reason, Breach breach) {
        return Arguments.argumentSet(name, reason, breach);
    }

    static Stream<Arguments> answersThatAreNotGood() {
        return Stream.of(
                row(
                        "another issuer in the token",
                        "id_token_refused",
                        p -> p.claims = c -> c.issuer("https://evil.example")),
                row("another audience", "id_token_refused", p -> p.claims = c -> c.audience("another client")),
                row("no audience", "id_token_refused", p -> p.claims = c -> c.audience((String) null)),
                row(
                        "several audiences and no azp",
                        "id_token_refused",
                        p -> p.claims = c -> c.audience(List.of(LocalProvider.CLIENT, "other"))),
                row("another azp", "id_token_refused", p -> p.claims = c -> c.claim("azp", "another client")),
                row("another nonce", "id_token_refused", p -> p.claims = c -> c.claim("nonce", "made up")),
                row("no nonce", "id_token_refused", p -> p.claims = c -> c.claim("nonce", null)),
                row("run out", "id_token_refused", p -> p.claims = c -> c.expirationTime(in(-61))),
                row("no end", "id_token_refused", p -> p.claims = c -> c.expirationTime(null)),
                row("issued in the future", "id_token_refused", p -> p.claims = c -> c.issueTime(in(120))),
                row("no time of issue", "id_token_refused", p -> p.claims = c -> c.issueTime(null)),
                row("no sub", "id_token_refused", p -> p.claims = c -> c.subject(null)),
                row("a sub with a zero", "id_token_refused", p -> p.claims = c -> c.subject("s\0")),
                row("a sub beyond all measure", "id_token_refused", p -> p.claims = c -> c.subject("s".repeat(256))),
                row("another access token", "id_token_refused", p -> p.claims = c -> c.claim("at_hash", "bWFkZSB1cA")),
                row("alg none", "id_token_refused", p -> p.unsigned = true),
                row("signed with the public key", "id_token_refused", p -> p.algorithm = JWSAlgorithm.HS256),
                row("a key that is not published", "id_token_refused", p -> {
                    var stranger = LocalProvider.key("stranger");
                    var published = p.key.toPublicJWK().toString();
                    p.keys = right -> "{\"keys\":[%s]}".formatted(published);
                    p.key = stranger;
                }),
                row("a key's name for another key", "id_token_refused", p -> {
                    var published = p.key.toPublicJWK().toString();
                    p.keys = right -> "{\"keys\":[%s]}".formatted(published);
                    p.key = LocalProvider.key("first");
                }),
                row(
                        "a changed token",
                        "id_token_refused",
                        p -> p.tokens =
                                right -> right.replaceFirst("(\"id_token\":\"[^.]+\\.)[^.]+", "$1eyJzdWIiOiJyb290In0")),
                row("keys that are none", "provider_wrong", p -> p.keys = right -> "<html>"),
                row("a token answer that is none", "provider_wrong", p -> p.tokens = right -> "<html>"),
                row(
                        "no ID token",
                        "id_token_refused",
                        p -> p.tokens = right -> "{\"access_token\":\"at\",\"token_type\":\"Bearer\"}"),
                row("a fault at the token endpoint", "code_refused", p -> p.tokenStatus = 500),
                row(
                        "another code",
                        "code_refused",
                        p -> p.answer = right -> right.replaceFirst("code=[^&]+", "code=x")),
                row("no code", "provider_wrong", p -> p.answer = right -> right.replaceFirst("code=[^&]+&", "")),
                row(
                        "another issuer beside the code",
                        "wrong_issuer",
                        p -> p.answer = right -> right.replaceFirst("iss=.*", "iss=https%3A%2F%2Fevil.example")),
                row(
                        "no issuer beside the code",
                        "wrong_issuer",
                        p -> p.answer = right -> right.replaceFirst("&iss=.*", "")),
                row(
                        "the person says no",
                        "cancelled",
                        p -> p.answer = right -> right.replaceFirst("code=[^&]+", "error=access_denied")),
                row(
                        "the provider says no",
                        "provider_refused",
                        p -> p.answer = right -> right.replaceFirst("code=[^&]+", "error=server_error")),
                row("no address", "email_missing", p -> p.person.remove("email")),
                row("an address with a zero", "email_missing", p -> p.person.put("email", "grace\0@example.com")),
                row("an address that is none", "email_missing", p -> p.person.put("email", "grace")),
                row("an address not verified", "email_not_verified", p -> p.person.put("email_verified", false)),
                row("an address nobody vouches for", "email_not_verified", p -> p.person.remove("email_verified")),
                row(
                        "an address of another domain",
                        "domain_not_verified",
                        p -> p.person.put("email", "grace@elsewhere.example")),
                row("userinfo of somebody else", "userinfo_refused", p -> {
                    p.person.remove("given_name");
                    p.userinfoAnswer = right -> "{\"sub\":\"somebody else\",\"given_name\":\"M\"}";
                }),
                row("userinfo that is none", "provider_wrong", p -> {
                    p.person.remove("given_name");
                    p.userinfoAnswer = right -> "[]";
                }));
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    @ParameterizedTest
    @MethodSource("answersThatAreNotGood")
    void turnsAwayWhoeverComesWith(String reason, Breach breach) {
        company.connected(CREATES);
        breach.in(company.provider.knows(company.address("grace")));
        refused(reason);
        assertThat(query("select count(*) from %s.federated_identities where provider_id = '%s'"
                        .formatted(company.tenant.schema(), company.id)))
                .containsExactly("0");
    }

    static Stream<Arguments> providersThatAreNotGood() {
        return Stream.of(
                row("a redirect", "provider_unreachable", p -> p.redirectsDiscovery = true),
                row("a fault", "provider_wrong", p -> p.discoveryStatus = 500),
                row("a page", "provider_wrong", p -> p.discovery = right -> Map.of("hello", "world")),
                row("another issuer", "wrong_issuer", p -> p.discovery = with("issuer", "https://evil.example")),
                row(
                        "an issuer with one slash more",
                        "wrong_issuer",
                        p -> p.discovery = with("issuer", p.issuer() + "/")),
                row(
                        "a token endpoint without TLS",
                        "provider_wrong",
                        p -> p.discovery = with("token_endpoint", "http://idp.example/token")),
                row(
                        "an authorization endpoint that is a script",
                        "provider_wrong",
                        p -> p.discovery = with("authorization_endpoint", "javascript:alert(1)")),
                row("keys in a file", "provider_wrong", p -> p.discovery = with("jwks_uri", "file:///etc/passwd")),
                row("no keys", "provider_wrong", p -> p.discovery = with("jwks_uri", null)),
                row(
                        "a document beyond all measure",
                        "provider_unreachable",
                        p -> p.discovery = with("more", "x".repeat(1 << 20))),
                row("nobody", "provider_unreachable", LocalProvider::close));
    }

    private static LocalProvider.Twist<Map<String, Object>> with(String name, Object value) {
        return right -> {
            right.put(name, value);
            return right;
        };
    }

    @ParameterizedTest
    @MethodSource("providersThatAreNotGood")
    void beginsAtNoProviderWhoseDiscoveryGives(String reason, Breach breach) {
        company.connected(CREATES);
        breach.in(company.provider);
        assertThat(SsoBrowser.to(browser.open(company.startPath()))).endsWith("/app/sign-in?sso_refused=" + reason);
        assertThat(reasons()).containsExactly(reason);
        newUserAs(company.tenant, company.address("ada"), PASSWORD, "viewer");
        assertThat(login(company.address("ada"), PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void asksAProviderThatFailsOncePerPauseHoweverOftenASignInBegins() {
        company.connected(CREATES);
        company.provider.knows(company.address("grace")).discoveryStatus = 500;
        for (int n = 0; n < 5; n++) {
            assertThat(SsoBrowser.to(browser.open(company.startPath()))).endsWith("sso_refused=provider_wrong");
        }
        assertThat(company.provider.discovered).hasValue(1);
        assertThat(reasons()).containsExactly("provider_wrong");
        var trials = "/identity-providers/%s/trials".formatted(company.id);
        var test = "/identity-providers/%s/test".formatted(company.id);
        assertThat(ADMIN.post(trials, "").status()).isEqualTo(502);
        assertThat(ADMIN.post(test, "").status()).isEqualTo(200);
        assertThat(company.provider.discovered).hasValue(3);
        company.provider.discoveryStatus = 200;
        assertThat(SsoBrowser.to(browser.open(company.startPath()))).endsWith("sso_refused=provider_wrong");
        assertThat(ADMIN.post(trials, "").status()).isEqualTo(201);
        browser.signIn(company);
    }

    @Test
    void keepsWhereSomebodyWantedToGoButNotInAnotherBrowser() {
        company.connected("");
        company.provider.knows(company.address("grace"));
        var start = company.startPath() + "?to=/app/lots%3Fq%3Dmilk";
        var back = SsoBrowser.to(browser.open(SsoBrowser.to(browser.open(start))));
        assertThat(SsoBrowser.to(new SsoBrowser().open(back))).isEqualTo("/app/sign-in?sso_refused=other_browser");
        assertThat(SsoBrowser.to(browser.open(back)))
                .isEqualTo("/app/sign-in?to=%2Flots%3Fq%3Dmilk&sso_refused=no_account");
        company.change(",\"enabled\":false");
        assertThat(SsoBrowser.to(browser.open(start)))
                .isEqualTo("/app/sign-in?to=%2Flots%3Fq%3Dmilk&sso_refused=provider_unavailable");
        assertThat(SsoBrowser.to(browser.open(start.replace("/app/lots", "//evil.example/app"))))
                .isEqualTo("/app/sign-in?sso_refused=provider_unavailable");
    }

    @Test
    void isBesideTheOtherSignIns() {
        company.connected("");
        company.provider.knows(company.address("grace"));
        refused("no_account");
        var line = ADMIN.get("/sign-ins?kind=identity_provider&outcome=refused&subject=" + company.id)
                .json()
                .path("items");
        assertThat(line.size()).isEqualTo(1);
        assertThat(line.get(0).path("reason").asString()).isEqualTo("no_account");
        assertThat(line.get(0).at("/subject/name").asString()).isEqualTo("Works " + company.domain);
        assertThat(line.get(0).path("ip").asString()).isEqualTo("127.0.0.1");
        ADMIN.with("If-Match", "*").delete("/identity-providers/" + company.id);
        var gone = ADMIN.get("/sign-ins?subject=" + company.id).json().at("/items/0/subject");
        assertThat(gone.path("kind").asString()).isEqualTo("identity_provider");
        assertThat(gone.path("name").asString("")).isEmpty();
    }

    @Test
    void callsNoEndpointOnAPrivateNetwork() {
        company.connected(CREATES);
        company.provider.knows(company.address("grace"));
        company.provider.discovery = with("token_endpoint", "https://169.254.169.254/token");
        refused("provider_unreachable");
        assertThat(details()).contains("169.254.169.254' is not an address of the public Internet");
    }

    @Test
    void keepsWhatAProviderSaysShortAndPlain() {
        company.connected(CREATES);
        company.provider.discovery = with("issuer", "https://evil.example/\0" + "x".repeat(10_000));
        assertThat(SsoBrowser.to(browser.open(company.startPath()))).contains("sso_refused=");
        assertThat(details()).hasSizeLessThan(520);
    }

    @Test
    void sendsNoProvidersCodeToAnother() {
        try (var honest = new Company()) {
            honest.connected(CREATES);
            honest.provider.namesItself = false;
            honest.provider.knows(honest.address("grace"));
            company.connected(CREATES);
            company.provider.namesItself = false;
            var start = SsoBrowser.to(browser.open(company.startPath()));
            var asked = LocalProvider.form(start.substring(start.indexOf('?') + 1));
            var honestly = SsoBrowser.to(new SsoBrowser().open(honest.startPath()));
            var mixed = honestly.replaceFirst("state=[^&]+", "state=" + LocalProvider.encoded(asked.get("state")));
            var back = SsoBrowser.to(browser.open(mixed));
            assertThat(SsoBrowser.to(browser.open(back))).endsWith("sso_refused=wrong_issuer");
            assertThat(company.provider.exchanged).isEmpty();
            assertThat(reasons()).containsExactly("wrong_issuer");
        }
    }

    @Test
    void signsInByAProviderThatDoesNotNameItself() {
        company.connected(CREATES);
        company.provider.namesItself = false;
        company.provider.knows(company.address("grace"));
        browser.signIn(company);
    }

    @Test
    void takesVerifiedForTheEmailClaimAlone() {
        company.connected(CREATES + ",\"claims\":{\"email\":\"preferred_username\"}");
        company.provider.knows("mallory@elsewhere.example").person.put("preferred_username", company.address("boss"));
        refused("email_not_verified");
    }

    @Test
    void turnsAwayWhoHasNoAccountWhereNoneIsMade() {
        company.connected("");
        company.provider.knows(company.address("grace"));
        refused("no_account");
    }

    @Test
    void turnsAwayWhomNoRoleWouldBeGiven() {
        company.connected(",\"creates_users\":true");
        company.provider.knows(company.address("grace"));
        refused("no_role");
    }

    @Test
    void turnsAwayWhoseGroupsAreLeftOut() {
        company.connected(CREATES + ",\"claims\":{\"groups\":\"groups\"}");
        company.provider.knows(company.address("grace")).person.put("_claim_names", Map.of("groups", "src1"));
        refused("groups_left_out");
    }

    @Test
    void turnsAwayAnotherPersonWithTheSameAddress() {
        company.connected(CREATES);
        company.provider.knows(company.address("grace"));
        browser.signIn(company);
        company.provider.person.put("sub", "the next Grace");
        refused("other_person");
    }

    @Test
    void turnsAwayTheDisabled() {
        company.connected("");
        newUserAs(company.tenant, company.address("ada"), PASSWORD, "viewer");
        query("update %s.users set status = 'disabled' where email like 'ada@%%%s'"
                .formatted(company.tenant.schema(), company.domain));
        company.provider.knows(company.address("ada"));
        refused("user_disabled");
    }

    @Test
    void neverSignsInWhoRunsThePlatform() {
        company.connected("");
        UserView root = newUserAs(company.tenant, company.address("root"), PASSWORD, "platform_admin");
        company.provider.knows(root.email());
        refused("platform_administrator");
    }

    @Test
    void turnsAwayWhomThePlanHasNoRoomFor() {
        try (var full = new Company()) {
            full.connected(CREATES);
            query("insert into platform.limit_overrides values ('%s', 'users', 1, 'a test', 'test', now())"
                    .formatted(full.tenant.id()));
            IdentityPlatform.get().bean(Entitlements.class).forget();
            full.provider.knows(full.address("grace"));
            assertThat(browser.arrive(full)).endsWith("sso_refused=quota_exceeded");
            assertThat(query("select count(*) from %s.users".formatted(full.tenant.schema())))
                    .containsExactly("1");
        }
    }

    @Test
    void takesAnAddressForVerifiedWhereTheTenantTrustsTheProvider() {
        company.connected(CREATES + ",\"trusts_email\":true");
        company.provider.knows(company.address("grace")).person.remove("email_verified");
        browser.signIn(company);
    }

    @Test
    void takesNoAnswerInAnotherBrowser() {
        company.connected(CREATES);
        company.provider.knows(company.address("grace"));
        var back = browser.back(company);
        assertThat(SsoBrowser.to(new SsoBrowser().open(back))).endsWith("sso_refused=other_browser");
        var other = new SsoBrowser();
        other.back(company);
        assertThat(SsoBrowser.to(other.open(back))).endsWith("sso_refused=other_browser");
        assertThat(reasons()).containsExactly("other_browser", "other_browser");
        assertThat(SsoBrowser.to(browser.open(back))).contains("#sso=");
    }

    @Test
    void takesAnAnswerOnce() {
        company.connected(CREATES);
        company.provider.knows(company.address("grace"));
        var back = browser.back(company);
        assertThat(SsoBrowser.to(browser.open(back))).contains("#sso=");
        assertThat(SsoBrowser.to(browser.open(back))).endsWith("sso_refused=request_used");
        assertThat(reasons()).containsExactly("request_used");
    }

    @Test
    void takesNoAnswerToAQuestionThatWasNotAsked() {
        company.connected(CREATES);
        company.provider.knows(company.address("grace"));
        var back = browser.back(company);
        var state = LocalProvider.form(back.substring(back.indexOf('?') + 1)).get("state");
        var madeUp = state.substring(0, state.length() - 8) + "AAAAAAA=";
        for (var other : List.of("", "made-up", madeUp)) {
            assertThat(SsoBrowser.to(browser.open(back.replaceFirst("state=[^&]*", "state=" + other))))
                    .endsWith("sso_refused=unknown_request");
        }
        var wanted = SsoBrowser.to(browser.open(SsoBrowser.to(browser.open(company.startPath() + "?to=/app/users"))));
        query("update %s.federated_sign_ins set expires_at = now()".formatted(company.tenant.schema()));
        assertThat(SsoBrowser.to(browser.open(back))).endsWith("sso_refused=unknown_request");
        assertThat(SsoBrowser.to(browser.open(wanted)))
                .isEqualTo("/app/sign-in?to=%2Fusers&sso_refused=unknown_request");
        assertThat(SsoBrowser.to(new SsoBrowser().open(wanted))).isEqualTo("/app/sign-in?sso_refused=unknown_request");
    }

    @Test
    void takesNoAnswerOfAProviderThatWasSwitchedOffOrChangedMeanwhile() {
        company.connected(CREATES);
        company.provider.knows(company.address("grace"));
        var back = browser.back(company);
        company.change(CREATES + ",\"enabled\":false");
        assertThat(SsoBrowser.to(browser.open(back))).endsWith("sso_refused=provider_unavailable");
        company.change(CREATES);
        var again = browser.back(company);
        try (var other = new LocalProvider()) {
            var changed = company.admin
                    .with("If-Match", "*")
                    .put(
                            "/identity-providers/" + company.id,
                            company.fields(CREATES).replace(company.provider.issuer(), other.issuer()));
            assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
            assertThat(SsoBrowser.to(browser.open(again))).endsWith("sso_refused=provider_unavailable");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {",\"enabled\":false", ",\"default_roles\":[\"viewer\"]"})
    void letsNobodyInByAProviderThatIsChangedWhileItIsAsked(String change) {
        company.connected(CREATES);
        company.provider.knows(company.address("grace")).tokens = right -> {
            company.change(change);
            return right;
        };
        refused("provider_unavailable");
        assertThat(query("select email from %s.users where email = '%s'"
                        .formatted(TENANT.schema(), company.address("grace"))))
                .isEmpty();
    }

    @Test
    void beginsNoSessionByAProviderThatWasSwitchedOffSince() {
        company.connected(CREATES);
        company.provider.knows(company.address("grace"));
        var page = browser.arrive(company);
        company.change(CREATES + ",\"enabled\":false");
        assertThat(browser.complete(page).status()).isEqualTo(401);
        company.change(CREATES);
        assertThat(browser.complete(page).status()).isEqualTo(200);
    }

    @Test
    void forgetsWhoIsWhoWhenTheProviderIsAnotherOne() {
        company.connected(CREATES);
        company.provider.knows(company.address("grace"));
        browser.signIn(company);
        try (var other = new LocalProvider()) {
            company.admin
                    .with("If-Match", "*")
                    .put(
                            "/identity-providers/" + company.id,
                            company.fields(CREATES).replace(company.provider.issuer(), other.issuer()));
            other.person.put("sub", company.provider.person.get("sub"));
            assertThat(browser.arrive(company)).endsWith("sso_refused=email_missing");
        }
    }

    private void refused(String reason) {
        assertThat(browser.arrive(company)).isEqualTo("/app/sign-in?sso_refused=" + reason);
        assertThat(reasons()).containsExactly(reason);
    }

    private List<String> reasons() {
        return query("""
            select o.data->>'reason' from %1$s.outbox o join %1$s.audit_entries a on a.id = o.id
            where o.type = 'FederatedSignInRefused' and o.resource_id = '%2$s' order by o.no
            """.formatted(company.tenant.schema(), company.id));
    }

    private String details() {
        return query(
                        "select data->>'detail' from %s.outbox where type = 'FederatedSignInRefused' and resource_id = '%s'"
                                .formatted(company.tenant.schema(), company.id))
                .toString();
    }
}
