package io.foodflow.identity.oidc;

import static io.foodflow.identity.IdentityPlatform.atOnce;
import static io.foodflow.identity.IdentityPlatform.everythingRecorded;
import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.query;
import static io.foodflow.identity.IdentityPlatform.recorded;
import static io.foodflow.identity.IdentityPlatform.signedIn;
import static io.foodflow.identity.oidc.Browser.asked;
import static io.foodflow.identity.oidc.Browser.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.roles.Assignments;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.security.OutsideTokens;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderApiTest {

    private static final TestPlatform PLATFORM = IdentityPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();
    private static final Tenant OTHER = PLATFORM.newTenant();
    private static final Api ADMIN = signedIn(newUser(TENANT, "tenant_admin"));
    private static final RelyingParty PARTY = RelyingParty.confidential(TENANT, ADMIN);
    private static final RelyingParty OTHERS =
            RelyingParty.confidential(OTHER, signedIn(newUser(OTHER, "tenant_admin")));
    private static final String VERIFIER = "an-unguessable-verifier-of-43-characters-ok";
    /** BASE64URL(SHA-256(VERIFIER)). */
    private static final String CHALLENGE = challenge();

    private final Browser browser = new Browser(PARTY);

    private static String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RelyingParty publicParty() {
        return RelyingParty.register(TENANT, ADMIN, """
                "kind":"public","grant_types":["authorization_code"],
                "redirect_uris":["%s","http://127.0.0.1/cb"],"scopes":["openid","email"]""".formatted(RelyingParty.CALLBACK));
    }

    private static Answer machine(RelyingParty party, String scope) {
        return party.token(Map.of("grant_type", "client_credentials", "scope", scope));
    }

    @Test
    void describesItselfAsDiscoveryAndAsRfc8414Have() {
        var document = PARTY.api.get(PARTY.path(".well-known/openid-configuration"));
        assertThat(document.status()).isEqualTo(200);
        var json = document.json();
        assertThat(json.path("issuer").asString()).isEqualTo(PARTY.issuer());
        assertThat(json.path("code_challenge_methods_supported").toString()).isEqualTo("[\"S256\"]");
        for (var endpoint :
                List.of("authorization", "token", "userinfo", "end_session", "revocation", "introspection")) {
            assertThat(json.path(endpoint + "_endpoint").asString()).startsWith(PARTY.issuer() + "/");
        }
        assertThat(PARTY.api
                        .get("/.well-known/oauth-authorization-server/oidc/" + TENANT.slug())
                        .json())
                .isEqualTo(json);
        assertThat(PARTY.api
                        .get(PARTY.path(".well-known/oauth-authorization-server"))
                        .json())
                .isEqualTo(json);
        assertThat(PARTY.api.get(PARTY.path("jwks")).body()).doesNotContain("\"d\":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuch", "Nosuch", "a", "x%27y"})
    void knowsNoIssuerWithoutTenant(String slug) {
        var answer = PARTY.api.get("/oidc/%s/.well-known/openid-configuration".formatted(slug));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("type").asString()).endsWith("/not-found");
    }

    @Test
    void doesNotServeASuspendedTenant() {
        var tenant = PLATFORM.newTenant();
        var path = "/oidc/%s/jwks".formatted(tenant.slug());
        assertThat(PARTY.api.get(path).status()).isEqualTo(200);
        query("update platform.tenants set status = 'suspended' where slug = '%s'".formatted(tenant.slug()));
        assertThat(PARTY.api.get(path).status()).isEqualTo(404);
    }

    @Test
    void givesApplicationsTokensForThemselves() throws Exception {
        var answer = machine(PARTY, "foodflow");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().propertyNames())
                .containsExactlyInAnyOrder("access_token", "token_type", "expires_in", "scope");
        var claims = PARTY.verified(answer.json().path("access_token").asString());
        assertThat(claims.getSubject()).isEqualTo(PARTY.id);
        assertThat(claims.getStringClaim("client_id")).isEqualTo(PARTY.id);
        assertThat(PARTY.userinfo(answer.json().path("access_token").asString()).status())
                .isEqualTo(403);
        assertThat(recorded(TENANT, PARTY.id)).contains("OAuthTokensIssued");
        assertThat(machine(PARTY, "secrets").json().path("error").asString()).isEqualTo("invalid_scope");
        assertThat(PARTY.token(Map.of("grant_type", "password"))
                        .json()
                        .path("error")
                        .asString())
                .isEqualTo("unsupported_grant_type");
    }

    @Test
    void isNeverTakenForAnIssuerOfOurOwnTokens() throws Exception {
        var user = newUser(TENANT, "tenant_admin");
        var tokens = PARTY.signIn(user, "openid profile email foodflow offline_access");
        for (var name : List.of("access_token", "id_token", "refresh_token")) {
            var token = tokens.path(name).asString();
            for (var path : List.of("/users", "/auth/me", "/oauth-clients")) {
                assertThat(IdentityPlatform.with(token).get(path).status())
                        .as(name)
                        .isEqualTo(401);
            }
        }
        var access = SignedJWT.parse(tokens.path("access_token").asString());
        assertThat(access.getHeader().getType().getType()).isEqualTo("oidc-at+jwt");
        assertThat(access.getJWTClaimsSet().getAudience()).containsExactly(PARTY.issuer());
        var ours = IdentityPlatform.login(user.email(), IdentityPlatform.PASSWORD)
                .json()
                .path("access_token")
                .asString();
        assertThat(PARTY.userinfo(ours).status()).isEqualTo(401);
        assertThat(PARTY.introspect(ours).json().path("active").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://foodflow.local,someone,JWT",
        "https://issuer.example,foodflow,JWT",
        "https://issuer.example,someone,at+jwt",
        ",someone,JWT",
        "https://issuer.example,,JWT"
    })
    void signsNothingForOthersThatOurApiWouldTake(String issuer, String audience, String type) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience == null ? List.of() : List.of(audience))
                .subject("x")
                .build();
        assertThatThrownBy(() -> PLATFORM.bean(OutsideTokens.class).sign(new JOSEObjectType(type), claims))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of its own");
    }

    @Test
    void vouchesForNobodyAtAnotherTenantsIssuer() {
        var tokens = PARTY.signIn(newUser(TENANT, "viewer"), "openid offline_access");
        var access = tokens.path("access_token").asString();
        assertThat(OTHERS.userinfo(access).status()).isEqualTo(401);
        assertThat(OTHERS.introspect(access).json().path("active").asBoolean()).isFalse();
        assertThat(OTHERS.refresh(tokens.path("refresh_token").asString())
                        .json()
                        .path("error")
                        .asString())
                .isEqualTo("invalid_grant");
        assertThat(OTHERS.revoke(access).status()).isEqualTo(200);
        assertThat(PARTY.userinfo(access).status()).isEqualTo(200);
        var atOther = OTHERS.request("client_id", PARTY.id);
        assertThat(new Browser(OTHERS).authorize(atOther).status()).isEqualTo(400);
        var form = Map.of("grant_type", "client_credentials", "client_id", PARTY.id, "client_secret", PARTY.secret);
        assertThat(OTHERS.post(PARTY.api, "token", form).status()).isEqualTo(401);
        var stranger = signedIn(newUser(OTHER, "viewer"));
        var request = asked(browser.authorize(PARTY.request()));
        assertThat(browser.look(request, stranger).json().path("next").asString())
                .isEqualTo("sign_in");
        assertThat(browser.decide(request, stranger, true).status()).isEqualTo(404);
    }

    @Test
    void asksPublicApplicationsForAChallenge() {
        var party = publicParty();
        var mine = new Browser(party);
        assertThat(told(mine.authorize(party.request()))).containsEntry("error", "invalid_request");
        assertThat(told(mine.authorize(party.request("code_challenge", VERIFIER, "code_challenge_method", "plain"))))
                .containsEntry("error", "invalid_request");
        assertThat(told(mine.authorize(party.request("code_challenge", CHALLENGE))))
                .containsEntry("error", "invalid_request");
        var user = newUser(TENANT, "viewer");
        var request = party.request("code_challenge", CHALLENGE, "code_challenge_method", "S256");
        var code = mine.signIn(user, request).get("code");
        var form = new HashMap<>(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                RelyingParty.CALLBACK,
                "client_id",
                party.id,
                "code_verifier",
                "wrong-".repeat(10)));
        assertThat(party.post(party.api, "token", form).json().path("error").asString())
                .isEqualTo("invalid_grant");
        form.put("code_verifier", VERIFIER);
        var script = party.api.with("Origin", "https://app.example.com");
        var answer = party.post(script, "token", form);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example.com");
        assertThat(answer.json().has("refresh_token")).isFalse();
    }

    @Test
    void doesNotLetAPageThatWasNotRegisteredReadTokens() {
        var party = publicParty();
        var request = party.request("code_challenge", CHALLENGE, "code_challenge_method", "S256");
        var code = new Browser(party).signIn(newUser(TENANT, "viewer"), request).get("code");
        var answer = party.post(
                party.api.with("Origin", "https://evil.example.com"),
                "token",
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        RelyingParty.CALLBACK,
                        "client_id",
                        party.id,
                        "code_verifier",
                        VERIFIER));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
    }

    @Test
    void takesAnyPortOfTheLoopback() {
        var party = publicParty();
        var request = party.request(
                "redirect_uri",
                "http://127.0.0.1:49152/cb",
                "code_challenge",
                CHALLENGE,
                "code_challenge_method",
                "S256");
        var mine = new Browser(party);
        var decided = mine.decide(asked(mine.authorize(request)), signedIn(newUser(TENANT, "viewer")), true);
        var back = mine.open(decided.json().path("continue").asString());
        assertThat(back.header("Location")).startsWith("http://127.0.0.1:49152/cb?code=");
    }

    @Test
    void givesACodeToOneOfManyThatUseItAtOnce() throws Exception {
        var code = browser.signIn(newUser(TENANT, "viewer"), PARTY.request()).get("code");
        var answers = atOnce(12, () -> PARTY.exchange(code));
        assertThat(answers.stream().filter(answer -> answer.status() == 200).count())
                .isEqualTo(1);
        var won = answers.stream()
                .filter(answer -> answer.status() == 200)
                .findFirst()
                .orElseThrow();
        assertThat(PARTY.userinfo(won.json().path("access_token").asString()).status())
                .isEqualTo(401);
        assertThat(recorded(TENANT, PARTY.id)).contains("OAuthTokenReused");
    }

    @Test
    void revokesEverythingWhenARefreshTokenIsUsedTwice() {
        var first = PARTY.signIn(newUser(TENANT, "viewer"), "openid offline_access");
        var second = PARTY.refresh(first.path("refresh_token").asString()).json();
        assertThat(PARTY.userinfo(second.path("access_token").asString()).status())
                .isEqualTo(200);
        var again = PARTY.refresh(first.path("refresh_token").asString());
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.json().path("error").asString()).isEqualTo("invalid_grant");
        assertThat(PARTY.refresh(second.path("refresh_token").asString()).status())
                .isEqualTo(400);
        assertThat(PARTY.userinfo(second.path("access_token").asString()).status())
                .isEqualTo(401);
    }

    @Test
    void renewsOnceWhenManyRenewAtOnce() throws Exception {
        var first = PARTY.signIn(newUser(TENANT, "viewer"), "openid offline_access");
        var answers = atOnce(8, () -> PARTY.refresh(first.path("refresh_token").asString()));
        assertThat(answers.stream().filter(answer -> answer.status() == 200).count())
                .isEqualTo(1);
    }

    @Test
    void givesARefreshTokenOnlyToWhomTheUserLetGoOn() {
        assertThat(PARTY.signIn(newUser(TENANT, "viewer"), "openid").has("refresh_token"))
                .isFalse();
    }

    @Test
    void worksInSeveralProcesses() {
        var code = browser.signIn(newUser(TENANT, "viewer"), PARTY.request("scope", "openid offline_access"))
                .get("code");
        try (var another = IdentityPlatform.another()) {
            var form = Map.of(
                    "grant_type", "authorization_code",
                    "code", code,
                    "redirect_uri", RelyingParty.CALLBACK,
                    "client_id", PARTY.id,
                    "client_secret", PARTY.secret);
            var there = PARTY.post(another.anonymous(), "token", form);
            assertThat(there.status()).as(there.toString()).isEqualTo(200);
            assertThat(PARTY.userinfo(there.json().path("access_token").asString())
                            .status())
                    .isEqualTo(200);
            assertThat(PARTY.exchange(code).status()).isEqualTo(400);
        }
    }

    @Test
    void refusesTokensAtOnceWhenTheUserIsDisabled() {
        var user = newUser(TENANT, "viewer");
        var tokens = PARTY.signIn(user, "openid offline_access");
        var access = tokens.path("access_token").asString();
        assertThat(PARTY.introspect(access).json().path("active").asBoolean()).isTrue();
        var changed = ADMIN.with("If-Match", "*")
                .put(
                        "/users/" + user.id(),
                        "{\"email\":\"%s\",\"first_name\":\"Ada\",\"last_name\":\"Byron\",\"roles\":[\"viewer\"],\"status\":\"disabled\"}"
                                .formatted(user.email()));
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        assertDead(tokens.path("refresh_token").asString(), access);
    }

    @Test
    void refusesTokensAtOnceWhenTheSessionEnds() {
        var user = newUser(TENANT, "viewer");
        var tokens = PARTY.signIn(user, "openid offline_access");
        assertThat(ADMIN.delete("/users/%s/sessions".formatted(user.id())).status())
                .isEqualTo(204);
        assertDead(
                tokens.path("refresh_token").asString(),
                tokens.path("access_token").asString());
    }

    @Test
    void endsWhatGoesOnWithoutTheUserEvenLongAfterTheSessionRanOut() {
        var user = newUser(TENANT, "viewer");
        var tokens = PARTY.signIn(user, "openid offline_access");
        query("update %s.sessions set expires_at = now() - interval '40 days' where user_id = '%s'"
                .formatted(TENANT.schema(), user.id()));
        var renewed = PARTY.refresh(tokens.path("refresh_token").asString());
        assertThat(renewed.status()).isEqualTo(200);
        signedIn(user);
        assertThat(ADMIN.delete("/users/%s/sessions".formatted(user.id())).status())
                .isEqualTo(204);
        assertDead(
                renewed.json().path("refresh_token").asString(),
                renewed.json().path("access_token").asString());
    }

    @Test
    void givesNoScopeThatWasTakenFromTheApplicationSince() {
        var party = RelyingParty.confidential(TENANT, ADMIN);
        var tokens = party.signIn(newUser(TENANT, "viewer"), "openid email offline_access");
        var changed = ADMIN.with("If-Match", "*")
                .put("/oauth-clients/" + party.id, """
                {"name":"app %s","kind":"confidential","grant_types":["authorization_code","refresh_token"],
                 "redirect_uris":["%s"],"scopes":["openid","offline_access"]}""".formatted(party.id, RelyingParty.CALLBACK));
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        var renewed = party.refresh(tokens.path("refresh_token").asString());
        assertThat(renewed.status()).as(renewed.toString()).isEqualTo(200);
        assertThat(renewed.json().path("scope").asString()).doesNotContain("email");
        assertThat(party.userinfo(renewed.json().path("access_token").asString())
                        .json()
                        .has("email"))
                .isFalse();
    }

    @Test
    void saysWhatIsWrongWhereTheApplicationWasChangedWhileItsUserThought() {
        var party = RelyingParty.confidential(TENANT, ADMIN);
        var theirs = new Browser(party);
        var user = signedIn(newUser(TENANT, "viewer"));
        var request = Browser.asked(theirs.authorize(party.request()));
        var decided = theirs.decide(request, user, true);
        var changed = ADMIN.with("If-Match", "*").put("/oauth-clients/" + party.id, """
                {"name":"app %s","kind":"confidential","grant_types":["authorization_code"],
                 "redirect_uris":["https://elsewhere.example.com/"],"scopes":["openid"]}""".formatted(party.id));
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        var answer = theirs.open(decided.json().path("continue").asString());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("invalid_request").doesNotContain("app.example.com");
    }

    @Test
    void tellsAnApplicationWithoutASecretNothingOfTokens() {
        var party = publicParty();
        var code = new Browser(party)
                .signIn(
                        newUser(TENANT, "viewer"),
                        party.request("code_challenge", CHALLENGE, "code_challenge_method", "S256"))
                .get("code");
        var proof = new java.util.LinkedHashMap<>(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                RelyingParty.CALLBACK,
                "client_id",
                party.id,
                "code_verifier",
                VERIFIER));
        proof.put("token", "anything");
        for (var endpoint : List.of("introspect", "revoke")) {
            assertThat(party.post(party.api, endpoint, proof).status()).isEqualTo(401);
        }
        assertThat(party.post(party.api, "token", proof).status()).isEqualTo(200);
    }

    private static void assertDead(String refresh, String access) {
        assertThat(PARTY.introspect(access).body()).isEqualTo("{\"active\":false}");
        assertThat(PARTY.introspect(refresh).body()).isEqualTo("{\"active\":false}");
        assertThat(PARTY.userinfo(access).status()).isEqualTo(401);
        assertThat(PARTY.refresh(refresh).json().path("error").asString()).isEqualTo("invalid_grant");
    }

    @Test
    void describesTokensToApplicationsOfTheTenant() {
        var user = newUser(TENANT, "viewer");
        var access = PARTY.signIn(user, "openid email").path("access_token").asString();
        var described = PARTY.introspect(access).json();
        assertThat(described.path("active").asBoolean()).isTrue();
        assertThat(described.path("sub").asString()).isEqualTo(user.id().toString());
        assertThat(described.path("scope").asString()).isEqualTo("email openid");
        assertThat(described.path("client_id").asString()).isEqualTo(PARTY.id);
        assertThat(described.path("iss").asString()).isEqualTo(PARTY.issuer());
        assertThat(described.path("exp").asLong()).isGreaterThan(Instant.now().getEpochSecond());
        assertThat(PARTY.post(PARTY.api, "introspect", Map.of("token", access)).status())
                .isEqualTo(401);
        assertThat(PARTY.introspect("made-up").body()).isEqualTo("{\"active\":false}");
    }

    @Test
    void takesTokensBack() {
        var tokens = PARTY.signIn(newUser(TENANT, "viewer"), "openid offline_access");
        assertThat(PARTY.revoke(tokens.path("refresh_token").asString()).status())
                .isEqualTo(200);
        assertDead(
                tokens.path("refresh_token").asString(),
                tokens.path("access_token").asString());
        assertThat(PARTY.revoke("made-up").status()).isEqualTo(200);
        var another = RelyingParty.confidential(TENANT, ADMIN);
        var mine = PARTY.signIn(newUser(TENANT, "viewer"), "openid")
                .path("access_token")
                .asString();
        assertThat(another.revoke(mine).status()).isEqualTo(401);
        assertThat(PARTY.userinfo(mine).status()).isEqualTo(200);
    }

    @Test
    void saysTenantAndRolesForOurScope() throws Exception {
        var user = newUser(TENANT, "planner", "viewer");
        var tokens = PARTY.signIn(user, "openid foodflow");
        var info = PARTY.userinfo(tokens.path("access_token").asString()).json();
        assertThat(info.path("tenant").asString()).isEqualTo(TENANT.slug());
        assertThat(info.path("roles").toString()).isEqualTo("[\"planner\",\"viewer\"]");
        var claims = PARTY.verified(tokens.path("id_token").asString());
        assertThat(claims.getStringClaim("tenant")).isEqualTo(TENANT.slug());
        assertThat(claims.getStringListClaim("roles")).containsExactly("planner", "viewer");
    }

    @Test
    void namesNoRoleThatHoldsAtSomeSitesOnly() throws Exception {
        var user = IdentityPlatform.newUserAs(
                TENANT,
                IdentityPlatform.newEmail(),
                IdentityPlatform.PASSWORD,
                Assignments.of(Set.of("planner", "viewer"), Map.of("planner", Set.of("urn:example:plant"))));
        var tokens = PARTY.signIn(user, "openid foodflow");
        var info = PARTY.userinfo(tokens.path("access_token").asString()).json();
        assertThat(info.path("roles").toString()).isEqualTo("[\"viewer\"]");
        var claims = PARTY.verified(tokens.path("id_token").asString());
        assertThat(claims.getStringListClaim("roles")).containsExactly("viewer");
    }

    @Test
    void tellsNoClaimThatTheApplicationMayNotAskFor() {
        var party = RelyingParty.register(TENANT, ADMIN, """
                "kind":"confidential","grant_types":["authorization_code"],"redirect_uris":["%s"],"scopes":["openid"]""".formatted(RelyingParty.CALLBACK));
        var request = party.request("claims", "{\"userinfo\":{\"email\":null},\"id_token\":{\"roles\":null}}");
        var mine = new Browser(party);
        var tokens = party.exchange(
                        mine.signIn(newUser(TENANT, "viewer"), request).get("code"))
                .json();
        assertThat(party.userinfo(tokens.path("access_token").asString()).json().propertyNames())
                .containsExactly("sub");
        assertThat(party.verified(tokens.path("id_token").asString()).getClaims())
                .doesNotContainKey("roles");
        assertThat(told(mine.authorize(party.request("scope", "openid email"))))
                .containsEntry("error", "invalid_scope");
    }

    @Test
    void asksOnceForEachThingAnApplicationWants() {
        var user = newUser(TENANT, "viewer");
        browser.signIn(user, PARTY.request("scope", "openid profile"));
        assertThat(told(browser.authorize(PARTY.request("scope", "openid profile"))))
                .containsKey("code");
        assertThat(told(browser.authorize(PARTY.request("scope", "openid profile email", "prompt", "none"))))
                .containsEntry("error", "consent_required");
        var again = browser.authorize(PARTY.request("scope", "openid profile", "prompt", "consent"));
        assertThat(browser.look(asked(again), signedIn(user))
                        .json()
                        .path("next")
                        .asString())
                .isEqualTo("agree");
        assertThat(recorded(TENANT, user.id())).contains("OAuthConsentGiven", "OAuthCodeIssued");
    }

    @Test
    void showsTheUserWhoAsksForWhatAndTakesNoForAnAnswer() {
        var request = PARTY.request("scope", "openid email", "claims", "{\"userinfo\":{\"name\":null}}");
        var id = asked(browser.authorize(request));
        var user = signedIn(newUser(TENANT, "viewer"));
        var shown = browser.look(id, user).json();
        assertThat(shown.path("application").asString()).startsWith("app ");
        assertThat(shown.at("/tenant/slug").asString()).isEqualTo(TENANT.slug());
        assertThat(shown.path("asks").toString()).isEqualTo("[\"openid\",\"email\",\"claim:name\"]");
        assertThat(shown.path("next").asString()).isEqualTo("agree");
        assertThat(browser.look(id, PARTY.api).json().path("next").asString()).isEqualTo("sign_in");
        var decided = browser.decide(id, user, false);
        assertThat(told(browser.open(decided.json().path("continue").asString())))
                .containsEntry("error", "access_denied")
                .containsEntry("state", request.get("state"));
        assertThat(browser.open(decided.json().path("continue").asString()).status())
                .isEqualTo(400);
    }

    @Test
    void answersOnlyInTheBrowserThatAsked() {
        var id = asked(browser.authorize(PARTY.request()));
        var user = signedIn(newUser(TENANT, "viewer"));
        var elsewhere = new Browser(PARTY);
        assertThat(elsewhere.look(id, user).status()).isEqualTo(404);
        assertThat(elsewhere.decide(id, user, true).status()).isEqualTo(404);
        assertThat(browser.decide(id, PARTY.api, true).status()).isEqualTo(401);
        var decided = browser.decide(id, user, true);
        assertThat(decided.status()).isEqualTo(200);
        var next = decided.json().path("continue").asString();
        assertThat(elsewhere.open(next).status()).isEqualTo(400);
        assertThat(browser.decide(id, user, true).status()).isEqualTo(404);
        assertThat(told(browser.open(next))).containsKey("code");
        assertThat(browser.open(next).status()).isEqualTo(400);
        browser.forgetCookies();
        assertThat(asked(browser.authorize(PARTY.request()))).isNotEmpty();
    }

    @Test
    void wantsToKnowTheDecision() {
        var id = asked(browser.authorize(PARTY.request()));
        var user = signedIn(newUser(TENANT, "viewer"));
        var token = user.header("Authorization");
        var answer = PARTY.api.with("Authorization", token).post(PARTY.path("requests/" + id + "/decision"), "{}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("allow");
        assertThat(browser.look(UUID.randomUUID().toString(), user).status()).isEqualTo(404);
    }

    @Test
    void asksForTheSecondFactorThatTheCompanyAsksFor() {
        var tenant = PLATFORM.newTenant();
        var admin = signedIn(newUser(tenant, "tenant_admin"));
        var party = RelyingParty.confidential(tenant, admin);
        var mine = new Browser(party);
        var user = newUser(tenant, "viewer");
        var session = signedIn(user);
        mine.agree(mine.authorize(party.request()), session);
        var policy = admin.with("If-Match", "*")
                .put("/tenant/policy", "{\"second_factor_required\":true,\"registration_role\":\"viewer\"}");
        assertThat(policy.status()).as(policy.toString()).isEqualTo(200);
        assertThat(told(mine.authorize(party.request("prompt", "none")))).containsEntry("error", "login_required");
        var refused = mine.decide(asked(mine.authorize(party.request())), session, true);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("type").asString()).endsWith("/sign-in-again");
    }

    @Test
    void answersByFormWhereTheApplicationWantsThat() {
        browser.signIn(newUser(TENANT, "viewer"), PARTY.request());
        var request = PARTY.request("response_mode", "form_post", "state", "<\"'&>");
        var page = browser.authorize(request);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'", "script-src 'sha256-");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.body())
                .contains("action=\"" + RelyingParty.CALLBACK + "\"", "name=\"code\"", "&lt;&quot;&#39;&amp;&gt;")
                .doesNotContain("<\"'&>");
        assertThat(told(browser.authorize(PARTY.request("response_mode", "fragment"))))
                .containsEntry("error", "invalid_request");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "response_type|token|unsupported_response_type",
                "prompt|none login|invalid_request",
                "max_age|soon|invalid_request",
                "claims|[1]|invalid_request",
                "registration|{}|registration_not_supported"
            })
    void saysWhatIsWrongWithARequest(String name, String value, String error) {
        var told = told(browser.authorize(PARTY.request(name, value)));
        assertThat(told)
                .containsEntry("error", error)
                .containsKey("error_description")
                .containsKey("state");
    }

    @Test
    void showsItsUserWhatCannotBeToldToTheApplication() {
        var twice = browser.open(PARTY.path("authorize") + "?" + RelyingParty.form(PARTY.request()) + "&state=again");
        assertThat(twice.status()).isEqualTo(400);
        assertThat(twice.header("Content-Type")).startsWith("text/html");
        for (var id : List.of(UUID.randomUUID().toString(), "<script>", OTHERS.id)) {
            var answer = browser.authorize(PARTY.request("client_id", id));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).doesNotContain("<script>");
            assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
        }
    }

    @Test
    void signsOutAtTheWishOfAnApplication() {
        var user = newUser(TENANT, "viewer");
        var tokens = PARTY.exchange(browser.signIn(user, PARTY.request("scope", "openid offline_access"))
                        .get("code"))
                .json();
        var hint = tokens.path("id_token").asString();
        var form = Map.of("id_token_hint", hint, "post_logout_redirect_uri", RelyingParty.SIGNED_OUT, "state", "s 1");
        var elsewhere = new Browser(PARTY);
        elsewhere.open(PARTY.path("logout") + "?" + RelyingParty.form(form));
        assertThat(PARTY.userinfo(tokens.path("access_token").asString()).status())
                .isEqualTo(200);
        var answer = browser.open(PARTY.path("logout") + "?" + RelyingParty.form(form));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo(RelyingParty.SIGNED_OUT + "?state=s%201");
        assertThat(browser.cookies()).doesNotContainKey("foodflow_signed_in");
        assertDead(
                tokens.path("refresh_token").asString(),
                tokens.path("access_token").asString());
        assertThat(told(browser.authorize(PARTY.request("prompt", "none")))).containsEntry("error", "login_required");
        var evil = new HashMap<>(form);
        evil.put("post_logout_redirect_uri", "https://evil.example.com/");
        assertThat(browser.open(PARTY.path("logout") + "?" + RelyingParty.form(evil))
                        .status())
                .isEqualTo(400);
        assertThat(browser.open(PARTY.path("logout")).status()).isEqualTo(400);
        assertThat(browser.open(PARTY.path("logout") + "?id_token_hint=" + hint).header("Location"))
                .isEqualTo("/app/");
    }

    @Test
    void signsOutOfTheSessionBeforeTooWhenTheUserSignedInAgain() {
        var user = newUser(TENANT, "viewer");
        var before = PARTY.exchange(browser.signIn(user, PARTY.request("scope", "openid offline_access"))
                        .get("code"))
                .json();
        var after = PARTY.exchange(
                        browser.signIn(user, PARTY.request("prompt", "login", "scope", "openid offline_access"))
                                .get("code"))
                .json();
        browser.open(PARTY.path("logout") + "?id_token_hint="
                + before.path("id_token").asString());
        for (var tokens : List.of(before, after)) {
            assertDead(
                    tokens.path("refresh_token").asString(),
                    tokens.path("access_token").asString());
        }
    }

    @Test
    void signsNobodyOutByTheTokenOfAnother() {
        var others = PARTY.signIn(newUser(TENANT, "viewer"), "openid");
        browser.signIn(newUser(TENANT, "viewer"), PARTY.request());
        browser.open(PARTY.path("logout") + "?id_token_hint="
                + others.path("id_token").asString());
        assertThat(browser.cookies()).containsKey("foodflow_signed_in");
        assertThat(told(browser.authorize(PARTY.request("prompt", "none")))).containsKey("code");
    }

    @Test
    void tellsWhoeverGuessesSecretsToWaitAndNobodyElse() throws Exception {
        var party = RelyingParty.confidential(TENANT, ADMIN);
        var form = Map.of("grant_type", "client_credentials", "client_id", party.id, "client_secret", "ffo_wrong");
        var answers = atOnce(500, () -> party.post(party.api, "token", form));
        // 503: no connection was free in time, so nothing was looked at
        assertThat(answers).allMatch(answer -> Set.of(401, 429, 503).contains(answer.status()));
        assertThat(recorded(TENANT, party.id).stream()
                        .filter("OAuthClientRefused"::equals)
                        .count())
                .isBetween(1L, 10L);
        assertThat(answers.stream().filter(answer -> answer.status() == 401).count())
                .isBetween(1L, 10L);
        assertThat(party.post(party.api, "token", form).header("Retry-After")).isNotNull();
        assertThat(machine(party, "openid").status()).isEqualTo(200);
        assertThat(party.introspect("x").status()).isEqualTo(200);
        ADMIN.post("/oauth-clients/" + party.id + "/rotate-secret", "");
        assertThat(machine(party, "openid").status()).isEqualTo(429);
    }

    @Test
    void takesNoParameterSentTwice() {
        var twice = "grant_type=authorization_code&client_id=%s&code_verifier=x&code=a&code=b".formatted(PARTY.id);
        var answer = PARTY.api.send(
                "POST",
                PARTY.path("token"),
                twice.getBytes(StandardCharsets.US_ASCII),
                "application/x-www-form-urlencoded");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asString()).isEqualTo("invalid_request");
    }

    @Test
    void tellsNothingOfApplicationsToWhoeverGuesses() {
        var unknown = UUID.randomUUID().toString();
        for (var id : List.of(unknown, PARTY.id, "not-an-id")) {
            var answer = PARTY.post(
                    PARTY.api,
                    "token",
                    Map.of("grant_type", "client_credentials", "client_id", id, "client_secret", "ffo_wrong"));
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo("{\"error\":\"invalid_client\"}");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Basic");
        }
        var both = PARTY.post(
                PARTY.api.with(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString("a:b".getBytes(StandardCharsets.UTF_8))),
                "token",
                Map.of("grant_type", "client_credentials", "client_id", PARTY.id, "client_secret", PARTY.secret));
        assertThat(both.json().path("error").asString()).isEqualTo("invalid_request");
        assertThat(PARTY.post(PARTY.api, "token", Map.of("grant_type", "client_credentials"))
                        .status())
                .isEqualTo(401);
        assertThat(PARTY.api
                        .with("DPoP", "x")
                        .with("Authorization", "Basic x")
                        .post(PARTY.path("token"), "{}")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void refusesTheOldSecretOnceThereIsAnother() {
        var party = RelyingParty.confidential(TENANT, ADMIN);
        assertThat(machine(party, "openid").status()).isEqualTo(200);
        ADMIN.post("/oauth-clients/" + party.id + "/rotate-secret", "");
        assertThat(machine(party, "openid").status()).isEqualTo(401);
    }

    @Test
    void forgetsAllOfAnApplicationThatIsRemoved() {
        var party = RelyingParty.confidential(TENANT, ADMIN);
        var access = machine(party, "openid").json().path("access_token").asString();
        assertThat(PARTY.introspect(access).json().path("active").asBoolean()).isTrue();
        assertThat(ADMIN.delete("/oauth-clients/" + party.id).status()).isEqualTo(204);
        assertThat(PARTY.introspect(access).json().path("active").asBoolean()).isFalse();
    }

    @Test
    void keepsNoTokenInTheClear() {
        var tokens = PARTY.signIn(newUser(TENANT, "viewer"), "openid offline_access");
        var tables =
                List.of("oauth_authorizations", "oauth_tokens", "oauth_requests", "oauth_browsers", "oauth_clients");
        var everything = new StringBuilder(everythingRecorded(TENANT));
        tables.forEach(
                table -> everything.append(query("select t::text from %s.%s t".formatted(TENANT.schema(), table))));
        for (var name : List.of("access_token", "id_token", "refresh_token")) {
            assertThat(everything.toString()).doesNotContain(tokens.path(name).asString());
        }
        assertThat(everything.toString()).doesNotContain(PARTY.secret);
        browser.authorize(PARTY.request());
        assertThat(everything.toString()).doesNotContain(browser.cookies().values());
    }

    @Test
    void forgetsWhatHasRunOut() {
        var tenant = PLATFORM.newTenant();
        var party = RelyingParty.confidential(tenant, signedIn(newUser(tenant, "tenant_admin")));
        party.signIn(newUser(tenant, "viewer"), "openid offline_access");
        new Browser(party).authorize(party.request());
        var tables = List.of("oauth_authorizations", "oauth_tokens", "oauth_requests", "oauth_browsers");
        sweep(tenant, Instant.now());
        assertThat(tables.stream().map(table -> count(tenant, table))).doesNotContain("0");
        sweep(tenant, Instant.now().plus(Duration.ofDays(80)));
        assertThat(tables.stream().map(table -> count(tenant, table))).containsOnly("0");
    }

    @Test
    void forgetsReplacedTokensButKnowsTheUserOfAnIdTokenForLonger() {
        var tenant = PLATFORM.newTenant();
        var party = RelyingParty.confidential(tenant, signedIn(newUser(tenant, "tenant_admin")));
        var mine = new Browser(party);
        var user = newUser(tenant, "viewer");
        var tokens = party.exchange(mine.signIn(user, party.request("scope", "openid offline_access"))
                        .get("code"))
                .json();
        var renewed = party.refresh(tokens.path("refresh_token").asString()).json();
        var kinds =
                "select kind from %s.oauth_tokens where state = 'replaced' order by kind".formatted(tenant.schema());
        assertThat(query(kinds)).containsExactly("access", "id", "refresh");
        sweep(tenant, Instant.now().plus(Duration.ofDays(3)));
        assertThat(query(kinds)).containsExactly("id", "refresh");
        sweep(tenant, Instant.now().plus(Duration.ofDays(33)));
        assertThat(query(kinds)).containsExactly("id");
        assertThat(party.refresh(renewed.path("refresh_token").asString()).status())
                .isEqualTo(200);
        var hint = tokens.path("id_token").asString();
        var theirs = new Browser(party);
        var hinted = Browser.asked(theirs.authorize(party.request("id_token_hint", hint)));
        assertThat(theirs.look(hinted, signedIn(user)).json().path("next").asString())
                .isEqualTo("go");
        assertThat(theirs.look(hinted, signedIn(newUser(tenant)))
                        .json()
                        .path("next")
                        .asString())
                .isEqualTo("another_user");
    }

    private static String count(Tenant tenant, String table) {
        return query("select count(*) from %s.%s".formatted(tenant.schema(), table))
                .getFirst();
    }

    private static void sweep(Tenant tenant, Instant now) {
        PLATFORM.inside(
                tenant,
                () -> PLATFORM.bean(UnitOfWork.class).write(change -> {
                    change.nothing();
                    return PLATFORM.bean(ProviderSweep.class).sweep(now, 100);
                }));
    }

    @Test
    void signsNobodyInForAnApplicationThatOnlyCallsForItself() {
        var party = RelyingParty.register(
                TENANT,
                ADMIN,
                "\"kind\":\"confidential\",\"grant_types\":[\"client_credentials\"],\"scopes\":[\"foodflow\"]");
        var answer = new Browser(party).authorize(party.request("redirect_uri", null, "scope", "foodflow"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("unauthorized_client");
        assertThat(machine(party, "foodflow").status()).isEqualTo(200);
    }

    @Test
    void letsScriptsOfAnyPageReadWhatOnlyATokenOpens() {
        var preflight = PARTY.api
                .with("Origin", "https://spa.example.com")
                .with("Access-Control-Request-Method", "GET")
                .with("Access-Control-Request-Headers", "authorization")
                .send("OPTIONS", PARTY.path("userinfo"), new byte[0], null);
        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(preflight.header("Access-Control-Allow-Credentials")).isNull();
        var keys = PARTY.api.with("Origin", "https://spa.example.com").get(PARTY.path("jwks"));
        assertThat(keys.header("Access-Control-Allow-Origin")).isEqualTo("*");
        var authorize = PARTY.api.with("Origin", "https://spa.example.com").get(PARTY.path("authorize"));
        assertThat(authorize.header("Access-Control-Allow-Origin")).isNull();
    }
}
