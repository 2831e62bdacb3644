package io.foodflow.identity.proof;

import static io.foodflow.identity.IdentityPlatform.PASSWORD;
import static io.foodflow.identity.IdentityPlatform.login;
import static io.foodflow.identity.IdentityPlatform.newEmail;
import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.query;
import static io.foodflow.identity.IdentityPlatform.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.MailPlatform;
import io.foodflow.identity.api.UserView;
import io.foodflow.platform.security.AccessTokens;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What proves a person and was set by somebody else proves nobody until another administrator confirms it. */
class ProofHoldsApiTest {

    private static final TestPlatform PLATFORM = MailPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();
    private static final UserView BOB = administrator();
    private static final UserView CAROL = administrator();
    private static final String KNOWN_TO_BOB = "a phrase that Bob knows";

    private final UserView ada = newUser(TENANT, "viewer");
    private final Api bob = signedIn(BOB.email(), PASSWORD).with("If-Match", "*");
    private final Api carol = signedIn(CAROL.email(), PASSWORD).with("If-Match", "*");

    @BeforeEach
    void begin() {
        IdentityPlatform.forgetTriedLinks();
    }

    private static UserView administrator() {
        var user = newUser(TENANT, "tenant_admin");
        verified(user);
        return user;
    }

    private static void verified(UserView user) {
        query("update %s.users set email_verified_at = now() where id = '%s'".formatted(TENANT.schema(), user.id()));
    }

    private static Api signedIn(String email, String password) {
        return IdentityPlatform.with(
                PLATFORM, login(email, password).json().path("access_token").asString());
    }

    private static String slug(Answer answer) {
        var type = answer.json().path("type").asString();
        return answer.status() + " " + type.substring(type.lastIndexOf('/') + 1);
    }

