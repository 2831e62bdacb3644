package io.foodflow.audit.signing;

import static io.foodflow.audit.signing.Works.PASSWORD;
import static io.foodflow.audit.signing.Works.PASSWORD_ALONE;
import static io.foodflow.audit.signing.Works.SIGNATURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.audit.AuditPlatform;
import io.foodflow.platform.security.AccessTokens;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SignaturesApiTest {

    private static final TestPlatform PLATFORM = AuditPlatform.get();
    private static final Works WORKS = new Works();
    private static final Works OTHERS = new Works();
    private static final String UNKNOWN = "0".repeat(64);

    private static String slug(Answer answer) {
        var type = answer.json().path("type").asString();
        return answer.status() + " " + type.substring(type.lastIndexOf('/') + 1);
    }

    private static String fields(Answer answer) {
        return answer.status() + " " + answer.json().path("errors").findValuesAsString("field");
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void signsWithTwoComponentsAtFirstAndWithThePasswordAfterwards() {
        var ada = WORKS.person();
        var lot = WORKS.lot();
        var first = ada.preview("node", lot).json();
        assertThat(strings(first.path("needs"))).containsExactly("email", "password");
        assertThat(first.path("first").asBoolean()).isTrue();
        assertThat(first.path("version").asString()).isEqualTo("1");
        assertThat(first.at("/facts/lot_code").asString()).startsWith("LOT-");
        assertThat(first.path("meanings").findValuesAsString("name"))
                .containsExactly("authorship", "review", "approval", "responsibility");

        assertThat(fields(ada.sign("node", lot, "review", PASSWORD_ALONE))).isEqualTo("400 [email, password]");
        var signed = ada.signFully(lot, "review");
        assertThat(signed.status()).as(signed.toString()).isEqualTo(201);

        assertThat(strings(ada.preview("node", lot).json().path("needs"))).containsExactly("password");
        assertThat(ada.sign("node", lot, "approval", PASSWORD_ALONE).status()).isEqualTo(201);
        var later = ada.inAnotherSession();
        assertThat(strings(later.preview("node", lot).json().path("needs"))).containsExactly("email", "password");
        assertThat(later.sign("node", lot, "authorship", PASSWORD_ALONE).status())
                .isEqualTo(400);
    }

    @Test
    void saysWhoSignedWhenAndWhatWasMeant() {
        var ada = WORKS.person();
        var lot = WORKS.lot();
        var signed = ada.sign("node", lot, "approval", ada.full() + ",\"comment\":\"Meets the limits\"");
        var seen = ada.api().get(signed.header("Location"));
        assertThat(seen.json()).isEqualTo(signed.json());
        var view = seen.json();
        assertThat(view.path("signer_name").asString()).isEqualTo("Ada Byron");
        assertThat(view.path("signer_email").asString()).isEqualTo(ada.email());
        assertThat(view.path("signer_id").asString()).isEqualTo(ada.id());
        assertThat(view.path("meaning").asString()).isEqualTo("approval");
        assertThat(view.path("comment").asString()).isEqualTo("Meets the limits");
        assertThat(view.path("time_zone").asString()).isEqualTo("Europe/Berlin");
        assertThat(view.path("local_time").asString()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\+0[12]:00");
        assertThat(strings(view.path("components"))).containsExactly("email", "password");
        assertThat(view.path("seal").asString()).isEqualTo("sound");
        assertThat(view.path("record").asString()).isEqualTo("unchanged");
        var listed = ada.api().get("%s?resource_type=node&resource_id=%s".formatted(SIGNATURES, lot));
        assertThat(listed.json().path("items").get(0)).isEqualTo(view);
        assertThat(WORKS.recorded(lot)).containsExactly("NodeCreated", "RecordSigned");
        assertThat(WORKS.recorded(ada.id())).contains("IdentityProved");
        assertThat(everythingRecorded()).doesNotContain(PASSWORD);
        assertThat(AuditPlatform.query("""
                        select new_value ->> 'statement_sha256' = encode(sha256(s.statement::bytea), 'hex')
                          and new_value::text not like '%%Byron%%'
                        from %1$s.audit_entries a join %1$s.signatures s on a.new_value ->> 'signature_id' = s.id::text
                        where s.resource_id = '%2$s'""".formatted(WORKS.tenant.schema(), lot)))
                .as("the trail holds the hash of what was said, and no name")
                .containsExactly("t");
    }

    private static String everythingRecorded() {
        var schema = WORKS.tenant.schema();
        return AuditPlatform.query("select a::text from %s.audit_entries a".formatted(schema))
                        .toString()
                + AuditPlatform.query("select o::text from %s.outbox o".formatted(schema))
                + AuditPlatform.query("select s::text from %s.signatures s".formatted(schema));
    }

    @Test
    void keepsTheRecordAsItWasSigned() throws Exception {
        var ada = WORKS.person();
        var lot = WORKS.lot();
        var signed = ada.signFully(lot, "review").json();
        var path = SIGNATURES + "/" + signed.path("id").asString();
        WORKS.change(lot, WORKS.admin);
        assertThat(ada.api().get(path).json().path("record").asString()).isEqualTo("changed");
        var document = ada.api().get(path + "/record");
        assertThat(document.header("Content-Type")).startsWith("application/json");
        assertThat(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest(document.body().getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(signed.path("sha256").asString());
        assertThat(document.json().at("/content/version").asInt()).isEqualTo(1);
        assertThat(document.json().path("id").asString()).isEqualTo(lot);
        assertThat(WORKS.admin
                        .with("If-Match", "*")
                        .delete("/graph/nodes/" + lot)
                        .status())
                .isEqualTo(204);
        assertThat(ada.api().get(path).json().path("record").asString()).isEqualTo("gone");
    }

    @Test
    void signsNothingButWhatWasShown() {
        var ada = WORKS.person();
        var lot = WORKS.lot();
        var shown = ada.shown("node", lot);
        WORKS.change(lot, WORKS.admin);
        assertThat(slug(ada.sign("node", lot, shown, "review", ada.full()))).isEqualTo("409 record-changed");
        assertThat(ada.api()
                        .get("%s?resource_type=node&resource_id=%s".formatted(SIGNATURES, lot))
                        .json()
                        .path("items")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void asksForACodeWhereThereIsASecondFactor() {
        var ada = WORKS.person();
        var lot = WORKS.lot();
        var secret = ada.api()
                .post("/auth/totp", "{\"password\":\"%s\"}".formatted(PASSWORD))
                .json()
                .path("secret")
                .asString();
        assertThat(ada.api()
                        .post("/auth/totp/confirm", "{\"code\":\"%s\"}".formatted(Authenticator.code(secret)))
                        .status())
                .isEqualTo(200);
        AuditPlatform.query("update %s.second_factors set last_step = 0".formatted(WORKS.tenant.schema()));
        assertThat(strings(ada.preview("node", lot).json().path("needs"))).containsExactly("password", "code");
        assertThat(fields(ada.signFully(lot, "review"))).isEqualTo("400 [password, code]");
        assertThat(slug(ada.sign("node", lot, "review", PASSWORD_ALONE + ",\"code\":\"000000\"")))
                .isEqualTo("403 proof-refused");
        var signed = ada.sign(
                "node", lot, "review", PASSWORD_ALONE + ",\"code\":\"%s\"".formatted(Authenticator.code(secret)));
        assertThat(signed.status()).as(signed.toString()).isEqualTo(201);
        assertThat(strings(signed.json().path("components"))).containsExactly("password", "code");
        assertThat(strings(ada.preview("node", lot).json().path("needs"))).containsExactly("password");
    }

    @Test
    void tellsOfEachWrongProofAndLocksAsTheSignInDoes() {
        var ada = WORKS.person();
        var eve = WORKS.person();
        var lot = WORKS.lot();
        assertThat(slug(ada.sign("node", lot, "review", eve.full()))).isEqualTo("403 proof-refused");
        var wrong = ",\"email\":\"%s\",\"password\":\"not the one\"".formatted(ada.email());
        for (int n = 1; n < 10; n++) {
            assertThat(slug(ada.sign("node", lot, "review", wrong))).isEqualTo("403 proof-refused");
        }
        assertThat(slug(ada.signFully(lot, "review"))).isEqualTo("429 too-many-attempts");
        assertThat(PLATFORM.anonymous()
                        .post("/auth/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(ada.email(), PASSWORD))
                        .status())
                .isEqualTo(429);
        assertThat(WORKS.refusals(lot)).hasSize(11).endsWith("locked").startsWith("proof_refused");
        assertThat(WORKS.recorded(ada.id())).contains("IdentityProofRefused", "SignInLocked");
    }

    @Test
    void hasASecondPersonSignWhereThePolicyWantsIt() {
        var works = new Works();
        works.policy("""
                {"meanings":[{"name":"authorship"},{"name":"review"},{"name":"approval"}],
                 "rules":[{"resource_type":"node","meaning":"approval","not_author":true,"not_twice":true}]}""");
        var ada = works.person();
        var ben = works.person();
        var lot = works.lot(ada.api());
        assertThat(slug(ada.signFully(lot, "approval"))).isEqualTo("409 second-person-due");
        assertThat(ada.preview("node", lot).json().at("/meanings/2/hindrance").asString())
                .isEqualTo("author");
        assertThat(ada.signFully(lot, "review").status()).isEqualTo(201);
        assertThat(ben.signFully(lot, "review").status()).isEqualTo(201);
        assertThat(slug(ben.sign("node", lot, "approval", PASSWORD_ALONE))).isEqualTo("409 second-person-due");
        assertThat(ben.preview("node", lot).json().at("/meanings/2/hindrance").asString())
                .isEqualTo("signed_otherwise");
        var cleo = works.person();
        assertThat(cleo.signFully(lot, "approval").status()).isEqualTo(201);
        assertThat(works.refusals(lot)).containsExactly("second_person", "second_person");

        var anothers = works.lot();
        assertThat(ben.sign("node", anothers, "authorship", PASSWORD_ALONE).status())
                .isEqualTo(201);
        assertThat(slug(ben.sign("node", anothers, "approval", PASSWORD_ALONE)))
                .as("who signed as its author is one")
                .isEqualTo("409 second-person-due");
    }

    @Test
    void countsOnePersonOnceHoweverManyTryAtOnce() throws Exception {
        var works = new Works();
        works.policy("""
                {"meanings":[{"name":"a"},{"name":"b"},{"name":"c"},{"name":"d"}],"rules":[{"not_twice":true}]}""");
        var ada = works.person();
        var lot = works.lot();
        var shown = ada.shown("node", lot);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = List.of("a", "b", "c", "d").stream()
                    .map(meaning -> threads.submit(() ->
                            ada.sign("node", lot, shown, meaning, ada.full()).status()))
                    .toList();
            assertThat(IntStream.range(0, 4).mapToObj(n -> status(answers.get(n))))
                    .containsExactlyInAnyOrder(201, 409, 409, 409);
        }
    }

    private static int status(Future<Integer> answer) {
        try {
            return answer.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void signsTheSameOnceForEachMeaning() {
        var ada = WORKS.person();
        var lot = WORKS.lot();
        assertThat(ada.signFully(lot, "review").status()).isEqualTo(201);
        assertThat(slug(ada.sign("node", lot, "review", PASSWORD_ALONE))).isEqualTo("409 signed-before");
        WORKS.change(lot, WORKS.admin);
        assertThat(ada.sign("node", lot, "review", PASSWORD_ALONE).status()).isEqualTo(201);
    }

    @Test
    void answersARepeatedRequestWithTheSameSignature() {
        var ada = WORKS.person();
        var lot = WORKS.lot();
        var body = """
                {"resource_type":"node","resource_id":"%s","sha256":"%s","meaning":"review"%s}""".formatted(lot, ada.shown("node", lot), ada.full());
        var api = ada.api().with("Idempotency-Key", "once " + lot);
        var first = api.post(SIGNATURES, body);
        assertThat(first.status()).as(first.toString()).isEqualTo(201);
        assertThat(api.post(SIGNATURES, body).json()).isEqualTo(first.json());
    }

    @Test
    void signsWithTheKeyOfARequestThatWasRefused() {
        var ada = WORKS.person();
        var lot = WORKS.lot();
        var api = ada.api().with("Idempotency-Key", "refused " + lot);
        var body = """
                {"resource_type":"node","resource_id":"%s","sha256":"%s","meaning":"review"%s}""".formatted(lot, ada.shown("node", lot), ada.full());
        var withdrawn = WORKS.admin.post(
                "/audit/signing/withdrawals", "{\"user_id\":\"%s\",\"reason\":\"Lost\"}".formatted(ada.id()));
        assertThat(slug(api.post(SIGNATURES, body))).isEqualTo("403 signing-withdrawn");
        assertThat(WORKS.admin.delete(withdrawn.header("Location")).status()).isEqualTo(204);
        var signed = api.post(SIGNATURES, body);
        assertThat(signed.status()).as(signed.toString()).isEqualTo(201);
        assertThat(WORKS.refusals(lot)).containsExactly("withdrawn");
    }

    @Test
    void signsNothingForAPersonWhosePasswordAnAdministratorSet() {
        var ada = WORKS.person();
        var lot = WORKS.lot();
        var changed = WORKS.admin.with("If-Match", "*").put("/users/" + ada.id(), """
                {"email":"%s","first_name":"Ada","last_name":"Byron","password":"%s"}""".formatted(ada.email(), PASSWORD));
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        var taken = ada.inAnotherSession();
        assertThat(taken.preview("node", lot).json().path("held").asBoolean()).isTrue();
        assertThat(slug(taken.signFully(lot, "review"))).isEqualTo("409 proof-held");
        assertThat(WORKS.refusals(lot)).containsExactly("held");
    }

    @Test
    void hasNobodyGiveBackItsOwnRightToSign() {
        var works = new Works();
        var bob = works.person("tenant_admin");
        var own = works.admin
                .post("/audit/signing/withdrawals", "{\"user_id\":\"%s\",\"reason\":\"Lost\"}".formatted(bob.id()))
                .header("Location");
        assertThat(slug(bob.api().delete(own))).isEqualTo("409 own-withdrawal");
        assertThat(slug(bob.signFully(works.lot(), "review"))).isEqualTo("403 signing-withdrawn");
        assertThat(works.admin.delete(own).status()).isEqualTo(204);
    }

    /** Rows that are gone, or of another record now, are missed by what the audit trail tells. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from {s}.signatures where resource_id = '{lot}'",
                "update {s}.signatures set resource_id = gen_random_uuid()::text where resource_id = '{lot}'",
                "update {s}.signatures set resource_type = 'trace_report' where resource_id = '{lot}'"
            })
    void missesASignatureThatWasRemoved(String forgery) {
        var ada = WORKS.person();
        var lot = WORKS.lot();
        var first = ada.signFully(lot, "review").json().path("id").asString();
        WORKS.forge(forgery.replace("{lot}", lot));
        var second =
                ada.sign("node", lot, "approval", ada.full()).json().path("id").asString();
        var of = "%s?resource_type=node&resource_id=%s".formatted(SIGNATURES, lot);
        var listed = ada.api().get(of).json().path("items");
        assertThat(listed.findValuesAsString("id")).containsExactly(second, first);
        assertThat(listed.findValuesAsString("seal")).containsExactly("sound", "missing");
        assertThat(listed.get(1).path("signer_name").isNull()).isTrue();
        var page = ada.api().get(of + "&limit=1&signer_id=" + ada.id()).json();
        var next =
                ada.api().get(of + "&limit=1&cursor=" + page.path("next_cursor").asString());
        assertThat(next.json().path("items").findValuesAsString("id")).containsExactly(first);
        assertThat(ada.api()
                        .get(of + "&signer_id=" + UUID.randomUUID())
                        .json()
                        .path("items")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void showsThatTheRecordKeptWithASignatureIsGone() {
        var works = new Works();
        var ada = works.person();
        var lot = works.lot();
        ada.signFully(lot, "review");
        works.forge("delete from {s}.signed_records");
        assertThat(works.admin
                        .get("%s?resource_type=node&resource_id=%s".formatted(SIGNATURES, lot))
                        .json()
                        .at("/items/0/seal")
                        .asString())
                .isEqualTo("broken");
    }

    @Test
    void knowsARecordByOneSpellingOfItsId() {
        var ada = WORKS.person();
        var lot = WORKS.lot();
        assertThat(ada.preview("node", lot.toUpperCase(Locale.ROOT)).status()).isEqualTo(404);
    }

    @Test
    void endsTheRightToSignAtOnceAndGivesItBack() {
        var ada = WORKS.person();
        var lot = WORKS.lot();
        var withdrawn = WORKS.admin.post(
                "/audit/signing/withdrawals",
                "{\"user_id\":\"%s\",\"reason\":\"Lost the telephone\"}".formatted(ada.id()));
        assertThat(withdrawn.status()).as(withdrawn.toString()).isEqualTo(201);
        assertThat(slug(ada.signFully(lot, "review"))).isEqualTo("403 signing-withdrawn");
        assertThat(WORKS.refusals(lot)).containsExactly("withdrawn");
        assertThat(WORKS.admin.get("/audit/signing/withdrawals?limit=500").body())
                .contains(ada.id(), "Lost the telephone");
        assertThat(WORKS.admin
                        .post(
                                "/audit/signing/withdrawals",
                                "{\"user_id\":\"%s\",\"reason\":\"again\"}".formatted(ada.id()))
                        .status())
                .isEqualTo(409);
        assertThat(WORKS.admin.delete(withdrawn.header("Location")).status()).isEqualTo(204);
        assertThat(WORKS.admin.delete(withdrawn.header("Location")).status()).isEqualTo(404);
        assertThat(ada.signFully(lot, "review").status()).isEqualTo(201);
        assertThat(WORKS.recorded(ada.id())).contains("SignatureRightWithdrawn", "SignatureRightRestored");
    }

    @Test
    void takesNoPasswordThatIsTooOld() {
        var works = new Works();
        works.policy("{\"meanings\":[{\"name\":\"review\"}],\"password_days\":90}");
        var ada = works.person();
        var lot = works.lot();
        AuditPlatform.query("update %s.users set password_changed_at = now() - interval '91 days' where id = '%s'"
                .formatted(works.tenant.schema(), ada.id()));
        assertThat(slug(ada.signFully(lot, "review"))).isEqualTo("403 password-too-old");
        assertThat(works.refusals(lot)).containsExactly("password_too_old");
        assertThat(AuditPlatform.query("select count(*) from %s.signed_records".formatted(works.tenant.schema())))
                .containsExactly("0");
        AuditPlatform.query("update %s.users set password_changed_at = now() - interval '89 days' where id = '%s'"
                .formatted(works.tenant.schema(), ada.id()));
        assertThat(ada.signFully(lot, "review").status()).isEqualTo(201);
    }

    @Test
    void endsASeriesAfterThePauseThatThePolicyAllows() {
        var works = new Works();
        works.policy("{\"meanings\":[{\"name\":\"review\"}],\"series_minutes\":10}");
        var ada = works.person();
        assertThat(ada.signFully(works.lot(), "review").status()).isEqualTo(201);
        var lot = works.lot();
        works.forge("update {s}.signatures set signed_at = signed_at - interval '9 minutes'");
        assertThat(strings(ada.preview("node", lot).json().path("needs"))).containsExactly("password");
        works.forge("update {s}.signatures set signed_at = signed_at - interval '1 minute'");
        assertThat(strings(ada.preview("node", lot).json().path("needs"))).containsExactly("email", "password");
        assertThat(fields(ada.sign("node", lot, "review", PASSWORD_ALONE))).isEqualTo("400 [email, password]");
    }

    @Test
    void saysPlainlyThatSomebodyNeedsAPassword() {
        var ada = WORKS.person();
        var lot = WORKS.lot();
        AuditPlatform.query(
                "update %s.users set federated_only = true where id = '%s'".formatted(WORKS.tenant.schema(), ada.id()));
        assertThat(ada.preview("node", lot).json().path("password").asBoolean()).isFalse();
        assertThat(slug(ada.signFully(lot, "review"))).isEqualTo("409 needs-password");
        assertThat(WORKS.refusals(lot)).isEmpty();
    }

    @Test
    void signsATraceReport() {
        var ada = WORKS.person();
        var from = WORKS.lot();
        var to = WORKS.lot();
        relate(from, to);
        var report = "both:" + from;
        var preview = ada.preview("trace_report", report).json();
        assertThat(preview.at("/facts/forward_things").asInt()).isEqualTo(2);
        assertThat(preview.at("/facts/backward_things").asInt()).isEqualTo(1);
        assertThat(ada.shown("trace_report", report))
                .isEqualTo(preview.path("sha256").asString());
        var signed = ada.sign("trace_report", report, "approval", ada.full());
        assertThat(signed.status()).as(signed.toString()).isEqualTo(201);
        var path = signed.header("Location");
        assertThat(ada.api().get(path + "/record").body()).contains(to).doesNotContain("elapsed");
        assertThat(ada.api().get(path).json().path("record").asString()).isEqualTo("unchanged");
        relate(to, WORKS.lot());
        assertThat(ada.api().get(path).json().path("record").asString()).isEqualTo("changed");
    }

    private static void relate(String from, String to) {
        var made = WORKS.admin.post(
                "/graph/relationships",
                "{\"kind\":\"USED_IN\",\"from_id\":\"%s\",\"to_id\":\"%s\",\"event_time\":\"2026-01-02T00:00:00Z\"}"
                        .formatted(from, to));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sideways:{id}",
                "both:nothing",
                "both:{id};depth=0",
                "both:{id};kinds=USED_IN,PRODUCES",
                "both:{id};kinds=X"
            })
    void knowsNoReportOfAnyOtherForm(String report) {
        var answer = WORKS.person().preview("trace_report", report.replace("{id}", WORKS.lot()));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update {s}.signatures set statement = replace(statement, 'Ada', 'Eve')",
                "update {s}.signatures set resource_id = gen_random_uuid()::text",
                "update {s}.signatures set id = gen_random_uuid()",
                "update {s}.signatures set seal = '\\x00'",
                "update {s}.signed_records set document = replace(document, 'LOT-', 'LOS-')",
                "update {s}.signatures set statement = '{}', seal = overlay(seal placing '\\x00' from 14)"
            })
    void showsThatASignatureWasAltered(String forgery) {
        var works = new Works();
        var ada = works.person();
        assertThat(ada.signFully(works.lot(), "review").status()).isEqualTo(201);
        works.forge(forgery);
        var forged = works.admin.get(SIGNATURES).json().path("items").get(0);
        assertThat(forged.path("seal").asString()).isEqualTo("broken");
        assertThat(forged.path("signer_name").isNull()).isTrue();
    }

    @Test
    void showsThatASignatureWasCopiedToAnotherRecord() {
        var ada = WORKS.person();
        var lot = WORKS.lot();
        var signed = ada.signFully(WORKS.lot(), "review").json().path("id").asString();
        ada.sign("node", lot, "review", PASSWORD_ALONE);
        WORKS.forge("""
                update {s}.signatures s set statement = o.statement, seal = o.seal from {s}.signatures o
                where o.id = '%s' and s.resource_id = '%s'""".formatted(signed, lot));
        assertThat(ada.api()
                        .get("%s?resource_type=node&resource_id=%s".formatted(SIGNATURES, lot))
                        .json()
                        .at("/items/0/seal")
                        .asString())
                .isEqualTo("broken");
    }

    @Test
    void showsThatASignatureWasMovedToAnotherCompany() {
        var ada = WORKS.person();
        var id = ada.signFully(WORKS.lot(), "review").json().path("id").asString();
        OTHERS.forge("""
                insert into {s}.signed_records select r.* from %1$s.signed_records r join %1$s.signatures s
                  on s.record_sha256 = r.sha256 where s.id = '%2$s';
                insert into {s}.signatures select * from %1$s.signatures where id = '%2$s'""".formatted(WORKS.tenant.schema(), id));
        assertThat(OTHERS.admin.get(SIGNATURES + "/" + id).json().path("seal").asString())
                .isEqualTo("broken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update {s}.signatures set meaning = 'approval'",
                "delete from {s}.signatures",
                "truncate {s}.signatures",
                "update {s}.signed_records set document = '{}'"
            })
    void addsRowsAndChangesNone(String statement) {
        assertThatThrownBy(() -> AuditPlatform.query(statement.replace("{s}", WORKS.tenant.schema())))
                .hasStackTraceContaining("append-only");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'resource_id':'x','sha256':'S','meaning':'review','password':'p'|resource_type",
                "'resource_type':'node','sha256':'S','meaning':'review','password':'p'|resource_id",
                "'resource_type':'order','resource_id':'x','sha256':'S','meaning':'review','password':'p'|resource_type",
                "'resource_type':'node','resource_id':'x','meaning':'review','password':'p'|sha256",
                "'resource_type':'node','resource_id':'x','sha256':'12','meaning':'review','password':'p'|sha256",
                "'resource_type':'node','resource_id':'x','sha256':'S','password':'p'|meaning",
                "'resource_type':'node','resource_id':'x','sha256':'S','meaning':'review'|password",
                "'resource_type':'node','resource_id':'x','sha256':'S','meaning':'review','password':'p','time_zone':'Mars/North'|time_zone",
                "'resource_type':'node','resource_id':'x','sha256':'S','meaning':'review','password':'p','comment':'\\u0000'|comment"
            })
    void namesTheFieldThatBreaksARule(String body, String field) {
        var answer = WORKS.admin.post(
                SIGNATURES, "{" + body.replace('\'', '"').replace("\"S\"", "\"" + UNKNOWN + "\"") + "}");
        assertThat(fields(answer)).isEqualTo("400 [" + field + "]");
    }

    @Test
    void knowsTheMeaningsOfThePolicyOnly() {
        var ada = WORKS.person();
        assertThat(fields(ada.signFully(WORKS.lot(), "blessing"))).isEqualTo("400 [meaning]");
    }

    @Test
    void asksForAResourceWholly() {
        assertThat(fields(WORKS.admin.get(SIGNATURES + "?resource_id=x"))).isEqualTo("400 [resource_type]");
        assertThat(fields(WORKS.admin.get(SIGNATURES + "/preview?resource_type=node")))
                .isEqualTo("400 [resource_id]");
        assertThat(WORKS.admin.get(SIGNATURES + "?cursor=x").status()).isEqualTo(400);
    }

    @Test
    void listsTheNewestFirstByPages() {
        var works = new Works();
        var ada = works.person();
        var first = ada.signFully(works.lot(), "review").json().path("id").asString();
        var second = ada.signFully(works.lot(), "review").json().path("id").asString();
        var page =
                works.admin.get(SIGNATURES + "?limit=1&signer_id=" + ada.id()).json();
        assertThat(page.path("items").findValuesAsString("id")).containsExactly(second);
        assertThat(page.at("/items/0/record").isNull()).isTrue();
        assertThat(works.admin
                        .get(SIGNATURES + "?cursor=" + page.path("next_cursor").asString())
                        .json()
                        .path("items")
                        .findValuesAsString("id"))
                .containsExactly(first);
        assertThat(works.admin
                        .get(SIGNATURES + "?signer_id=" + UUID.randomUUID())
                        .json()
                        .path("items")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void tellsNothingOfARecordToWhoMayNotReadIt() {
        var ada = WORKS.person();
        var path = ada.signFully(WORKS.lot(), "review").header("Location");
        var reader = PLATFORM.as(WORKS.tenant, "signature:read");
        assertThat(reader.get(path).json().path("record").asString()).isEqualTo("hidden");
        assertThat(slug(reader.get(path + "/record"))).isEqualTo("403 forbidden");
        var signer = PLATFORM.as(WORKS.tenant, "signature:sign");
        assertThat(slug(signer.get("%s/preview?resource_type=node&resource_id=%s".formatted(SIGNATURES, WORKS.lot()))))
                .isEqualTo("403 forbidden");
    }

    @Test
    void signsAtSitesOnlyNothing() {
        var site = Set.of("https://id.gs1.org/414/4012345000016");
        var plant = PLATFORM.atSites(WORKS.tenant, site, "signature:sign", "signature:read", "node:read");
        assertThat(slug(plant.get(SIGNATURES))).isEqualTo("403 outside-your-sites");
        assertThat(slug(plant.get("/graph/records/node?id=" + WORKS.lot()))).isEqualTo("403 outside-your-sites");
    }

    @Test
    void showsAndSignsNothingOfAnotherCompany() {
        var ada = WORKS.person();
        var lot = WORKS.lot();
        var path = ada.signFully(lot, "review").header("Location");
        var eve = OTHERS.person();
        assertThat(eve.api().get(path).status()).isEqualTo(404);
        assertThat(eve.api().get(path + "/record").status()).isEqualTo(404);
        assertThat(eve.preview("node", lot).status()).isEqualTo(404);
        assertThat(eve.sign("node", lot, ada.shown("node", lot), "review", eve.full())
                        .status())
                .isEqualTo(404);
        assertThat(eve.api()
                        .get("%s?resource_type=node&resource_id=%s".formatted(SIGNATURES, lot))
                        .json()
                        .path("items")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void isDoneByPeopleOnly() {
        var token = PLATFORM.bean(AccessTokens.class)
                .forService("machine", WORKS.tenant.id(), Set.of("signature:sign", "node:read"));
        var machine = PLATFORM.anonymous().with("Authorization", "Bearer " + token.token());
        assertThat(slug(machine.get("%s/preview?resource_type=node&resource_id=%s".formatted(SIGNATURES, WORKS.lot()))))
                .isEqualTo("403 users-only");
    }
}
