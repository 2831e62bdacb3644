package io.foodflow.identity.oidc;

import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.signedIn;
import static io.foodflow.identity.oidc.Browser.asked;
import static io.foodflow.identity.oidc.Browser.told;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.SignedJWT;
import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.api.UserView;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What the OpenID Foundation's conformance suite looks for in a "Basic OP": each of the 38 modules of its plan
 * {@code oidcc-basic-certification-test-plan} (openid/conformance-suite, OIDCCBasicTestPlan) as a test of our own, in the
 * plan's order, under the module's name. Where a module lets a provider do without something, the test holds us to what
 * our discovery document says.
 */
class BasicOpTest {

    private static final Tenant TENANT = IdentityPlatform.get().newTenant();
    private static final Api ADMIN = signedIn(newUser(TENANT, "tenant_admin"));
    private static final UserView USER = newUser(TENANT, "viewer");
    private static final RelyingParty PARTY = RelyingParty.confidential(TENANT, ADMIN);

    private final Browser browser = new Browser(PARTY);

    private JsonNode tokens(Map<String, String> request) {
        var told = browser.signIn(USER, request);
        assertThat(told).containsEntry("state", request.get("state")).containsEntry("iss", PARTY.issuer());
        var answer = PARTY.exchange(told.get("code"));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private static String access(JsonNode tokens) {
        return tokens.path("access_token").asString();
    }

    private static String id(JsonNode tokens) {
        return tokens.path("id_token").asString();
    }

    @Test
    @DisplayName("oidcc-server")
    void signsInByCode() throws Exception {
        var before = Instant.now().getEpochSecond();
        var request = PARTY.request();
        var tokens = tokens(request);
        var claims = PARTY.verified(id(tokens));
        assertThat(tokens.path("token_type").asString()).isEqualTo("Bearer");
        assertThat(tokens.path("expires_in").asInt()).isEqualTo(900);
        assertThat(claims.getIssuer()).isEqualTo(PARTY.issuer());
        assertThat(claims.getSubject()).isEqualTo(USER.id().toString());
        assertThat(claims.getAudience()).containsExactly(PARTY.id);
        assertThat(claims.getStringClaim("azp")).isEqualTo(PARTY.id);
        assertThat(claims.getStringClaim("nonce")).isEqualTo(request.get("nonce"));
        assertThat(claims.getIssueTime().toInstant().getEpochSecond()).isGreaterThanOrEqualTo(before);
        assertThat(claims.getExpirationTime()).isAfter(claims.getIssueTime());
        assertThat(claims.getLongClaim("auth_time")).isGreaterThanOrEqualTo(before);
        assertThat(PARTY.userinfo(access(tokens)).json().path("sub").asString()).isEqualTo(claims.getSubject());
    }

    @Test
    @DisplayName("oidcc-response-type-missing")
    void refusesARequestWithoutResponseType() {
        var request = PARTY.request("response_type", null);
        assertThat(told(browser.authorize(request)))
                .containsEntry("error", "invalid_request")
                .containsEntry("state", request.get("state"));
    }

    @Test
    @DisplayName("oidcc-idtoken-signature")
    void signsIdTokensByAPublishedKey() throws Exception {
        var jwt = SignedJWT.parse(id(tokens(PARTY.request())));
        assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        assertThat(PARTY.api.get(PARTY.path("jwks")).json().findValuesAsString("kid"))
                .contains(jwt.getHeader().getKeyID());
        PARTY.verified(jwt.serialize());
    }

    @Test
    @DisplayName("oidcc-idtoken-unsigned")
    void offersNoUnsignedIdTokens() {
        var configuration =
                PARTY.api.get(PARTY.path(".well-known/openid-configuration")).json();
        assertThat(configuration.path("id_token_signing_alg_values_supported").toString())
                .isEqualTo("[\"RS256\"]");
    }

    @Test
    @DisplayName("oidcc-userinfo-get")
    void answersUserinfoByGet() {
        var answer = PARTY.userinfo(access(tokens(PARTY.request())));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json().path("sub").asString()).isEqualTo(USER.id().toString());
    }