    private static String prove(String email, String password) {
        var answer = signedIn(email, password)
                .post("/auth/proof", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
        return answer.status() == 200 ? "200" : slug(answer);
    }

    private Answer change(Api by, String email, String more) {
        var changed = by.put(
                "/users/" + ada.id(),
                "{\"email\":\"%s\",\"first_name\":\"Ada\",\"last_name\":\"Byron\"%s}".formatted(email, more));
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        return changed;
    }

    private void setPassword(Api by) {
        change(by, ada.email(), ",\"password\":\"%s\"".formatted(KNOWN_TO_BOB));
    }

    private static String token(String email) {
        var asked = PLATFORM.anonymous().post("/auth/forgot-password", "{\"email\":\"%s\"}".formatted(email));
        assertThat(asked.status()).isEqualTo(202);
        return MailPlatform.token(email, 1);
    }

    private static void reset(String token, String password) {
        var reset = PLATFORM.anonymous()
                .post("/auth/reset-password", "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, password));
        assertThat(reset.status()).as(reset.toString()).isEqualTo(204);
    }

    private Answer confirm(Api by) {
        return by.post("/users/%s/proof/confirm".formatted(ada.id()), "{}");
    }

    private JsonNode standing() {
        return carol.get("/users/%s/proof".formatted(ada.id())).json();
    }

    /** As if the first code had been right. */
    private void enrol() {
        var begun = signedIn(ada.email(), PASSWORD).post("/auth/totp", "{\"password\":\"%s\"}".formatted(PASSWORD));
        assertThat(begun.status()).as(begun.toString()).isEqualTo(200);
        query("update %s.second_factors set confirmed_at = now() where user_id = '%s'"
                .formatted(TENANT.schema(), ada.id()));
    }

    @Test
    void letsNobodyProveByAPasswordThatAnAdministratorSet() {
        setPassword(bob);
        assertThat(prove(ada.email(), KNOWN_TO_BOB)).isEqualTo("409 proof-held");
        assertThat(signedIn(ada.email(), KNOWN_TO_BOB)
                        .get("/auth/proof")
                        .json()
                        .path("held")
                        .asBoolean())
                .isTrue();
        assertThat(slug(confirm(bob))).isEqualTo("409 another-person-due");
        assertThat(standing().path("held").asBoolean()).isTrue();
        assertThat(standing().path("causes").toString()).isEqualTo("[\"password\"]");
        assertThat(standing().path("set_by").toString()).isEqualTo("[\"%s\"]".formatted(BOB.id()));

        var confirmed = confirm(carol);
        assertThat(confirmed.status()).as(confirmed.toString()).isEqualTo(200);
        assertThat(confirmed.json().path("held").asBoolean()).isFalse();
        assertThat(prove(ada.email(), KNOWN_TO_BOB)).isEqualTo("200");
        assertThat(confirm(carol).status()).isEqualTo(404);
        assertThat(recorded(TENANT, ada.id()))
                .contains("ProofHeld", "ProofConfirmed")
                .endsWith("IdentityProved");
    }

    @Test
    void letsNobodyProveByAMailThatWentWhereAnAdministratorChose() {
        var bobs = newEmail();
        change(bob, bobs, "");
        reset(token(bobs), KNOWN_TO_BOB);
        assertThat(prove(bobs, KNOWN_TO_BOB)).isEqualTo("409 proof-held");
        change(bob, ada.email(), "");
        assertThat(prove(ada.email(), KNOWN_TO_BOB)).isEqualTo("409 proof-held");
        assertThat(slug(confirm(bob))).isEqualTo("409 another-person-due");
    }

    @Test
    void letsNobodyProveWithoutTheSecondFactorThatAnAdministratorTookOff() {
        enrol();
        assertThat(bob.delete("/users/%s/totp".formatted(ada.id())).status()).isEqualTo(204);
        assertThat(standing().path("causes").toString()).isEqualTo("[\"second_factor\"]");
        assertThat(prove(ada.email(), PASSWORD)).isEqualTo("409 proof-held");
    }

    @Test
    void countsAgainWhatThePersonSetByAMailToItsOwnAddress() {
        enrol();
        assertThat(bob.delete("/users/%s/totp".formatted(ada.id())).status()).isEqualTo(204);
        setPassword(bob);
        reset(token(ada.email()), "only Ada knows this one");
        assertThat(prove(ada.email(), "only Ada knows this one")).isEqualTo("200");
        assertThat(recorded(TENANT, ada.id())).contains("ProofReleased");
    }

    @Test
    void letsNobodyProveByAnAccountThatWasOpenedWithAPassword() {
        var email = newEmail();
        var made = bob.post("/users", """
                {"email":"%s","password":"%s","first_name":"Eve","last_name":"E","roles":["tenant_admin"]}""".formatted(email, KNOWN_TO_BOB));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(prove(email, KNOWN_TO_BOB)).isEqualTo("409 proof-held");
        setPassword(bob);
        var eve = signedIn(email, KNOWN_TO_BOB);
        assertThat(slug(confirm(eve))).as("made up by Bob").isEqualTo("409 caller-unproved");
        reset(token(email), "a mail to Bob's own address");
        assertThat(prove(email, "a mail to Bob's own address")).isEqualTo("409 proof-held");
    }

    @Test
    void takesNoSessionForThePerson() {
        var carols = carol.put(
                "/users/" + CAROL.id(),
                "{\"email\":\"%s\",\"first_name\":\"C\",\"last_name\":\"C\",\"password\":\"%s\"}"
                        .formatted(CAROL.email(), PASSWORD));
        assertThat(carols.status()).as(carols.toString()).isEqualTo(200);
        assertThat(prove(CAROL.email(), PASSWORD)).isEqualTo("409 proof-held");
        var own = "/users/%s/proof/confirm".formatted(CAROL.id());
        assertThat(slug(carol.post(own, "{}"))).isEqualTo("409 another-person-due");
        setPassword(bob);
        assertThat(slug(confirm(carol))).isEqualTo("409 caller-unproved");
        assertThat(bob.post(own, "{}").status()).isEqualTo(200);
        assertThat(confirm(carol).status()).isEqualTo(200);
    }

    @Test
    void wantsTwoPeopleForWhatAMachineSet() {
        var token = PLATFORM.bean(AccessTokens.class)
                .forService("machine", TENANT.id(), Set.of("user:write", "user:read", "node:read"));
        var machine = PLATFORM.anonymous()
                .with("Authorization", "Bearer " + token.token())
                .with("If-Match", "*");
        var unprivileged = newUser(TENANT);
        var changed = machine.put("/users/" + unprivileged.id(), """
                {"email":"%s","first_name":"A","last_name":"B","password":"%s"}""".formatted(unprivileged.email(), KNOWN_TO_BOB));
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        var path = "/users/%s/proof".formatted(unprivileged.id());
        assertThat(bob.get(path).json().path("needs").asInt()).isEqualTo(2);
        assertThat(slug(machine.post(path + "/confirm", "{}"))).isEqualTo("409 caller-unproved");
        assertThat(bob.post(path + "/confirm", "{}").json().path("needs").asInt())
                .isEqualTo(1);
        assertThat(slug(bob.post(path + "/confirm", "{}"))).isEqualTo("409 another-person-due");
        assertThat(prove(unprivileged.email(), KNOWN_TO_BOB)).isEqualTo("409 proof-held");
        assertThat(carol.post(path + "/confirm", "{}").json().path("held").asBoolean())
                .isFalse();
        assertThat(prove(unprivileged.email(), KNOWN_TO_BOB)).isEqualTo("200");
    }

    @Test
    void confirmsNobodyWhoMayDoMoreThanTheCaller() {
        setPassword(bob);
        var small = newUser(TENANT);
        verified(small);
        var token = PLATFORM.as(small.id(), TENANT, "user:write");
        assertThat(confirm(token).status()).isEqualTo(403);
    }

    @Test
    void isToldAndDoneByThoseWhoMay() {
        var path = "/users/%s/proof".formatted(ada.id());
        assertThat(PLATFORM.anonymous().get(path).status()).isEqualTo(401);
        assertThat(PLATFORM.as(TENANT, "node:read").get(path).status()).isEqualTo(403);
        assertThat(PLATFORM.as(TENANT, "user:read")
                        .post(path + "/confirm", "{}")
                        .status())
                .isEqualTo(403);
        assertThat(carol.get(path).body()).contains("\"held\":false");
        var other = PLATFORM.as(PLATFORM.newTenant(), "user:read", "user:write");
        assertThat(other.get(path).status()).isEqualTo(404);
        assertThat(other.post(path + "/confirm", "{}").status()).isEqualTo(404);
    }
}
