package io.foodflow.identity.oidc;

import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.signedIn;
import static io.foodflow.identity.oidc.Browser.asked;
import static io.foodflow.identity.oidc.Browser.told;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.federation.Company;
import io.foodflow.identity.federation.SsoBrowser;
import io.foodflow.testkit.Api;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an application is told of somebody who signed in to it here, and here by the company's identity provider. */
class ElsewhereSignedInTest {

    private static final Company COMPANY = new Company()
            .connected(",\"creates_users\":true,\"default_roles\":[\"viewer\"],\"second_factor_values\":[\"mfa\"]");
    private static final RelyingParty PARTY = RelyingParty.confidential(COMPANY.tenant, COMPANY.admin);
    private static final String SECOND_FACTOR = "urn:foodflow:acr:second-factor";
    private static final String PROVIDER = "urn:foodflow:acr:provider";
    private static final String PASSWORD = "urn:foodflow:acr:password";

    private final Browser browser = new Browser(PARTY);
    private final SsoBrowser atProvider = new SsoBrowser();

    @BeforeEach
    void knowsGrace() {
        COMPANY.provider.knows(COMPANY.address("grace"));
        COMPANY.provider.person.keySet().removeAll(List.of("amr", "auth_time", "acr"));
    }

    @AfterAll
    static void close() {
        COMPANY.close();
    }

    /** Where the sign-in of a request sends the browser. */
    private String start(String request) {
        var page = "/app/connect?tenant=%s&request=%s".formatted(COMPANY.tenant.slug(), request);
        return SsoBrowser.to(
                atProvider.open(COMPANY.startPath() + "?to=" + URLEncoder.encode(page, StandardCharsets.UTF_8)));
    }

    /** The page that the browser comes back to from the provider. */
    private String back(String request) {
        return SsoBrowser.to(atProvider.open(SsoBrowser.to(atProvider.open(start(request)))));
    }

    /** Signs in at the provider for a request. */
    private Api signIn(String request) {
        var page = back(request);
        assertThat(page).contains("#sso=ffx_");
        var entered = IdentityPlatform.get()
                .anonymous()
                .with("Cookie", atProvider.cookie)
                .post("/auth/sso/complete", "{\"ticket\":\"%s\"}".formatted(page.substring(page.indexOf("#sso=") + 5)));
        assertThat(entered.status()).as(entered.toString()).isEqualTo(200);
        return IdentityPlatform.with(entered.json().path("access_token").asString());
    }

    private Map<String, String> decide(String request, Api user) {
        var decided = browser.decide(request, user, true);
        assertThat(decided.status()).as(decided.toString()).isEqualTo(200);
        return told(browser.open(decided.json().path("continue").asString()));
    }

    private JWTClaimsSet idToken(Map<String, String> told) {
        var tokens = PARTY.exchange(told.get("code"));
        assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
        return PARTY.verified(tokens.json().path("id_token").asString());
    }

    private JWTClaimsSet signedInAtProvider(String... parameters) {
        var request = asked(browser.authorize(PARTY.request(parameters)));
        return idToken(decide(request, signIn(request)));
    }

    @Test
    void saysWhatTheProviderSaysOfHowAndWhen() throws ParseException {
        var then = Instant.now().minusSeconds(3_000).getEpochSecond();
        COMPANY.provider.person.putAll(Map.of("amr", List.of("hwk", "user"), "auth_time", then));
        var claims = signedInAtProvider();
        assertThat(claims.getStringListClaim("amr")).containsExactly("hwk", "user");
        assertThat(claims.getLongClaim("auth_time")).isEqualTo(then);
        assertThat(claims.getStringClaim("acr")).isEqualTo(PROVIDER);
    }

    @Test
    void saysNothingOfWhatTheProviderDoesNotSay() throws ParseException {
        var claims = signedInAtProvider();
        assertThat(claims.getClaims()).doesNotContainKeys("amr", "auth_time");
        assertThat(claims.getStringClaim("acr")).isEqualTo(PROVIDER);
    }

