package io.foodflow.identity.federation;

import static io.foodflow.identity.IdentityPlatform.atOnce;
import static io.foodflow.identity.IdentityPlatform.logout;
import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.query;
import static io.foodflow.identity.IdentityPlatform.refresh;
import static io.foodflow.identity.IdentityPlatform.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.Rows;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Signing out at the provider when it is done here (RP-Initiated Logout), and here when it is done there (Back-Channel Logout). */
class SignOutsApiTest {

    private static final Tenant TENANT = IdentityPlatform.get().newTenant();
    private static final Api ADMIN = signedIn(newUser(TENANT, "tenant_admin"));

    private final Company company = new Company(TENANT, ADMIN);

    @BeforeEach
    void connect() {
        company.connected(",\"creates_users\":true,\"default_roles\":[\"viewer\"]");
        company.provider.knows(company.address("grace"));
    }

    @AfterEach
    void close() {
        company.close();
    }

    private JsonNode session(String sid) {
        if (sid.isEmpty()) {
            company.provider.person.remove("sid");
        } else {
            company.provider.person.put("sid", sid);
        }
        return new SsoBrowser().signIn(company).json();
    }

    private static int me(JsonNode session) {
        return IdentityPlatform.with(session.path("access_token").asString())
                .get("/auth/me")
                .status();
    }

    private String path() {
        return "/auth/sso/%s/%s/backchannel-logout".formatted(TENANT.slug(), company.id);
    }

    private static Answer post(String path, String form) {
        return IdentityPlatform.get()
                .anonymous()
                .send("POST", path, form.getBytes(StandardCharsets.UTF_8), "application/x-www-form-urlencoded");
    }

    private Answer signOutThere(String token) {
        return post(path(), "logout_token=" + token);
    }

    private static LocalProvider.Twist<JWTClaimsSet.Builder> same() {
        return right -> right;
    }

