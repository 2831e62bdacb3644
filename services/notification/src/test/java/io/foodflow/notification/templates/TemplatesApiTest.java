package io.foodflow.notification.templates;

import static io.foodflow.notification.NotificationPlatform.administrator;
import static io.foodflow.notification.NotificationPlatform.receiver;
import static io.foodflow.notification.NotificationPlatform.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.notification.NotificationPlatform;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesApiTest {

    private static final TestPlatform PLATFORM = NotificationPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();
    private static final Api ADMIN = administrator(TENANT);
    private static final Api OTHER = administrator(PLATFORM.newTenant());
    private static final String TEMPLATES = "/notifications/templates";

    private final String name = "t" + UUID.randomUUID();

    private String body(String subject) {
        return """
                {"name":"%s","default_language":"en","texts":{
                  "en":{"subject":"%s","text":"Lot {{lot}} is held.","html":"<p>Lot <b>{{lot}}</b></p>","short_text":"{{lot}} held"},
                  "de":{"subject":"Charge {{lot}}","text":"Charge {{lot}} ist gesperrt."}},
                 "sample":{"lot":"A-1"}}""".formatted(name, subject);
    }

    private Answer made() {
        var made = ADMIN.post(TEMPLATES, body("Lot {{lot}}"));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made;
    }

    private static String field(Answer answer) {
        return answer.status() + " " + answer.json().at("/errors/0/field").asString();
    }

    @Test
    void keepsWhatItWasGiven() {
        var made = made();
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        var seen = ADMIN.get(made.header("Location"));
        assertThat(seen.json()).isEqualTo(made.json());
        assertThat(seen.json().at("/texts/en/html").asString()).isEqualTo("<p>Lot <b>{{lot}}</b></p>");
        assertThat(seen.json().path("default_language").asString()).isEqualTo("en");
        assertThat(seen.json().at("/sample/lot").asString()).isEqualTo("A-1");
        assertThat(recorded(TENANT, seen.json().path("id").asString())).containsExactly("TemplateAdded");
        var items = ADMIN.get(TEMPLATES + "?limit=500").json().path("items");
        assertThat(items.findValuesAsString("name")).isSorted().contains(name);
        var listed = items.valueStream()
                .filter(item -> item.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(listed.has("texts")).isFalse();
        assertThat(listed.has("sample")).isFalse();
        assertThat(listed.path("languages").toString()).isEqualTo("[\"de\",\"en\"]");
        for (var same :
                List.of("id", "default_language", "created_by", "created_at", "changed_by", "changed_at", "version")) {
            assertThat(listed.path(same)).as(same).isEqualTo(made.json().path(same));
        }
    }

    @Test
    void keepsEachVersion() {
        var path = made().header("Location");
        assertThat(ADMIN.put(path, body("Held: {{lot}}")).status()).isEqualTo(428);
        var second = ADMIN.with("If-Match", "\"1\"").put(path, body("Held: {{lot}}"));
        assertThat(second.status()).as(second.toString()).isEqualTo(200);
        assertThat(second.header("ETag")).isEqualTo("\"2\"");
        assertThat(ADMIN.with("If-Match", "\"1\"").put(path, body("x")).status())
                .isEqualTo(412);
        assertThat(ADMIN.get(path).json().at("/texts/en/subject").asString()).isEqualTo("Held: {{lot}}");
        assertThat(ADMIN.get(path + "?version=1").json().at("/texts/en/subject").asString())
                .isEqualTo("Lot {{lot}}");
        assertThat(ADMIN.get(path + "?version=3").status()).isEqualTo(404);
        var versions = ADMIN.get(path + "/versions?limit=1").json();
        assertThat(versions.at("/items/0/version").asInt()).isEqualTo(2);
        var older = ADMIN.get(path + "/versions?cursor="
                        + versions.path("next_cursor").asString())
                .json();
        assertThat(older.path("items").size()).isEqualTo(1);
        assertThat(older.at("/items/0/version").asInt()).isEqualTo(1);
        assertThat(ADMIN.get(path + "/versions?cursor=eA").status()).isEqualTo(400);
        assertThat(recorded(TENANT, second.json().path("id").asString()))
                .containsExactly("TemplateAdded", "TemplateUpdated");
    }

    @Test
    void previewsInTheLanguageThatFits() {
        var path = made().header("Location");
        var sample = ADMIN.post(path + "/preview", "{}").json();
        assertThat(sample.toString())
                .isEqualTo("{\"language\":\"en\",\"subject\":\"Lot A-1\",\"text\":\"Lot A-1 is held.\","
                        + "\"html\":\"<p>Lot <b>A-1</b></p>\",\"short_text\":\"A-1 held\"}");
        var hostile = ADMIN.post(
                        path + "/preview", "{\"data\":{\"lot\":\"<script>\\r\\nBcc: x\"},\"language\":\"en-GB\"}")
                .json();
        assertThat(hostile.path("html").asString()).startsWith("<p>Lot <b>&lt;script&gt;");
        assertThat(hostile.path("subject").asString()).isEqualTo("Lot <script> Bcc: x");
        var german = ADMIN.post(path + "/preview", "{\"language\":\"de-AT\"}").json();
        assertThat(german.path("text").asString()).isEqualTo("Charge A-1 ist gesperrt.");
        assertThat(german.path("short_text").asString()).isEqualTo("Charge A-1");
        assertThat(german.path("html").isNull()).isTrue();
        ADMIN.with("If-Match", "*").put(path, body("Held: {{lot}}"));
        assertThat(ADMIN.post(path + "/preview", "{\"version\":1}")
                        .json()
                        .path("subject")
                        .asString())
                .isEqualTo("Lot A-1");
    }

    @Test
    void namesWhatIsNotInTheData() {
        var answer = ADMIN.post(made().header("Location") + "/preview", "{\"data\":{\"batch\":\"A\"}}");
        assertThat(field(answer)).isEqualTo("400 data");
        assertThat(answer.json().path("detail").asString())
                .isEqualTo("data must fill in every text: texts.en.subject, line 1: {{lot}} is not in the data");
    }

    @Test
    void sendsATestThroughAChannel() {
        var channel = ADMIN.post(
                "/notifications/channels",
                "{\"name\":\"%s\",\"kind\":\"webhook\",\"settings\":{\"url\":\"%s/%s\"}}"
                        .formatted(name, receiver().address(), name));
        var path = made().header("Location") + "/test";
        var id = channel.json().path("id").asString();
        var result = ADMIN.post(
                path, "{\"channel_id\":\"%s\",\"language\":\"de\",\"data\":{\"lot\":\"B-2\"}}".formatted(id));
        assertThat(result.json().path("outcome").asString())
                .as(result.toString())
                .isEqualTo("accepted");
        assertThat(receiver().received("/" + name).getFirst().body()).contains("Charge B-2 ist gesperrt.");
        assertThat(recorded(TENANT, id)).containsExactly("ChannelAdded", "ChannelTested");
        assertThat(field(ADMIN.post(path, "{}"))).isEqualTo("400 channel_id");
        assertThat(field(ADMIN.post(path, "{\"channel_id\":\"%s\",\"data\":{}}".formatted(id))))
                .isEqualTo("400 data");
        var others = OTHER.post("/notifications/channels", "{\"name\":\"other\",\"kind\":\"email\"}")
                .json()
                .path("id")
                .asString();
        assertThat(ADMIN.post(path, "{\"channel_id\":\"%s\"}".formatted(others)).status())
                .isEqualTo(404);
    }

    @Test
    void removesATemplateWithItsVersions() {
        var made = made();
        var path = made.header("Location");
        assertThat(ADMIN.delete(path).status()).isEqualTo(428);
        assertThat(ADMIN.with("If-Match", "\"1\"").delete(path).status()).isEqualTo(204);
        assertThat(ADMIN.get(path + "?version=1").status()).isEqualTo(404);
        assertThat(recorded(TENANT, made.json().path("id").asString()))
                .containsExactly("TemplateAdded", "TemplateRemoved");
    }

    @Test
    void refusesANameTwice() {
        made();
        assertThat(ADMIN.post(TEMPLATES, body("x")).status()).isEqualTo(409);
        var other = ADMIN.post(TEMPLATES, body("x").replace(name, name + ".b")).header("Location");
        assertThat(ADMIN.with("If-Match", "*").put(other, body("x")).status()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'texts':{'en':{'subject':'s','text':'t'}}}|name",
                "{'name':'Recall opened','texts':{'en':{'subject':'s','text':'t'}}}|name",
                "{'name':'x'}|texts",
                "{'name':'x','texts':{}}|texts",
                "{'name':'x','texts':{'en':null}}|texts.en",
                "{'name':'x','texts':{'en':{'text':'t'}}}|texts.en.subject",
                "{'name':'x','texts':{'en':{'subject':'s'}}}|texts.en.text",
                "{'name':'x','texts':{'english':{'subject':'s','text':'t'}}}|texts.english",
                "{'name':'x','texts':{'en':{'subject':'a\\nb','text':'t'}}}|texts.en.subject",
                "{'name':'x','texts':{'en':{'subject':'s','text':'\\u0000'}}}|texts.en.text",
                "{'name':'x','texts':{'en':{'subject':'s','text':'{{#a}}'}}}|texts.en.text",
                "{'name':'x','texts':{'en':{'subject':'s','text':'t','html':'{{{a}}}'}}}|texts.en.html",
                "{'name':'x','texts':{'en':{'subject':'s','text':'{{a.a.a.a.a.a.a.a.a.a.a}}'}}}|texts.en.text",
                "{'name':'x','texts':{'en':{'subject':'s','text':'{{lot}}'}}}|sample",
                "{'name':'x','texts':{'en':{'subject':'s','text':'t'}},'sample':{'a':'\\u0000'}}|sample",
                "{'name':'x','texts':{'en':{'subject':'s','text':'t'},'de':{'subject':'s','text':'t'}}}|default_language",
                "{'name':'x','default_language':'fr','texts':{'en':{'subject':'s','text':'t'}}}|default_language"
            })
    void namesTheFieldThatBreaksARule(String body, String field) {
        assertThat(field(ADMIN.post(TEMPLATES, body.replace('\'', '"')))).isEqualTo("400 " + field);
    }

    @Test
    void takesNoTemplateThatIsTooLarge() {
        var html = "x".repeat(99_990);
        var text = "'en':{'subject':'s','text':'t','html':'%1$s'},'de':{'subject':'s','text':'t','html':'%1$s'}%2$s";
        var body = "{'name':'%s','default_language':'en','texts':{%s},'sample':{%s}}";
        var more = ",'fr':{'subject':'s','text':'%s'}".formatted("x".repeat(16));
        var large = body.formatted(name, text.formatted(html, more), "").replace('\'', '"');
        var answer = ADMIN.post(TEMPLATES, large);
        assertThat(field(answer)).isEqualTo("400 texts");
        assertThat(answer.json().path("detail").asString())
                .isEqualTo("texts must have up to 200000 characters together, had 200001");
        assertThat(ADMIN.post(TEMPLATES, large.replace("xx\"}}", "x\"}}")).status())
                .isEqualTo(201);
        var sample = ADMIN.post(
                TEMPLATES,
                body.formatted(name + "s", "'en':{'subject':'s','text':'t'}", "'a':'%s'".formatted("x".repeat(15_993)))
                        .replace('\'', '"'));
        assertThat(sample.json().path("detail").asString())
                .isEqualTo("sample must have up to 16000 characters of JSON, had 16001");
    }

    @Test
    void fillsInOnlySoMuchForOneSave() {
        var texts = new StringBuilder();
        for (char language = 'a'; language <= 'h'; language++) {
            texts.append(",'x%s':{'subject':'s','text':'{{#l}}{{.}}{{/l}}'}".formatted(language));
        }
        var sample = "1,".repeat(6_999) + "1";
        var body = "{'name':'%s','default_language':'xa','texts':{%s},'sample':{'l':[%s]}}"
                .formatted(name, texts.substring(1), sample);
        var answer = ADMIN.post(TEMPLATES, body.replace('\'', '"'));
        assertThat(field(answer)).isEqualTo("400 sample");
        assertThat(answer.json().path("detail").asString()).contains("too long");
    }

    @Test
    void showsNoTemplateByATestToWhoMayNotReadIt() {
        var path = made().header("Location") + "/test";
        var sender = PLATFORM.as(TENANT, "notification_channel:write");
        assertThat(sender.post(path, "{}").status()).isEqualTo(403);
        var both = PLATFORM.as(TENANT, "notification_channel:write", "notification_template:read");
        assertThat(field(both.post(path, "{}"))).isEqualTo("400 channel_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET ", "GET /versions", "PUT ", "DELETE ", "POST /preview", "POST /test"})
    void showsNoTemplateOfAnotherCompany(String operation) {
        var made = made();
        var other = OTHER.with("If-Match", "*");
        var method = operation.substring(0, operation.indexOf(' '));
        var path = made.header("Location") + operation.substring(operation.indexOf(' ') + 1);
        assertThat(send(other, method, path, method.equals("PUT") ? body("x") : "{}")
                        .status())
                .isEqualTo(404);
        assertThat(ADMIN.get(made.header("Location")).json().path("version").asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET ",
                "POST ",
                "GET /{id}",
                "GET /{id}/versions",
                "PUT /{id}",
                "DELETE /{id}",
                "POST /{id}/preview",
                "POST /{id}/test"
            })
    void asksForAPermissionAndAToken(String operation) {
        var path = TEMPLATES
                + operation
                        .substring(operation.indexOf(' ') + 1)
                        .replace("{id}", UUID.randomUUID().toString());
        var method = operation.substring(0, operation.indexOf(' '));
        assertThat(send(PLATFORM.as(TENANT, "notification_channel:read"), method, path, "{}")
                        .status())
                .isEqualTo(403);
        assertThat(send(PLATFORM.anonymous(), method, path, "{}").status()).isEqualTo(401);
    }

    private static Answer send(Api api, String method, String path, String body) {
        return switch (method) {
            case "GET" -> api.get(path);
            case "DELETE" -> api.delete(path);
            case "PUT" -> api.put(path, body);
            default -> api.post(path, body);
        };
    }
}