    @Test
    @DisplayName("oidcc-userinfo-post-header")
    void answersUserinfoByPostWithTheTokenInTheHeader() {
        var answer = PARTY.post(
                PARTY.api.with("Authorization", "Bearer " + access(tokens(PARTY.request()))), "userinfo", Map.of());
        assertThat(answer.json().path("sub").asString()).isEqualTo(USER.id().toString());
    }

    @Test
    @DisplayName("oidcc-userinfo-post-body")
    void answersUserinfoByPostWithTheTokenInTheForm() {
        var answer = PARTY.post(PARTY.api, "userinfo", Map.of("access_token", access(tokens(PARTY.request()))));
        assertThat(answer.json().path("sub").asString()).isEqualTo(USER.id().toString());
    }

    @Test
    @DisplayName("oidcc-ensure-request-without-nonce-succeeds-for-code-flow")
    void doesWithoutNonce() {
        var tokens = tokens(PARTY.request("nonce", null));
        assertThat(PARTY.verified(id(tokens)).getClaims()).doesNotContainKey("nonce");
    }

    @Test
    @DisplayName("oidcc-scope-profile")
    void tellsTheProfile() {
        var info = PARTY.userinfo(access(tokens(PARTY.request("scope", "openid profile"))))
                .json();
        assertThat(info.path("name").asString()).isEqualTo("Ada Byron");
        assertThat(info.path("given_name").asString()).isEqualTo("Ada");
        assertThat(info.path("family_name").asString()).isEqualTo("Byron");
        assertThat(info.path("updated_at").isIntegralNumber()).isTrue();
        assertThat(info.has("email")).isFalse();
    }

    @Test
    @DisplayName("oidcc-scope-email")
    void tellsTheAddress() {
        var info = PARTY.userinfo(access(tokens(PARTY.request("scope", "openid email"))))
                .json();
        assertThat(info.path("email").asString()).isEqualTo(USER.email());
        assertThat(info.path("email_verified").isBoolean()).isTrue();
        assertThat(info.has("name")).isFalse();
    }

    @Test
    @DisplayName("oidcc-scope-address")
    void passesOverTheScopeAddressWhichItDoesNotHold() {
        assertUnsupported("address");
    }

    @Test
    @DisplayName("oidcc-scope-phone")
    void passesOverTheScopePhoneWhichItDoesNotHold() {
        assertUnsupported("phone");
    }

    private void assertUnsupported(String scope) {
        var tokens = tokens(PARTY.request("scope", "openid " + scope));
        assertThat(tokens.path("scope").asString()).isEqualTo("openid");
        assertThat(PARTY.userinfo(access(tokens)).json().propertyNames()).containsExactly("sub");
        assertThat(PARTY.api
                        .get(PARTY.path(".well-known/openid-configuration"))
                        .json()
                        .path("scopes_supported")
                        .toString())
                .doesNotContain(scope);
    }

    @Test
    @DisplayName("oidcc-scope-all")
    void takesAllScopesAtOnce() {
        var tokens = tokens(PARTY.request("scope", "openid profile email address phone"));
        assertThat(tokens.path("scope").asString()).isEqualTo("email openid profile");
        assertThat(PARTY.userinfo(access(tokens)).json().propertyNames())
                .containsExactlyInAnyOrder(
                        "sub", "name", "given_name", "family_name", "updated_at", "email", "email_verified");
    }

    @Test
    @DisplayName("oidcc-ensure-other-scope-order-succeeds")
    void takesScopesInAnyOrder() {
        var tokens = tokens(PARTY.request("scope", "email openid"));
        assertThat(PARTY.userinfo(access(tokens)).json().path("email").asString())
                .isEqualTo(USER.email());
        assertThat(id(tokens)).isNotEmpty();
    }