    @Test
    void saysWhereToSignOutAtTheProviderAsWell() {
        var session = session("");
        var answer = logout(session.path("refresh_token").asString());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("provider").asString()).isEqualTo("Works " + company.domain);
        var url = answer.json().path("end_session_url").asString();
        assertThat(url).startsWith(company.provider.issuer() + "/logout?");
        assertThat(LocalProvider.form(url.substring(url.indexOf('?') + 1)))
                .containsOnly(
                        Map.entry("client_id", LocalProvider.CLIENT),
                        Map.entry(
                                "post_logout_redirect_uri",
                                IdentityPlatform.get().address() + "/app/sign-in"));
        assertThat(me(session)).isEqualTo(401);
        assertThat(logout(session.path("refresh_token").asString()).status()).isEqualTo(204);
    }

    @Test
    void saysNothingWhereThereIsNoSuchPlace() {
        var uris = ADMIN.get("/identity-providers/%s/redirect-uri".formatted(company.id))
                .json();
        assertThat(uris.path("post_logout_redirect_uri").asString())
                .isEqualTo(IdentityPlatform.get().address() + "/app/sign-in");
        assertThat(uris.path("backchannel_logout_uri").asString())
                .isEqualTo(IdentityPlatform.get().address() + path());
        try (var without = new Company(TENANT, ADMIN)) {
            without.provider.discovery = right -> {
                right.put("end_session_endpoint", "http://elsewhere.example/logout");
                return right;
            };
            without.connected(",\"creates_users\":true,\"default_roles\":[\"viewer\"]");
            without.provider.knows(without.address("grace"));
            var session = new SsoBrowser().signIn(without).json();
            assertThat(logout(session.path("refresh_token").asString()).status())
                    .isEqualTo(204);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "JWT"})
    void endsTheSessionThatTheProviderNames(String type) {
        var first = session("one");
        var second = session("two");
        var token = company.provider.logoutToken(type, c -> c.claim("sid", "one"));
        var answer = signOutThere(token);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(me(first)).isEqualTo(401);
        assertThat(refresh(first.path("refresh_token").asString()).status()).isEqualTo(401);
        assertThat(me(second)).isEqualTo(200);
        var user = first.path("user").path("id").asString();
        assertThat(ADMIN.get("/sign-ins?outcome=signed_out&subject=" + user)
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
        assertThat(query("select end_reason from %s.sessions where user_id = '%s' and ended_at is not null"
                        .formatted(TENANT.schema(), user)))
                .containsExactly("provider_signed_out");
    }

    @Test
    void endsAllSessionsOfAPersonAndNoOthers() {
        var one = session("one");
        var unnamed = session("");
        var other = signedIn(newUser(TENANT, "viewer"));
        assertThat(signOutThere(company.provider.logoutToken("JWT", same())).status())
                .isEqualTo(200);
        assertThat(List.of(me(one), me(unnamed), other.get("/auth/me").status()))
                .containsExactly(401, 401, 200);
    }

    @Test
    void endsASessionWhoseNameTheProviderDidNotSayWithItsPerson() {
        var named = session("one");
        var unnamed = session("");
        assertThat(signOutThere(company.provider.logoutToken("JWT", c -> c.claim("sid", "two")))
                        .status())
                .isEqualTo(200);
        assertThat(List.of(me(named), me(unnamed))).containsExactly(200, 401);
        assertThat(signOutThere(company.provider.logoutToken(
                                "JWT", c -> c.subject(null).claim("sid", "one")))
                        .status())
                .isEqualTo(200);
        assertThat(me(named)).isEqualTo(401);
    }

    @Test
    void endsASignInThatIsOnItsWay() {
        company.provider.person.put("sid", "one");
        var browser = new SsoBrowser();
        var page = browser.arrive(company);
        assertThat(signOutThere(company.provider.logoutToken("JWT", same())).status())
                .isEqualTo(200);
        assertThat(browser.complete(page).status()).isEqualTo(401);
    }

    @Test
    void endsASignInThatWaitsForItsCode() {
        query("update %s.account_policy set second_factor_required = true".formatted(TENANT.schema()));
        try {
            company.provider.person.put("sid", "one");
            var browser = new SsoBrowser();
            var challenge = browser.complete(browser.arrive(company)).json().path("challenge");
            assertThat(enrol(challenge)).isEqualTo(200);
            assertThat(signOutThere(company.provider.logoutToken(
                                    "JWT", c -> c.subject(null).claim("sid", "one")))
                            .status())
                    .isEqualTo(200);
            assertThat(enrol(challenge)).isEqualTo(400);
        } finally {
            query("update %s.account_policy set second_factor_required = false".formatted(TENANT.schema()));
        }
    }

    private static int enrol(JsonNode challenge) {
        return IdentityPlatform.get()
                .anonymous()
                .post("/auth/login/totp/enrol", "{\"challenge\":\"%s\"}".formatted(challenge.asString()))
                .status();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endsASessionThatBeginsAtThatMoment(boolean personNamed) throws Exception {
        company.provider.person.put("sid", "one");
        new SsoBrowser().arrive(company);
        var user = user();
        var token = company.provider.logoutToken(
                "JWT", c -> personNamed ? c : c.subject(null).claim("sid", "one"));
        var answer = new Rows(TENANT)
                .whileItWaits(
                        () -> signOutThere(token),
                        "select 1 from %%s.users where id = '%s' for update".formatted(user),
                        "delete from %%s.federated_sign_ins where user_id = '%s'".formatted(user),
                        """
                        insert into %%s.sessions (id, user_id, second_factor, created_at, used_at, expires_at, provider_id,
                          provider_session) values (gen_random_uuid(), '%s', false, now(), now(), now() + interval '1 day',
                          '%s', 'one')
                        """.formatted(user, company.id));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(query("select end_reason from %s.sessions where user_id = '%s'".formatted(TENANT.schema(), user)))
                .containsExactly("provider_signed_out");
    }

    private String user() {
        return query("select user_id from %s.federated_identities where provider_id = '%s'"
                        .formatted(TENANT.schema(), company.id))
                .getFirst();
    }

    @Test
    void takesTheProviderBeforeTheUserToBeginASession() throws Exception {
        var browser = new SsoBrowser();
        var page = browser.arrive(company);
        assertThat(new Rows(TENANT)
                        .inOrder(
                                "identity_providers",
                                company.id,
                                "users",
                                user(),
                                () -> browser.complete(page).status()))
                .isEqualTo(200);
    }

    @Test
    void endsSessionsOfASuspendedTenantToo() {
        var session = session("one");
        status("suspended");
        try {
            assertThat(signOutThere(company.provider.logoutToken("JWT", same())).status())
                    .isEqualTo(200);
        } finally {
            status("active");
        }
        assertThat(refresh(session.path("refresh_token").asString()).status()).isEqualTo(401);
    }

    private static void status(String status) {
        query("update platform.tenants set status = '%s' where id = '%s'".formatted(status, TENANT.id()));
        IdentityPlatform.get().bean(Tenants.class).forget();
    }

    @Test
    void takesATokenOnceHoweverOftenItIsSentAtOnce() throws Exception {
        var token = company.provider.logoutToken("JWT", same());
        session("");
        assertThat(atOnce(8, () -> signOutThere(token).status()))
                .containsOnlyOnce(200)
                .containsOnly(200, 400);
        var later = session("");
        assertThat(signOutThere(token).status()).isEqualTo(400);
        assertThat(me(later)).isEqualTo(200);
    }

    @Test
    void forgetsTokensOnlyWhenTheyAreNoLongerGood() {
        query("""
            insert into %1$s.federated_logouts (provider_id, jti, expires_at) values
              ('%2$s', '\\x01', now() - interval '1 minute'), ('%2$s', '\\x02', now() + interval '1 minute')
            """.formatted(TENANT.schema(), company.id));
        int gone = IdentityPlatform.get()
                .inside(
                        TENANT,
                        () -> IdentityPlatform.get().bean(UnitOfWork.class).write(change -> {
                            change.nothing();
                            return IdentityPlatform.get()
                                    .bean(FederationSweep.class)
                                    .sweep(Instant.now(), 100);
                        }));
        assertThat(gone).isEqualTo(1);
        assertThat(query("select jti::text from %s.federated_logouts where provider_id = '%s'"
                        .formatted(TENANT.schema(), company.id)))
                .containsExactly("\\x02");
    }

    private static Arguments row(String name, String type, LocalProvider.Twist<JWTClaimsSet.Builder> twist) {
        return Arguments.argumentSet(name, type, twist);
    }

    static Stream<Arguments> tokensThatAreNotGood() {
        return Stream.of(
                row("an ID token", "JWT", c -> c.claim("events", null).claim("nonce", "n")),
                row("a nonce", "JWT", c -> c.claim("nonce", "n")),
                row("no events", "JWT", c -> c.claim("events", null)),
                row("another event", "JWT", c -> c.claim("events", Map.of("urn:other", Map.of()))),
                row(
                        "an event that is no object",
                        "JWT",
                        c -> c.claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", true))),
                row("another issuer", "JWT", c -> c.issuer("https://evil.example")),
                row("another audience", "JWT", c -> c.audience("another client")),
                row("no audience", "JWT", c -> c.audience((String) null)),
                row("run out", "JWT", c -> c.expirationTime(in(-61))),
                row("no end", "JWT", c -> c.expirationTime(null)),
                row("issued in the future", "JWT", c -> c.issueTime(in(120))),
                row("issued long ago", "JWT", c -> c.issueTime(in(-700))),
                row("no time of issue", "JWT", c -> c.issueTime(null)),
                row("no jti", "JWT", c -> c.jwtID(null)),
                row("nobody meant", "JWT", c -> c.subject(null)),
                row("a session with a zero", "JWT", c -> c.claim("sid", "s\0")),
                row("a session that is no text", "JWT", c -> c.claim("sid", 7)),
                row("another type", "at+jwt", same()));
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    @ParameterizedTest
    @MethodSource("tokensThatAreNotGood")
    void takesNoTokenWith(String type, LocalProvider.Twist<JWTClaimsSet.Builder> twist) {
        var session = session("");
        refused(signOutThere(company.provider.logoutToken(type, twist)));
        assertThat(me(session)).isEqualTo(200);
    }

    @Test
    void takesNoTokenWithoutAGoodSignature() {
        var session = session("");
        var provider = company.provider;
        var good = provider.logoutToken("JWT", same());
        refused(signOutThere(good.substring(0, good.lastIndexOf('.') + 1) + "AAAA"));
        refused(signOutThere(good.substring(0, good.lastIndexOf('.'))));
        provider.algorithm = JWSAlgorithm.HS256;
        refused(signOutThere(provider.logoutToken("JWT", same())));
        provider.algorithm = JWSAlgorithm.RS256;
        provider.unsigned = true;
        refused(signOutThere(provider.logoutToken("JWT", same())));
        provider.unsigned = false;
        var published = provider.key.toPublicJWK().toString();
        provider.keys = right -> "{\"keys\":[%s]}".formatted(published);
        provider.key = LocalProvider.key("stranger");
        refused(signOutThere(provider.logoutToken("JWT", same())));
        assertThat(me(session)).isEqualTo(200);
        refused(post(path(), ""));
    }

    @Test
    void takesNoTokenAtAnAddressOfNobody() {
        var session = session("");
        var token = "logout_token=" + company.provider.logoutToken("JWT", same());
        var other = IdentityPlatform.get().newTenant();
        for (var path : List.of(
                path().replace(TENANT.slug(), other.slug()),
                path().replace(TENANT.slug(), "nobody"),
                path().replace(company.id, UUID.randomUUID().toString()))) {
            refused(post(path, token));
        }
        assertThat(me(session)).isEqualTo(200);
        assertThat(post(path(), token).status()).isEqualTo(200);
    }

    private static void refused(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().path("error").asString()).isEqualTo("invalid_request");
        assertThat(answer.json().path("error_description").asString())
                .isIn(
                        "the logout token is not good, or came before",
                        "logout_token is required",
                        "no such identity provider");
    }
}