    @Test
    void takesTheProvidersWordForASecondFactorWhereTheTenantDoes() throws ParseException {
        COMPANY.provider.person.putAll(
                Map.of("amr", List.of("pwd", "mfa"), "auth_time", Instant.now().getEpochSecond()));
        assertThat(signedInAtProvider().getStringClaim("acr")).isEqualTo(SECOND_FACTOR);
        assertThat(signedInAtProvider("acr_values", PROVIDER + " " + SECOND_FACTOR, "prompt", "login")
                        .getStringClaim("acr"))
                .isEqualTo(PROVIDER);
    }

    @Test
    void passesOnWhatTheApplicationWantsOfTheSignIn() {
        var request = asked(browser.authorize(PARTY.request(
                "prompt", "login",
                "max_age", "600",
                "acr_values", "urn:example:gold " + SECOND_FACTOR,
                "login_hint", "grace")));
        start(request);
        SsoBrowser.to(atProvider.open(start(request)));
        assertThat(COMPANY.provider.asked)
                .containsEntry("prompt", "login")
                .containsEntry("max_age", "0")
                .containsEntry("acr_values", "urn:example:gold mfa")
                .containsEntry("login_hint", "grace");
        SsoBrowser.to(atProvider.open(SsoBrowser.to(atProvider.open(COMPANY.startPath()))));
        assertThat(COMPANY.provider.asked).doesNotContainKeys("prompt", "max_age", "acr_values", "login_hint");
    }

    @ParameterizedTest
    @CsvSource({
        "max_age,600,,id_token_refused",
        "max_age,600,-700,sign_in_too_old",
        "max_age,600,-500,",
        "prompt,login,-120,sign_in_too_old",
        "prompt,login,0,",
        "prompt,login,,id_token_refused"
    })
    void checksThatTheProviderAskedAsItWasTold(String parameter, String value, Long ago, String reason) {
        if (ago != null) {
            COMPANY.provider.person.put(
                    "auth_time", Instant.now().plusSeconds(ago).getEpochSecond());
        }
        var request = asked(browser.authorize(PARTY.request(parameter, value)));
        if (reason != null) {
            assertThat(back(request)).contains("sso_refused=" + reason).contains("request%3D" + request);
            return;
        }
        assertThat(idToken(decide(request, signIn(request))).getClaims()).containsKey("auth_time");
    }

    @Test
    void countsNoSignInAsFreshWhoseTimeNobodyKnows() {
        var signedIn = signIn(asked(browser.authorize(PARTY.request())));
        var request = asked(browser.authorize(PARTY.request("max_age", "600")));
        assertThat(browser.look(request, signedIn).json().path("next").asString())
                .isEqualTo("sign_in");
    }

    @Test
    void answersAnEssentialClassThatNoSignInHereIsOf() {
        assertThat(told(browser.authorize(PARTY.request("claims", essential("urn:example:gold"))))
                        .get("error"))
                .isEqualTo("unmet_authentication_requirements");
    }

    @Test
    void asksForAnotherSignInWhereAnEssentialClassIsNotMetAndSaysSoIfItStillIsNot() {
        var user = newUser(COMPANY.tenant, "viewer");
        var before = signedIn(user);
        browser.agree(browser.authorize(PARTY.request()), before);
        var wanted = PARTY.request("claims", essential(SECOND_FACTOR));
        var silent = new LinkedHashMap<>(wanted);
        silent.put("prompt", "none");
        assertThat(told(browser.authorize(silent)).get("error")).isEqualTo("login_required");
        var request = asked(browser.authorize(wanted));
        assertThat(browser.look(request, before).json().path("next").asString()).isEqualTo("sign_in");
        assertThat(browser.decide(request, before, true).status()).isEqualTo(409);
        var fresh = signedIn(user);
        assertThat(browser.look(request, fresh).json().path("next").asString()).isEqualTo("go");
        assertThat(decide(request, fresh).get("error")).isEqualTo("unmet_authentication_requirements");
        assertThat(idToken(browser.agree(
                                browser.authorize(PARTY.request("claims", essential(PASSWORD), "prompt", "login")),
                                signedIn(user)))
                        .getClaim("acr"))
                .isEqualTo(PASSWORD);
    }

    private static String essential(String acr) {
        return "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"%s\"]}}}".formatted(acr);
    }
}
