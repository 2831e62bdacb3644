package io.foodflow.identity.federation;

import static io.foodflow.identity.IdentityPlatform.PASSWORD;
import static io.foodflow.identity.IdentityPlatform.atOnce;
import static io.foodflow.identity.IdentityPlatform.login;
import static io.foodflow.identity.IdentityPlatform.newUserAs;
import static io.foodflow.identity.IdentityPlatform.query;
import static io.foodflow.identity.IdentityPlatform.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.testkit.Api.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FederatedSignInApiTest {

    private static final String CREATES = ",\"creates_users\":true,\"default_roles\":[\"viewer\"]";
    private static final String MAPS = """
        ,"creates_users":true,"follows_roles":true,"claims":{"groups":"groups"},
        "role_rules":[{"value":"qa","roles":["quality_manager"]},{"value":"plan","roles":["planner"]}]\
        """;

    private final Company company = new Company();
    private final SsoBrowser browser = new SsoBrowser();

    @AfterEach
    void close() {
        company.close();
    }

    private Answer discover(String email) {
        return IdentityPlatform.get().anonymous().post("/auth/sso/discover", "{\"email\":\"%s\"}".formatted(email));
    }

    private List<String> rolesOf(Answer signedIn) {
        return signedIn.json().at("/user/roles").values().stream()
                .map(role -> role.asString())
                .toList();
    }

    private String setting(String sql) {
        return query(sql.formatted(company.tenant.schema())).getFirst();
    }

    @Test
    void makesTheUserAtTheFirstSignIn() {
        company.connected(MAPS);
        company.provider.knows(company.address("Grace")).person.put("groups", List.of("qa", "all"));
        var answer = browser.signIn(company);
        var user = answer.json().path("user");
        assertThat(user.path("email").asString()).isEqualTo(company.address("grace"));
        assertThat(user.path("first_name").asString()).isEqualTo("Grace");
        assertThat(user.path("last_name").asString()).isEqualTo("Hopper");
        assertThat(user.path("email_verified").asBoolean()).isTrue();
        assertThat(rolesOf(answer)).containsExactly("quality_manager");
        var session = IdentityPlatform.with(answer.json().path("access_token").asString());
        assertThat(session.get("/auth/me").status()).isEqualTo(200);
        assertThat(recorded(company.tenant, user.path("id").asString()))
                .containsExactly("UserCreated", "FederatedIdentityLinked", "FederatedSignInAccepted");
        assertThat(login(company.address("grace"), "").status()).isEqualTo(400);
    }

    @Test
    void asksTheProviderByTheProtocol() {
        company.connected(CREATES);
        company.provider.knows(company.address("grace"));
        var start = SsoBrowser.to(browser.open(
                company.startPath() + "?login_hint=grace%40" + company.domain + "&to=/app/lots%3Fq%3Dmilk"));
        var asked = LocalProvider.form(start.substring(start.indexOf('?') + 1));
        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", LocalProvider.CLIENT)
                .containsEntry("scope", "openid email profile")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("login_hint", company.address("grace"))
                .containsEntry(
                        "redirect_uri",
                        IdentityPlatform.get().address()
                                + "/auth/sso/%s/%s/callback".formatted(company.tenant.slug(), company.id));
        assertThat(asked.get("code_challenge")).hasSize(43);
        assertThat(asked.get("nonce")).hasSize(64).isNotEqualTo(asked.get("state"));
        assertThat(query("select destination from %s.federated_sign_ins".formatted(company.tenant.schema())))
                .containsExactly("/app/lots?q=milk");
        assertThat(query("select f::text from %s.federated_sign_ins f".formatted(company.tenant.schema()))
                        .toString())
                .doesNotContain(asked.get("state"), asked.get("nonce"));
        assertThat(SsoBrowser.to(browser.open(SsoBrowser.to(browser.open(start)))))
                .startsWith("/app/sign-in?to=%2Flots%3Fq%3Dmilk#sso=ffx_");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/app",
                "//evil.example/app",
                "/\\evil.example",
                "/app/../auth/logout",
                "/apple",
                "javascript:alert(1)",
                "/app/%0d%0aSet-Cookie:x"
            })
    void leadsToNoOtherPageThanTheWorkspaces(String to) {
        company.connected(CREATES);
        SsoBrowser.to(browser.open(company.startPath() + "?to=" + LocalProvider.encoded(to)));
        assertThat(query("select destination from %s.federated_sign_ins".formatted(company.tenant.schema())))
                .containsExactly("/app");
    }

    @Test
    void knowsAPersonAgainWhateverTheAddressIsNow() {
        company.connected(CREATES);
        company.provider.knows(company.address("grace"));
        var first = browser.signIn(company).json().path("user");
        company.provider.knows("grace@elsewhere.example").person.put("email_verified", false);
        var again = browser.signIn(company).json().path("user");
        assertThat(again.path("id")).isEqualTo(first.path("id"));
        assertThat(again.path("email")).isEqualTo(first.path("email"));
    }

    @Test
    void showsOneWhereOneIsKnown() {
        company.connected(CREATES);
        company.provider.knows(company.address("grace"));
        var session = IdentityPlatform.with(
                browser.signIn(company).json().path("access_token").asString());
        var known = session.get("/auth/identities").json().path("items");
        assertThat(known.findValuesAsString("name")).containsExactly("Works " + company.domain);
        assertThat(known.findValuesAsString("provider_id")).containsExactly(company.id);
        assertThat(company.admin.get("/auth/identities").body()).isEqualTo("{\"items\":[]}");
        assertThat(IdentityPlatform.get().anonymous().get("/auth/identities").status())
                .isEqualTo(401);
    }

    @Test
    void givesTheRolesThatTheProviderSaysAtEachSignIn() {
        company.connected(MAPS);
        company.provider.knows(company.address("grace")).person.put("groups", List.of("qa"));
        var first = browser.signIn(company);
        var before = IdentityPlatform.with(first.json().path("access_token").asString());
        company.provider.person.put("groups", List.of("plan"));
        assertThat(rolesOf(browser.signIn(company))).containsExactly("planner");
        assertThat(before.get("/graph/nodes").status()).isEqualTo(401);
        company.provider.person.remove("groups");
        assertThat(rolesOf(browser.signIn(company))).isEmpty();
        assertThat(recorded(company.tenant, first.json().at("/user/id").asString()))
                .contains("UserUpdated");
    }

    @Test
    void givesNoRoleBackThatAReviewRevoked() {
        company.connected(MAPS);
        company.provider.knows(company.address("grace")).person.put("groups", List.of("qa", "plan"));
        var grace = browser.signIn(company).json().at("/user/id").asString();
        revokeInReview("quality_manager");
        assertThat(rolesOf(browser.signIn(company))).containsExactly("planner");

        query("""
                insert into %1$s.user_roles (user_id, role_id)
                select '%2$s', id from %1$s.roles where name = 'quality_manager'""".formatted(company.tenant.schema(), grace));
        assertThat(rolesOf(browser.signIn(company))).as("given back by hand").contains("quality_manager");
    }

    private void revokeInReview(String role) {
        var me = company.admin.get("/auth/me").json();
        var review = company.admin.post(
                "/access-reviews",
                "{\"name\":\"Autumn\",\"reviewer_id\":\"%s\",\"due_at\":\"%s\",\"scope\":{\"roles\":[\"%s\"]}}"
                        .formatted(me.path("id").asString(), Instant.now().plus(Duration.ofDays(7)), role));
        assertThat(review.status()).as(review.toString()).isEqualTo(201);
        var items = "/access-reviews/" + review.json().path("id").asString() + "/items";
        var item = company.admin.get(items).json().at("/items/0/id").asString();
        var decided = company.admin.put(items + "/" + item, "{\"decision\":\"revoke\",\"comment\":\"Left the plant\"}");
        assertThat(decided.status()).as(decided.toString()).isEqualTo(200);
    }

    @Test
    void leavesRolesAloneWhereTheyDoNotFollow() {
        company.connected(MAPS.replace("\"follows_roles\":true", "\"follows_roles\":false"));
        company.provider.knows(company.address("grace")).person.put("groups", List.of("qa"));
        browser.signIn(company);
        company.provider.person.put("groups", List.of("plan"));
        assertThat(rolesOf(browser.signIn(company))).containsExactly("quality_manager");
    }

    @Test
    void takesTheLastAdministratorsRoleFromNobody() {
        company.connected(MAPS);
        query("update %s.users set status = 'disabled'".formatted(company.tenant.schema()));
        newUserAs(company.tenant, company.address("boss"), PASSWORD, "tenant_admin");
        company.provider.knows(company.address("boss")).person.put("groups", List.of("plan"));
        assertThat(rolesOf(browser.signIn(company))).containsExactly("planner", "tenant_admin");
    }

    @Test
    void leavesAnAdministratorWhoNeedsNoProvider() {
        company.connected(
                MAPS.replace("\"role_rules\":[", "\"role_rules\":[{\"value\":\"it\",\"roles\":[\"tenant_admin\"]},"));
        query("update %s.users set status = 'disabled'".formatted(company.tenant.schema()));
        newUserAs(company.tenant, company.address("boss"), PASSWORD, "tenant_admin");
        company.provider.knows(company.address("grace")).person.put("groups", List.of("it"));
        var grace = browser.signIn(company);
        assertThat(rolesOf(grace)).containsExactly("tenant_admin");
        var graceAtTheProvider = company.provider.person.put("sub", "the boss");
        company.provider.knows(company.address("boss")).person.put("groups", List.of("plan"));
        assertThat(rolesOf(browser.signIn(company))).containsExactly("planner", "tenant_admin");
        company.provider.person.put("sub", graceAtTheProvider);
        assertThat(rolesOf(browser.signIn(company))).containsExactly("planner");
        company.provider.person.put("groups", List.of("it"));
        var session = IdentityPlatform.with(
                browser.signIn(company).json().path("access_token").asString());
        var changed = session.with("If-Match", "*")
                .put(
                        "/users/" + grace.json().at("/user/id").asString(),
                        "{\"email\":\"%s\",\"first_name\":\"Grace\",\"last_name\":\"Hopper\",\"password\":\"%s\"}"
                                .formatted(company.address("grace"), PASSWORD));
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        company.provider.person.put("sub", "the boss");
        company.provider.person.put("groups", List.of("plan"));
        assertThat(rolesOf(browser.signIn(company))).containsExactly("planner");
    }

    @Test
    void putsOutWhoeverMadeTheAccountBeforeItsAddressWasProved() {
        company.connected("");
        var user = newUserAs(company.tenant, company.address("boss"), PASSWORD, "planner");
        var before = login(user.email(), PASSWORD).json();
        company.provider.knows(user.email());
        assertThat(browser.signIn(company).json().at("/user/email_verified").asBoolean())
                .isTrue();
        assertThat(login(user.email(), PASSWORD).status()).isEqualTo(401);
        assertThat(IdentityPlatform.refresh(before.path("refresh_token").asString())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void leavesAnAccountWhoseAddressWasProvedItsPassword() {
        company.connected("");
        var user = newUserAs(company.tenant, company.address("ada"), PASSWORD, "planner");
        query("update %s.users set email_verified_at = now()".formatted(company.tenant.schema()));
        company.provider.knows(user.email());
        browser.signIn(company);
        assertThat(login(user.email(), PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void linksTheUserWithTheAddress() {
        company.connected("");
        var user = newUserAs(company.tenant, company.address("ada"), PASSWORD, "planner");
        company.provider.knows(company.address("ada"));
        var answer = browser.signIn(company);
        assertThat(answer.json().at("/user/id").asString()).isEqualTo(user.id().toString());
        assertThat(rolesOf(answer)).containsExactly("planner");
        assertThat(recorded(company.tenant, user.id()))
                .containsExactly(
                        "UserCreated",
                        "PasswordReset",
                        "EmailVerified",
                        "FederatedIdentityLinked",
                        "FederatedSignInAccepted");
    }

    @Test
    void asksUserinfoForWhatTheIdTokenLacks() {
        company.connected(CREATES);
        company.provider.userinfo.putAll(
                Map.of("email", company.address("grace"), "email_verified", true, "given_name", "Grace"));
        assertThat(browser.signIn(company).json().at("/user/email").asString()).isEqualTo(company.address("grace"));
    }

    @Test
    void believesOnlyWhatIsSaidOfTheSameAddress() {
        company.connected(CREATES);
        company.provider.person.put("email", company.address("grace"));
        company.provider.userinfo.putAll(
                Map.of("email", "mallory@" + company.domain, "email_verified", true, "given_name", "M"));
        assertThat(browser.arrive(company)).isEqualTo("/app/sign-in?sso_refused=email_not_verified");
    }

    @Test
    void readsGroupsWithinAClaim() {
        company.connected(MAPS.replace("\"groups\":\"groups\"", "\"groups\":\"realm_access.roles\""));
        company.provider.knows(company.address("grace")).person.put("realm_access", Map.of("roles", List.of("plan")));
        assertThat(rolesOf(browser.signIn(company))).containsExactly("planner");
    }

    @Test
    void sendsTheSecretInTheFormWhereTheProviderWantsThat() {
        company.provider.secretInForm = true;
        company.connected(CREATES);
        company.provider.knows(company.address("grace"));
        browser.signIn(company);
        assertThat(company.provider.exchanged).containsEntry("client_secret", LocalProvider.SECRET);
    }

    @Test
    void fetchesKeysAgainWhenTheProviderHasANewOne() {
        company.connected(CREATES);
        company.provider.knows(company.address("grace"));
        browser.signIn(company);
        browser.signIn(company);
        assertThat(company.provider.keysFetched).isEqualTo(1);
        company.provider.key = LocalProvider.key("second");
        browser.signIn(company);
        assertThat(company.provider.keysFetched).isEqualTo(2);
    }

    @Test
    void makesOneUserOfManyFirstSignInsAtOnce() throws Exception {
        company.connected(CREATES);
        company.provider.knows(company.address("grace"));
        atOnce(8, () -> new SsoBrowser().arrive(company));
        assertThat(setting("select count(*) from %s.users where email like 'grace@%%'"))
                .isEqualTo("1");
        assertThat(setting("select count(*) from %s.federated_identities")).isEqualTo("1");
    }

    @Test
    void finishesOnceAndInTheBrowserThatBegan() {
        company.connected(CREATES);
        company.provider.knows(company.address("grace"));
        var page = browser.arrive(company);
        var other = new SsoBrowser();
        assertThat(other.complete(page).status()).isEqualTo(401);
        SsoBrowser.to(other.open(company.startPath()));
        var stolen = other.complete(page);
        assertThat(stolen.status()).isEqualTo(401);
        assertThat(stolen.json().path("type").asString()).endsWith("/ticket-refused");
        assertThat(browser.complete(page).status()).isEqualTo(200);
        assertThat(browser.complete(page).status()).isEqualTo(401);
        assertThat(IdentityPlatform.get()
                        .anonymous()
                        .post("/auth/sso/complete", "{}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void letsATicketRunOut() {
        company.connected(CREATES);
        company.provider.knows(company.address("grace"));
        var page = browser.arrive(company);
        query("update %s.federated_sign_ins set expires_at = now()".formatted(company.tenant.schema()));
        assertThat(browser.complete(page).status()).isEqualTo(401);
    }

    @Test
    void letsNobodyInWhoWasDisabledOnTheWay() {
        company.connected(CREATES);
        company.provider.knows(company.address("grace"));
        var page = browser.arrive(company);
        query("update %s.users set status = 'disabled'".formatted(company.tenant.schema()));
        var answer = browser.complete(page);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("type").asString()).endsWith("/user-disabled");
    }

    @Test
    void asksForTheHousesSecondFactorWhereThePolicyDoes() {
        company.connected(CREATES);
        query("update %s.account_policy set second_factor_required = true".formatted(company.tenant.schema()));
        company.provider.knows(company.address("grace")).person.put("amr", List.of("pwd", "mfa"));
        var answer = browser.complete(browser.arrive(company));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("type").asString()).endsWith("/second-factor-enrolment-due");
        assertThat(answer.json().path("challenge").asString()).startsWith("ffc_");
    }

    @ParameterizedTest
    @CsvSource({"amr,mfa,200", "acr,urn:mfa,200", "amr,pwd,401"})
    void takesTheProvidersWordForASecondFactorWhereTheTenantDoes(String claim, String value, int status) {
        company.connected(CREATES + ",\"second_factor_values\":[\"mfa\",\"urn:mfa\"]");
        query("update %s.account_policy set second_factor_required = true".formatted(company.tenant.schema()));
        company.provider
                .knows(company.address("grace"))
                .person
                .put(claim, claim.equals("amr") ? List.of(value) : value);
        assertThat(browser.complete(browser.arrive(company)).status()).isEqualTo(status);
        if (status == 200) {
            assertThat(setting("select second_factor from %s.sessions order by created_at desc limit 1"))
                    .isEqualTo("t");
        }
    }

    static Stream<Arguments> wordsThatAreNone() {
        return Stream.of(
                Arguments.argumentSet("methods in userinfo", Map.of("amr", List.of("mfa")), Map.of()),
                Arguments.argumentSet("a class in userinfo", Map.of("acr", "mfa"), Map.of()),
                Arguments.argumentSet("a list of classes", Map.of(), Map.of("acr", List.of("mfa"))),
                Arguments.argumentSet("one text for the methods", Map.of(), Map.of("amr", "mfa")));
    }

    @ParameterizedTest
    @MethodSource("wordsThatAreNone")
    void takesNoOtherWordForASecondFactor(Map<String, Object> userinfo, Map<String, Object> token) {
        company.connected(CREATES + ",\"second_factor_values\":[\"mfa\"]");
        query("update %s.account_policy set second_factor_required = true".formatted(company.tenant.schema()));
        company.provider.knows(company.address("grace")).person.putAll(token);
        company.provider.person.remove("given_name");
        company.provider.userinfo.putAll(userinfo);
        assertThat(browser.complete(browser.arrive(company)).status()).isEqualTo(401);
    }

    @Test
    void letsNobodyInFromElsewhere() {
        company.connected(CREATES);
        company.provider.knows(company.address("grace"));
        query("update %s.account_policy set allowed_networks = '{10.0.0.0/8}'".formatted(company.tenant.schema()));
        assertThat(browser.arrive(company)).endsWith("sso_refused=address_not_allowed");
    }

    @Test
    void letsOnlyAdministratorsUseAPasswordWhereTheCompanySaysSo() {
        company.connected(",\"password_allowed\":false");
        var user = newUserAs(company.tenant, company.address("ada"), PASSWORD, "planner");
        newUserAs(company.tenant, company.address("boss"), PASSWORD, "tenant_admin");
        newUserAs(company.tenant, "guest@other.example", PASSWORD, "viewer");
        var refused = login(user.email(), PASSWORD);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("type").asString()).endsWith("/sso-required");
        assertThat(refused.json().at("/sso/start_url").asString()).isEqualTo(company.startPath());
        assertThat(login(user.email(), "not my password").status()).isEqualTo(401);
        assertThat(recorded(company.tenant, user.id())).contains("SignInRefused");
        assertThat(login(company.address("boss"), PASSWORD).status()).isEqualTo(200);
        assertThat(login("guest@other.example", PASSWORD).status()).isEqualTo(200);
        company.change(",\"password_allowed\":false,\"enabled\":false");
        assertThat(login(user.email(), PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void findsTheProviderByAVerifiedDomainAlone() {
        company.added(CREATES);
        assertThat(discover(company.address("anybody")).json().path("sso").isNull())
                .isTrue();
        company.change("");
        query("update %s.identity_providers set enabled = true".formatted(company.tenant.schema()));
        var vouched = IdentityPlatform.get()
                .as(company.tenant, "platform_tenant:write")
                .post("/tenants/%s/domains/%s/verify".formatted(company.tenant.id(), company.domain), "");
        assertThat(vouched.status()).isEqualTo(200);
        var found = discover("Anybody@" + company.domain.toUpperCase(java.util.Locale.ROOT));
        assertThat(found.json().path("sso").toString())
                .isEqualTo("{\"name\":\"Works %s\",\"tenant\":\"%s\",\"start_url\":\"%s\"}"
                        .formatted(company.domain, company.tenant.name(), company.startPath()));
        for (var other : List.of("anybody@" + UUID.randomUUID() + ".example", "nonsense", "")) {
            assertThat(discover(other).body()).isEqualTo("{\"sso\":null}");
        }
        company.change(",\"enabled\":false");
        assertThat(discover(company.address("anybody")).body()).isEqualTo("{\"sso\":null}");
        company.change("");
        query("update platform.tenants set status = 'suspended' where id = '%s'".formatted(company.tenant.id()));
        IdentityPlatform.get().bean(io.foodflow.platform.tenancy.Tenants.class).forget();
        assertThat(discover(company.address("anybody")).body()).isEqualTo("{\"sso\":null}");
        assertThat(SsoBrowser.to(browser.open(company.startPath()))).endsWith("sso_refused=provider_unavailable");
    }

    @ParameterizedTest
    @CsvSource({"cross-site,false", "same-site,false", "same-origin,true", "none,true"})
    void signsNobodyInWhomAnotherSiteSends(String site, boolean begins) {
        company.connected(CREATES);
        var answer =
                IdentityPlatform.get().anonymous().with("Sec-Fetch-Site", site).get(company.startPath());
        assertThat(SsoBrowser.to(answer)).startsWith(begins ? company.provider.issuer() : "/app/sign-in");
        assertThat(answer.header("Set-Cookie") != null).isEqualTo(begins);
    }

    @Test
    void beginsAtNoProviderOfAnotherTenant() {
        company.connected(CREATES);
        try (var other = new Company()) {
            for (var path : List.of(
                    "/auth/sso/%s/%s/start".formatted(other.tenant.slug(), company.id),
                    "/auth/sso/%s/%s/start".formatted(other.tenant.slug(), UUID.randomUUID()),
                    "/auth/sso/nobody/%s/start".formatted(company.id),
                    "/auth/sso/..%%2f/%s/start".formatted(company.id))) {
                var answer = browser.open(path);
                assertThat(answer.status()).as(path).isIn(303, 400);
                if (answer.status() == 303) {
                    assertThat(answer.header("Location")).endsWith("/app/sign-in?sso_refused=provider_unavailable");
                }
            }
        }
    }

    @Test
    void forgetsSignInsThatNobodyCameBackFrom() {
        company.connected(CREATES);
        SsoBrowser.to(browser.open(company.startPath()));
        query("update %s.federated_sign_ins set expires_at = now() - interval '1 minute'"
                .formatted(company.tenant.schema()));
        var sweep = IdentityPlatform.get().bean(FederationSweep.class);
        int gone = IdentityPlatform.get()
                .inside(
                        company.tenant,
                        () -> IdentityPlatform.get()
                                .bean(io.foodflow.platform.changes.UnitOfWork.class)
                                .write(change -> {
                                    change.nothing();
                                    return sweep.sweep(java.time.Instant.now(), 100);
                                }));
        assertThat(gone).isEqualTo(1);
    }

    @Test
    void keepsSecretsOutOfTheTrail() {
        company.connected(CREATES);
        company.provider.knows(company.address("grace"));
        var page = browser.arrive(company);
        browser.complete(page);
        assertThat(IdentityPlatform.everythingRecorded(company.tenant))
                .contains(company.address("grace"))
                .doesNotContain(LocalProvider.SECRET, "ffx_", "fft_", "ffr_");
    }
}