    @Test
    @DisplayName("oidcc-display-page")
    void takesDisplayPage() {
        assertThat(id(tokens(PARTY.request("display", "page")))).isNotEmpty();
    }

    @Test
    @DisplayName("oidcc-display-popup")
    void takesDisplayPopup() {
        assertThat(id(tokens(PARTY.request("display", "popup")))).isNotEmpty();
    }

    @Test
    @DisplayName("oidcc-prompt-login")
    void asksForAnotherSignInWhereTheApplicationWantsThat() throws Exception {
        var user = signedIn(USER);
        var first = told(browser.open(browser.decide(asked(browser.authorize(PARTY.request())), user, true)
                .json()
                .path("continue")
                .asString()));
        var before = PARTY.verified(id(PARTY.exchange(first.get("code")).json()));
        var again = browser.authorize(PARTY.request("prompt", "login"));
        var refused = browser.decide(asked(again), user, true);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("type").asString()).endsWith("/sign-in-again");
        assertThat(browser.look(asked(again), user).json().path("next").asString())
                .isEqualTo("sign_in");
        var told = browser.agree(again, signedIn(USER));
        var after = PARTY.verified(id(PARTY.exchange(told.get("code")).json()));
        assertThat(after.getSubject()).isEqualTo(before.getSubject());
        assertThat(after.getLongClaim("auth_time")).isGreaterThanOrEqualTo(before.getLongClaim("auth_time"));
    }

    @Test
    @DisplayName("oidcc-prompt-none-not-logged-in")
    void saysThatNobodyIsSignedIn() {
        var request = PARTY.request("prompt", "none");
        assertThat(told(browser.authorize(request)))
                .containsEntry("error", "login_required")
                .containsEntry("state", request.get("state"));
    }

    @Test
    @DisplayName("oidcc-prompt-none-logged-in")
    void answersWithoutAskingWhoeverIsSignedIn() throws Exception {
        var first = PARTY.verified(id(tokens(PARTY.request())));
        var told = told(browser.authorize(PARTY.request("prompt", "none")));
        var second = PARTY.verified(id(PARTY.exchange(told.get("code")).json()));
        assertThat(second.getSubject()).isEqualTo(first.getSubject());
        assertThat(second.getLongClaim("auth_time")).isEqualTo(first.getLongClaim("auth_time"));
    }

    @Test
    @DisplayName("oidcc-max-age-1")
    void asksForAnotherSignInWhenTheLastIsTooOld() throws Exception {
        var user = newUser(TENANT, "viewer");
        browser.signIn(user, PARTY.request());
        IdentityPlatform.query(
                "update %s.sessions set created_at = created_at - interval '2 seconds' where user_id = '%s'"
                        .formatted(TENANT.schema(), user.id()));
        var again = browser.authorize(PARTY.request("max_age", "1"));
        var signedInAt = Instant.now().getEpochSecond();
        var told = browser.agree(again, signedIn(user));
        var claims = PARTY.verified(id(PARTY.exchange(told.get("code")).json()));
        assertThat(claims.getLongClaim("auth_time")).isGreaterThanOrEqualTo(signedInAt);
    }

    @Test
    @DisplayName("oidcc-max-age-10000")
    void takesASignInThatIsNotTooOld() throws Exception {
        var first = PARTY.verified(id(tokens(PARTY.request())));
        var told = told(browser.authorize(PARTY.request("max_age", "10000")));
        var second = PARTY.verified(id(PARTY.exchange(told.get("code")).json()));
        assertThat(second.getLongClaim("auth_time")).isEqualTo(first.getLongClaim("auth_time"));
    }

    @Test
    @DisplayName("oidcc-ensure-request-with-unknown-parameter-succeeds")
    void passesOverParametersThatNobodyKnows() {
        assertThat(id(tokens(PARTY.request("extra", "foobar")))).isNotEmpty();
    }

    @Test
    @DisplayName("oidcc-id-token-hint")
    void answersForTheUserOfTheIdToken() {
        var hint = id(tokens(PARTY.request()));
        var told = told(browser.authorize(PARTY.request("prompt", "none", "id_token_hint", hint)));
        assertThat(PARTY.verified(id(PARTY.exchange(told.get("code")).json())).getSubject())
                .isEqualTo(USER.id().toString());
        var another = new Browser(PARTY);
        another.signIn(newUser(TENANT, "viewer"), PARTY.request());
        assertThat(told(another.authorize(PARTY.request("prompt", "none", "id_token_hint", hint))))
                .containsEntry("error", "login_required");
    }

    @Test
    @DisplayName("oidcc-login-hint")
    void handsTheAddressToTheSignIn() {
        var answer = browser.authorize(PARTY.request("login_hint", USER.email()));
        assertThat(browser.look(asked(answer), PARTY.api)
                        .json()
                        .path("login_hint")
                        .asString())
                .isEqualTo(USER.email());
        assertThat(browser.agree(answer, signedIn(USER))).containsKey("code");
    }

    @Test
    @DisplayName("oidcc-ui-locales")
    void handsTheLanguageToTheSignIn() {
        var answer = browser.authorize(PARTY.request("ui_locales", "de fr"));
        assertThat(browser.look(asked(answer), PARTY.api)
                        .json()
                        .path("ui_locales")
                        .asString())
                .isEqualTo("de fr");
        assertThat(browser.agree(answer, signedIn(USER))).containsKey("code");
    }

    @Test
    @DisplayName("oidcc-claims-locales")
    void takesLanguagesOfClaims() {
        assertThat(id(tokens(PARTY.request("claims_locales", "se")))).isNotEmpty();
    }

    @Test
    @DisplayName("oidcc-ensure-request-with-acr-values-succeeds")
    void saysHowTheUserSignedIn() throws Exception {
        var claims = PARTY.verified(
                id(tokens(PARTY.request("acr_values", "urn:foodflow:acr:second-factor urn:foodflow:acr:password"))));
        assertThat(claims.getStringClaim("acr")).isEqualTo("urn:foodflow:acr:password");
        assertThat(claims.getStringListClaim("amr")).containsExactly("pwd");
    }

    @Test
    @DisplayName("oidcc-codereuse")
    void refusesACodeThatWasUsed() {
        var code = browser.signIn(USER, PARTY.request()).get("code");
        assertThat(PARTY.exchange(code).status()).isEqualTo(200);
        var again = PARTY.exchange(code);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.json().path("error").asString()).isEqualTo("invalid_grant");
    }

    @Test
    @DisplayName("oidcc-codereuse-30seconds")
    void takesBackTheTokensOfACodeThatIsUsedAgainLater() {
        var code = browser.signIn(USER, PARTY.request("scope", "openid offline_access"))
                .get("code");
        var tokens = PARTY.exchange(code).json();
        assertThat(PARTY.userinfo(access(tokens)).status()).isEqualTo(200);
        IdentityPlatform.query("""
                update %1$s.oauth_tokens set issued_at = issued_at - interval '90 seconds',
                  expires_at = expires_at - interval '90 seconds' where kind = 'code' and authorization_id in
                  (select id from %1$s.oauth_authorizations where client_id = '%2$s')""".formatted(TENANT.schema(), PARTY.id));
        assertThat(PARTY.exchange(code).json().path("error").asString()).isEqualTo("invalid_grant");
        assertThat(PARTY.userinfo(access(tokens)).status()).isEqualTo(401);
        assertThat(PARTY.refresh(tokens.path("refresh_token").asString()).status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("oidcc-ensure-registered-redirect-uri")
    void sendsNobodyToAnAddressThatWasNotRegistered() {
        for (var address : new String[] {
            RelyingParty.CALLBACK + "/", RelyingParty.CALLBACK + "?a=b", "https://evil.example.com/callback"
        }) {
            var answer = browser.authorize(PARTY.request("redirect_uri", address));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("Location")).isNull();
            assertThat(answer.header("Content-Type")).startsWith("text/html");
            assertThat(answer.body()).contains("cannot sign you in");
        }
    }

    @Test
    @DisplayName("oidcc-ensure-post-request-succeeds")
    void takesARequestByForm() {
        var answer = browser.authorizeByForm(PARTY.request());
        var told = browser.agree(answer, signedIn(USER));
        assertThat(PARTY.exchange(told.get("code")).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("oidcc-server-client-secret-post")
    void takesTheSecretInTheForm() {
        var code = browser.signIn(USER, PARTY.request()).get("code");
        var answer = PARTY.post(
                PARTY.api,
                "token",
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        RelyingParty.CALLBACK,
                        "client_id",
                        PARTY.id,
                        "client_secret",
                        PARTY.secret));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        PARTY.verified(id(answer.json()));
    }

    @Test
    @DisplayName("oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported")
    void refusesRequestsByReference() {
        var request = PARTY.request("request_uri", "https://app.example.com/request.jwt");
        assertThat(told(browser.authorize(request)))
                .containsEntry("error", "request_uri_not_supported")
                .containsEntry("state", request.get("state"));
    }

    @Test
    @DisplayName("oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported")
    void refusesRequestObjects() {
        var request = PARTY.request("request", unsigned("{\"nonce\":\"another\"}"));
        assertThat(told(browser.authorize(request)))
                .containsEntry("error", "request_not_supported")
                .containsEntry("state", request.get("state"));
    }

    @Test
    @DisplayName("oidcc-claims-essential")
    void tellsAClaimThatIsAskedForByItself() {
        var request = PARTY.request("claims", "{\"userinfo\":{\"name\":{\"essential\":true}}}");
        var info = PARTY.userinfo(access(tokens(request))).json();
        assertThat(info.path("name").asString()).isEqualTo("Ada Byron");
        assertThat(info.propertyNames()).containsExactlyInAnyOrder("sub", "name");
    }

    @Test
    @DisplayName("oidcc-ensure-request-object-with-redirect-uri")
    void takesNoAddressFromARequestObject() {
        var request = PARTY.request("request", unsigned("{\"redirect_uri\":\"https://evil.example.com/\"}"));
        assertThat(told(browser.authorize(request))).containsEntry("error", "request_not_supported");
    }

    @Test
    @DisplayName("oidcc-refresh-token")
    void renewsTokens() throws Exception {
        var first = tokens(PARTY.request("scope", "openid offline_access"));
        var answer = PARTY.refresh(first.path("refresh_token").asString());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        var second = answer.json();
        var before = PARTY.verified(id(first));
        var after = PARTY.verified(id(second));
        assertThat(after.getIssuer()).isEqualTo(before.getIssuer());
        assertThat(after.getSubject()).isEqualTo(before.getSubject());
        assertThat(after.getAudience()).isEqualTo(before.getAudience());
        assertThat(after.getLongClaim("auth_time")).isEqualTo(before.getLongClaim("auth_time"));
        assertThat(second.path("refresh_token").asString())
                .isNotEqualTo(first.path("refresh_token").asString());
        assertThat(PARTY.userinfo(access(second)).status()).isEqualTo(200);
        var other = RelyingParty.confidential(TENANT, ADMIN);
        assertThat(other.refresh(second.path("refresh_token").asString())
                        .json()
                        .path("error")
                        .asString())
                .isEqualTo("invalid_grant");
    }

    @Test
    @DisplayName("oidcc-ensure-request-with-valid-pkce-succeeds")
    void takesAChallenge() throws Exception {
        var verifier = "v".repeat(20) + "-._~" + "0123456789".repeat(3);
        var challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        var request = PARTY.request("code_challenge", challenge, "code_challenge_method", "S256");
        var code = browser.signIn(USER, request).get("code");
        var answer = PARTY.token(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                RelyingParty.CALLBACK,
                "code_verifier",
                verifier));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    private static String unsigned(String claims) {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
                + "."
                + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".";
    }
}
