package io.foodflow.audit.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.audit.AuditPlatform;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.OpenApi;
import io.foodflow.testkit.TestPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningPolicyApiTest {

    private static final TestPlatform PLATFORM = AuditPlatform.get();
    private static final Works WORKS = new Works();
    private static final String POLICY = "/audit/signing/policy";
    private static final String CERTIFICATION = "/audit/signing/certification";
    private static final String WITHDRAWALS = "/audit/signing/withdrawals";
    private static final OpenApi DOCUMENT = OpenApi.of(PLATFORM);

    private static String fields(Answer answer) {
        return answer.status() + " " + answer.json().path("errors").findValuesAsString("field");
    }

    @Test
    void hasTheUsualMeaningsAndNoRulesAtFirst() {
        var works = new Works();
        var policy = works.admin.get(POLICY);
        assertThat(policy.header("ETag")).isEqualTo("\"1\"");
        assertThat(policy.json().path("meanings").findValuesAsString("name"))
                .containsExactly("authorship", "review", "approval", "responsibility");
        assertThat(policy.json().path("rules").isEmpty()).isTrue();
        assertThat(policy.json().path("password_days").isNull()).isTrue();
        assertThat(policy.json().path("series_minutes").asInt()).isEqualTo(30);
    }

    @Test
    void keepsThePolicyItWasGiven() {
        var works = new Works();
        var body = """
                {"meanings":[{"name":"release","title":"Released for sale"}],
                 "rules":[{"resource_type":"trace_report","meaning":"release","not_author":true},{"not_twice":true}],
                 "password_days":90,"series_minutes":0}""";
        assertThat(works.admin.put(POLICY, body).status()).isEqualTo(428);
        var changed = works.admin.with("If-Match", "\"1\"").put(POLICY, body);
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        assertThat(works.admin.get(POLICY).json()).isEqualTo(changed.json());
        assertThat(changed.json().at("/meanings/0/title").asString()).isEqualTo("Released for sale");
        assertThat(changed.json().at("/rules/0/not_author").asBoolean()).isTrue();
        assertThat(changed.json().at("/rules/1/resource_type").asString()).isEqualTo("*");
        assertThat(changed.json().path("password_days").asInt()).isEqualTo(90);
        assertThat(works.admin.with("If-Match", "\"1\"").put(POLICY, body).status())
                .isEqualTo(412);
        assertThat(works.recorded("signatures")).containsExactly("SigningPolicyChanged");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|meanings",
                "{'meanings':[]}|meanings",
                "{'meanings':[{}]}|meanings[0].name",
                "{'meanings':[{'name':'Approval'}]}|meanings[0].name",
                "{'meanings':[{'name':'a'},{'name':'a'}]}|meanings[1].name",
                "{'meanings':[{'name':'a','title':'\\u0007'}]}|meanings[0].title",
                "{'meanings':[{'name':'a'}],'rules':[null]}|rules[0]",
                "{'meanings':[{'name':'a'}],'rules':[{}]}|rules[0]",
                "{'meanings':[{'name':'a'}],'rules':[{'resource_type':'order','not_twice':true}]}|rules[0].resource_type",
                "{'meanings':[{'name':'a'}],'rules':[{'meaning':'b','not_twice':true}]}|rules[0].meaning",
                "{'meanings':[{'name':'a'}],'password_days':0}|password_days",
                "{'meanings':[{'name':'a'}],'series_minutes':481}|series_minutes"
            })
    void namesTheFieldOfAPolicyThatBreaksARule(String body, String field) {
        assertThat(fields(WORKS.admin.with("If-Match", "*").put(POLICY, body.replace('\'', '"'))))
                .isEqualTo("400 [" + field + "]");
    }

    @Test
    void notesWhatWasCertifiedToTheAgency() {
        var works = new Works();
        var none = works.admin.get(CERTIFICATION);
        assertThat(none.json().path("certified_on").isNull()).isTrue();
        var body = """
                {"certified_on":"2026-11-02","signatory":"Ada Byron, Head of Quality","sent_to":"FDA, Electronic Submissions Gateway","reference":"ESG 4711"}""";
        assertThat(works.admin.put(CERTIFICATION, body).status()).isEqualTo(428);
        var noted = works.admin.with("If-Match", none.header("ETag")).put(CERTIFICATION, body);
        assertThat(noted.status()).as(noted.toString()).isEqualTo(200);
        assertThat(works.admin.get(CERTIFICATION).json()).isEqualTo(noted.json());
        assertThat(noted.json().path("certified_on").asString()).isEqualTo("2026-11-02");
        assertThat(noted.json().path("reference").asString()).isEqualTo("ESG 4711");
        assertThat(works.recorded("signatures")).containsExactly("UseOfSignaturesCertified");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'signatory':'a','sent_to':'b'}|certified_on",
                "{'certified_on':'yesterday','signatory':'a','sent_to':'b'}|certified_on",
                "{'certified_on':'2999-01-01','signatory':'a','sent_to':'b'}|certified_on",
                "{'certified_on':'2026-01-01','sent_to':'b'}|signatory",
                "{'certified_on':'2026-01-01','signatory':'a'}|sent_to"
            })
    void namesTheFieldOfACertificationThatBreaksARule(String body, String field) {
        assertThat(fields(WORKS.admin.with("If-Match", "*").put(CERTIFICATION, body.replace('\'', '"'))))
                .isEqualTo("400 [" + field + "]");
    }

    @Test
    void withdrawsTheRightOfPeopleOfItsOwn() {
        assertThat(fields(WORKS.admin.post(WITHDRAWALS, "{}"))).isEqualTo("400 [user_id, reason]");
        var stranger = new Works().person();
        assertThat(WORKS.admin
                        .post(WITHDRAWALS, "{\"user_id\":\"%s\",\"reason\":\"x\"}".formatted(stranger.id()))
                        .status())
                .isEqualTo(404);
        assertThat(WORKS.admin.delete(WITHDRAWALS + "/" + stranger.id()).status())
                .isEqualTo(404);
    }

    @Test
    void keepsWithdrawalsWhereTablesComeBackAndNothingOfAnotherCompany() {
        var before = new Works();
        var ada = before.person();
        before.admin.post(WITHDRAWALS, "{\"user_id\":\"%s\",\"reason\":\"Lost\"}".formatted(ada.id()));
        var after = new Works();
        settle(after, "exchanging", before);
        settle(after, "exchanging", before);
        assertThat(after.admin.get(WITHDRAWALS).json().path("items").findValuesAsString("user_id"))
                .containsExactly(ada.id());
        after.admin.with("If-Match", "*").put(CERTIFICATION, """
                {"certified_on":"2026-11-02","signatory":"Ada Byron","sent_to":"FDA"}""");
        settle(after, "another", before);
        assertThat(after.admin.get(WITHDRAWALS).json().path("items").isEmpty()).isTrue();
        assertThat(after.admin.get(CERTIFICATION).json().path("signatory").isNull())
                .isTrue();
    }

    /** Runs what a restore runs on tables that take the place of others. */
    private static void settle(Works restored, String when, Works other) {
        try (var in = SigningPolicyApiTest.class.getResourceAsStream("/db/restored/audit/%s.sql".formatted(when))) {
            var script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            AuditPlatform.query("set search_path to %s; %s"
                    .formatted(restored.tenant.schema(), script.replace("${other}", other.tenant.schema())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "get,/audit/signatures,signature:read",
        "post,/audit/signatures,signature:sign",
        "get,/audit/signatures/preview,signature:sign",
        "get,/audit/signatures/{id},signature:read",
        "get,/audit/signatures/{id}/record,signature:read",
        "get,/audit/signing/policy,signing_policy:read",
        "put,/audit/signing/policy,signing_policy:write",
        "get,/audit/signing/certification,signing_policy:read",
        "put,/audit/signing/certification,signing_policy:write",
        "get,/audit/signing/withdrawals,signing_policy:read",
        "post,/audit/signing/withdrawals,signing_policy:write",
        "delete,/audit/signing/withdrawals/{id},signing_policy:write",
        "get,/graph/records/node,node:read",
        "get,/graph/records/trace,trace:read"
    })
    void asksForThePermissionThatItsDocumentSays(String method, String path, String permission) {
        DOCUMENT.assertGuarded(method, path, permission);
        var url = path.replace("{id}", UUID.randomUUID().toString()) + (path.startsWith("/graph") ? "?id=x" : "");
        assertThat(send(PLATFORM.as(WORKS.tenant, "job:read"), method, url).status())
                .isEqualTo(403);
        assertThat(send(PLATFORM.anonymous(), method, url).status()).isEqualTo(401);
    }

    private static Answer send(Api api, String method, String path) {
        return switch (method) {
            case "get" -> api.get(path);
            case "delete" -> api.delete(path);
            case "put" -> api.put(path, "{}");
            default -> api.post(path, "{}");
        };
    }
}
