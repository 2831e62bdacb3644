package io.foodflow.identity.invitations;

import static io.foodflow.identity.IdentityPlatform.PASSWORD;
import static io.foodflow.identity.IdentityPlatform.atOnce;
import static io.foodflow.identity.IdentityPlatform.everythingRecorded;
import static io.foodflow.identity.IdentityPlatform.login;
import static io.foodflow.identity.IdentityPlatform.newEmail;
import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.query;
import static io.foodflow.identity.IdentityPlatform.recorded;
import static io.foodflow.identity.IdentityPlatform.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.MailPlatform;
import io.foodflow.identity.api.UserView;
import io.foodflow.identity.attempts.AttemptLimits;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvitationsApiTest {

    private static final TestPlatform PLATFORM = MailPlatform.get();
    private static final TestPlatform WITHOUT_MAIL = IdentityPlatform.get();
    private static final Tenant TENANT = WITHOUT_MAIL.newTenant();
    private static final Tenant OTHER = WITHOUT_MAIL.newTenant();
    private static final UserView ADMIN = newUser(TENANT, "tenant_admin");

    private static final Api ADMIN_WITHOUT_MAIL = signedIn(ADMIN);

    private final Api admin = IdentityPlatform.with(
            PLATFORM, ADMIN_WITHOUT_MAIL.header("Authorization").substring("Bearer ".length()));
    private final String email = newEmail();

    @BeforeEach
    void begin() {
        IdentityPlatform.forgetTriedLinks();
    }

    @Test
    void mailsALinkThatMakesTheAccount() {
        var answer = admin.post("/users/invitations", invitation("\"viewer\"", "de"));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("delivery").asString()).isEqualTo("mail");
        assertThat(answer.json().path("state").asString()).isEqualTo("open");
        assertThat(answer.json().path("link").isNull()).isTrue();
        assertThat(answer.json().path("expires_at").asString()).isNotBlank();
        var letter = MailPlatform.letters(email, 1).getFirst();
        assertThat(letter.subject()).contains("lädt Sie zu " + TENANT.name());
        assertThat(letter.page()).isEqualTo("https://foodflow.example/app/invitation");

        var shown = anonymous("/auth/invitations/open", "{\"token\":\"%s\"}".formatted(letter.token()));
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.json().path("email").asString()).isEqualTo(email);
        assertThat(shown.json().path("tenant").asString()).isEqualTo(TENANT.name());

        var accepted = accept(letter.token());
        assertThat(accepted.status()).isEqualTo(201);
        assertThat(accepted.json().path("roles").toString()).isEqualTo("[\"viewer\"]");
        var signIn = login(email, PASSWORD);
        assertThat(signIn.status()).isEqualTo(200);
        assertThat(signIn.json().at("/user/email_verified").asBoolean()).isTrue();
        assertThat(accept(letter.token()).json().path("type").asString()).endsWith("/link-refused");
    }

    @Test
    void handsTheLinkToWhoInvitedWhereNoMailIsSent() {
        var answer = withoutMail().post("/users/invitations", invitation("\"viewer\"", "en"));
        assertThat(answer.json().path("delivery").asString()).isEqualTo("link");
        var link = answer.json().path("link").asString();
        assertThat(link).startsWith("/app/invitation#ffi_");
        assertThat(withoutMail().get("/users/invitations").body()).doesNotContain("ffi_");
        assertThat(accept(link.substring(link.indexOf('#') + 1)).status()).isEqualTo(201);
        assertThat(login(email, PASSWORD).json().at("/user/email_verified").asBoolean())
                .isFalse();
    }

    @Test
    void recordsEachStepAndNoSecret() {
        var answer = withoutMail().post("/users/invitations", invitation("\"viewer\"", "en"));
        var id = answer.json().path("id").asString();
        var token = answer.json().path("link").asString().split("#")[1];
        accept(token);
        assertThat(recorded(TENANT, id)).containsExactly("InvitationCreated", "InvitationAccepted");
        assertThat(everythingRecorded(TENANT)).doesNotContain("ffi_").doesNotContain(PASSWORD);
        assertThat(query("select t::text from %s.one_time_tokens t".formatted(TENANT.schema()))
                        .toString())
                .doesNotContain("ffi_");
        assertThat(query("select j::text from %s.jobs j".formatted(TENANT.schema()))
                        .toString())
                .doesNotContain("ffi_");
    }

    @Test
    void keepsNoLinkForARepeatUnderTheSameKey() {
        var keyed = withoutMail().with("Idempotency-Key", UUID.randomUUID().toString());
        var body = invitation("\"viewer\"", "en");
        var first = keyed.post("/users/invitations", body);
        var again = keyed.post("/users/invitations", body);
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().path("type").asString()).endsWith("/already-done");
        assertThat(again.json().path("resource_id").asString())
                .isEqualTo(first.json().path("id").asString());
        assertThat(query("select body from %s.idempotency_keys".formatted(TENANT.schema()))
                        .toString())
                .doesNotContain("ffi_");
    }

    @Test
    void makesOneAccountHoweverManyAcceptAtOnce() throws Exception {
        var token = withoutMail()
                .post("/users/invitations", invitation("\"viewer\"", "en"))
                .json()
                .path("link")
                .asString()
                .split("#")[1];
        var answers = atOnce(8, () -> accept(token).status());
        assertThat(answers).containsOnlyOnce(201).isSubsetOf(201, 400, 429);
        assertThat(query("select 1 from %s.users where email = '%s'".formatted(TENANT.schema(), email)))
                .hasSize(1);
    }

    @Test
    void letsALaterInvitationTakeThePlaceOfAnOpenOne() {
        var first = withoutMail()
                .post("/users/invitations", invitation("\"viewer\"", "en"))
                .json();
        var second = withoutMail()
                .post("/users/invitations", invitation("\"auditor\"", "en"))
                .json();
        assertThat(accept(first.path("link").asString().split("#")[1]).status()).isEqualTo(400);
        assertThat(accept(second.path("link").asString().split("#")[1])
                        .json()
                        .path("roles")
                        .toString())
                .isEqualTo("[\"auditor\"]");
        assertThat(recorded(TENANT, first.path("id").asString()))
                .containsExactly("InvitationCreated", "InvitationRevoked");
    }

    @Test
    void listsOpenInvitationsNewestFirstAndTakesThemBack() {
        var tenant = WITHOUT_MAIL.newTenant();
        var api = adminOf(tenant);
        for (int i = 0; i < 3; i++) {
            api.post("/users/invitations", "{\"email\":\"guest%d@example.com\"}".formatted(i));
        }
        var page = api.get("/users/invitations?limit=2").json();
        assertThat(page.path("items").findValuesAsString("email"))
                .containsExactly("guest2@example.com", "guest1@example.com");
        var rest = api.get(
                        "/users/invitations?cursor=" + page.path("next_cursor").asString())
                .json();
        assertThat(rest.path("items").findValuesAsString("email")).containsExactly("guest0@example.com");
        var id = rest.path("items").get(0).path("id").asString();
        assertThat(api.delete("/users/invitations/" + id).status()).isEqualTo(204);
        assertThat(api.delete("/users/invitations/" + id).status()).isEqualTo(404);
        assertThat(api.get("/users/invitations").json().path("items").size()).isEqualTo(2);
    }

    @Test
    void refusesALinkThatRanOut() {
        var token = withoutMail()
                .post("/users/invitations", invitation("\"viewer\"", "en"))
                .json()
                .path("link")
                .asString()
                .split("#")[1];
        query("update %s.one_time_tokens set expires_at = now() - interval '1 second' where email = '%s'"
                .formatted(TENANT.schema(), email));
        assertThat(accept(token).status()).isEqualTo(400);
    }

    @Test
    void refusesAnAddressThatHasAnAccount() {
        var answer = admin.post("/users/invitations", "{\"email\":\"%s\",\"roles\":[]}".formatted(ADMIN.email()));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("type").asString()).endsWith("/email-taken");
    }

    @Test
    void letsNobodyInviteToMoreThanHeMay() {
        var clerk = PLATFORM.as(TENANT, "user:write");
        var answer = clerk.post("/users/invitations", invitation("\"tenant_admin\"", "en"));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("permissions").toString()).contains("user:read");
    }

    @Test
    void namesEachFieldThatBreaksARule() {
        var invited =
                admin.post("/users/invitations", "{\"email\":\"x\",\"roles\":[\"king\"],\"first_name\":\"\\u0007\"}");
        assertThat(invited.json().path("errors").findValuesAsString("field"))
                .containsExactly("email", "first_name", "roles[0]");
        var accepted = anonymous("/auth/invitations/accept", "{\"password\":\"short\"}");
        assertThat(accepted.status()).isEqualTo(400);
        assertThat(accepted.json().path("errors").findValuesAsString("field"))
                .containsExactly("token", "first_name", "last_name", "password");
        assertThat(anonymous("/auth/invitations/open", "{}").status()).isEqualTo(400);
    }

    @Test
    void answersForAnotherTenantsInvitationAsForNone() {
        var foreign = adminOf(OTHER)
                .post("/users/invitations", invitation("\"viewer\"", "en"))
                .json();
        assertThat(admin.delete("/users/invitations/" + foreign.path("id").asString())
                        .status())
                .isEqualTo(404);
        assertThat(admin.get("/users/invitations?limit=500").body()).doesNotContain(email);
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/users/invitations,user:write",
        "GET,/users/invitations,user:read",
        "DELETE,/users/invitations/0190163d-8694-739b-aea5-966c26f8ad91,user:write"
    })
    void asksForATokenAndForThePermission(String method, String path, String permission) {
        var body = "{}".getBytes(StandardCharsets.UTF_8);
        assertThat(PLATFORM.anonymous()
                        .send(method, path, body, "application/json")
                        .status())
                .isEqualTo(401);
        var others = PLATFORM.as(TENANT, "node:read").send(method, path, body, "application/json");
        assertThat(others.status()).isEqualTo(403);
        assertThat(others.json().path("permission").asString()).isEqualTo(permission);
    }

    // ---- registration

    @Test
    void mailsAnInvitationToWhoeverIsOfAnAllowedDomain() {
        var tenant = WITHOUT_MAIL.newTenant();
        allow(tenant, "dairy.example");
        var mine = "new" + UUID.randomUUID() + "@dairy.example";
        var answer = register(tenant.slug(), mine);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        var letter = MailPlatform.letters(mine, 1).getFirst();
        assertThat(letter.subject()).contains("vous invite");
        assertThat(register(letter.token()).status()).isEqualTo(201);
        assertThat(login(mine, PASSWORD).json().at("/user/roles").toString()).isEqualTo("[\"viewer\"]");
    }

    @Test
    void remindsWhoeverRegistersOfTheInvitationOfAnAdministrator() {
        var tenant = WITHOUT_MAIL.newTenant();
        allow(tenant, "dairy.example");
        var mine = "new" + UUID.randomUUID() + "@dairy.example";
        var boss = IdentityPlatform.with(
                PLATFORM,
                login(newUser(tenant, "tenant_admin").email(), PASSWORD)
                        .json()
                        .path("access_token")
                        .asString());
        var invited = boss.post(
                "/users/invitations",
                "{\"email\":\"%s\",\"first_name\":\"Anna\",\"roles\":[\"planner\"]}".formatted(mine));
        assertThat(invited.status()).isEqualTo(201);
        assertThat(register(tenant.slug(), mine).status()).isEqualTo(202);
        assertThat(query("select id from %s.invitations where email = '%s'".formatted(tenant.schema(), mine)))
                .containsExactly(invited.json().path("id").asString());
        assertThat(register(MailPlatform.token(mine, 2)).status()).isEqualTo(201);
        assertThat(login(mine, PASSWORD).json().at("/user/roles").toString()).isEqualTo("[\"planner\"]");
    }

    @Test
    void saysTheSameToEverybodyElseAndMailsNothing() {
        var tenant = WITHOUT_MAIL.newTenant();
        allow(tenant, "dairy.example");
        var stranger = newEmail();
        for (var slug : List.of(tenant.slug(), "nowhere")) {
            var answer = register(slug, stranger);
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.body()).isEmpty();
        }
        assertThat(query("select id from %s.invitations".formatted(tenant.schema())))
                .isEmpty();
        assertThat(query("select event_type from platform.audit_entries where resource_id = '%s'"
                        .formatted(AttemptLimits.Account.of(stranger).digest())))
                .containsExactly("RegistrationRefused", "RegistrationRefused");
    }

    @Test
    void saysThatItCannotMailWhoeverAsks() {
        for (var slug : List.of(TENANT.slug(), "nowhere")) {
            var answer = WITHOUT_MAIL
                    .anonymous()
                    .post("/auth/register", "{\"tenant\":\"%s\",\"email\":\"%s\"}".formatted(slug, email));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().path("type").asString()).endsWith("/mail-not-configured");
            assertThat(answer.body()).doesNotContain("ffi_");
        }
    }

    @Test
    void letsNobodyFillAMailboxByRegistering() {
        var tenant = WITHOUT_MAIL.newTenant();
        for (int i = 0; i < 3; i++) {
            assertThat(register(tenant.slug(), email).status()).isEqualTo(202);
        }
        assertThat(register(tenant.slug(), email).status()).isEqualTo(429);
    }

    @Test
    void locksOutWhoeverGuessesLinksFromOneAddress() throws Exception {
        var guess = "ffi_" + "A".repeat(64);
        try {
            var answers = atOnce(40, () -> accept(guess).status());
            assertThat(answers).containsOnly(400, 429);
            assertThat(answers.stream().filter(status -> status == 400)).hasSizeLessThanOrEqualTo(10);
            assertThat(accept(guess).status()).isEqualTo(429);
        } finally {
            IdentityPlatform.forgetTriedLinks();
        }
    }

    private String invitation(String roles, String language) {
        return "{\"email\":\"%s\",\"first_name\":\"Anna\",\"roles\":[%s],\"language\":\"%s\"}"
                .formatted(email, roles, language);
    }

    private static Api withoutMail() {
        return ADMIN_WITHOUT_MAIL;
    }

    private static Answer anonymous(String path, String body) {
        return PLATFORM.anonymous().post(path, body);
    }

    private static Answer accept(String token) {
        return anonymous(
                "/auth/invitations/accept",
                "{\"token\":\"%s\",\"first_name\":\"Anna\",\"last_name\":\"Muster\",\"password\":\"%s\"}"
                        .formatted(token, PASSWORD));
    }

    private static Answer register(String token) {
        return anonymous(
                "/auth/register",
                "{\"invitation\":\"%s\",\"first_name\":\"Anna\",\"last_name\":\"Muster\",\"password\":\"%s\"}"
                        .formatted(token, PASSWORD));
    }

    private static Answer register(String slug, String email) {
        return PLATFORM.anonymous()
                .with("Accept-Language", "fr-FR,fr;q=0.9")
                .post("/auth/register", "{\"tenant\":\"%s\",\"email\":\"%s\"}".formatted(slug, email));
    }

    private static void allow(Tenant tenant, String domain) {
        var answer = adminOf(tenant)
                .with("If-Match", "*")
                .put("/tenant/policy", "{\"registration_domains\":[\"%s\"]}".formatted(domain));
        assertThat(answer.status()).isEqualTo(200);
    }

    private static Api adminOf(Tenant tenant) {
        return signedIn(newUser(tenant, "tenant_admin"));
    }
}
