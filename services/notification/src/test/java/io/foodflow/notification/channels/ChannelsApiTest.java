package io.foodflow.notification.channels;

import static io.foodflow.notification.NotificationPlatform.administrator;
import static io.foodflow.notification.NotificationPlatform.everythingRecorded;
import static io.foodflow.notification.NotificationPlatform.query;
import static io.foodflow.notification.NotificationPlatform.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.notification.NotificationPlatform;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class ChannelsApiTest {

    private static final TestPlatform PLATFORM = NotificationPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();
    private static final Api ADMIN = administrator(TENANT);
    private static final Api OTHER = administrator(PLATFORM.newTenant());
    private static final String CHANNELS = "/notifications/channels";
    private static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";

    private final String name = "channel " + UUID.randomUUID();

    private String mail(String host, String more) {
        return """
                {"name":"%s","kind":"email","settings":{"server":"own","host":"%s","port":465,"tls":"implicit","user":"plant",
                 "from":"plant@example.com"}%s}""".formatted(name, host, more);
    }

    private String webhook() {
        return "{\"name\":\"%s\",\"kind\":\"webhook\",\"settings\":{\"url\":\"https://example.com/hook\"}}"
                .formatted(name);
    }

    private static Answer made(String body) {
        var made = ADMIN.post(CHANNELS, body);
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made;
    }

    private static String field(Answer answer) {
        return answer.status() + " " + answer.json().at("/errors/0/field").asString();
    }

    @Test
    void setsAChannelUpWhoseSecretIsNeverReadBack() {
        var made = made(mail("mail.example.com", ",\"secrets\":{\"password\":\"hidden-word-1\"}"));
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        var seen = ADMIN.get(made.header("Location"));
        assertThat(seen.json()).isEqualTo(made.json());
        assertThat(seen.json().path("settings").toString())
                .isEqualTo("{\"server\":\"own\",\"host\":\"mail.example.com\",\"port\":465,\"tls\":\"implicit\","
                        + "\"user\":\"plant\",\"from\":\"plant@example.com\"}");
        assertThat(seen.json().path("secrets_set").toString()).isEqualTo("[\"password\"]");
        assertThat(seen.json().path("ready").asBoolean()).isTrue();
        assertThat(seen.json().path("enabled").asBoolean()).isTrue();
        assertThat(made.body() + seen.body() + everythingRecorded(TENANT)).doesNotContain("hidden-word-1");
        assertThat(query("select encode(sealed, 'escape') from %s.notification_channel_secrets"
                                .formatted(TENANT.schema()))
                        .toString())
                .doesNotContain("hidden-word-1");
        assertThat(recorded(TENANT, seen.json().path("id").asString())).containsExactly("ChannelAdded");
        assertThat(ADMIN.get(CHANNELS + "?limit=500").json().path("items").findValuesAsString("name"))
                .isSorted()
                .contains(name);
    }

    @Test
    void pagesByName() {
        var tenant = PLATFORM.newTenant();
        var admin = administrator(tenant);
        for (var one : new String[] {"b", "a", "c"}) {
            assertThat(admin.post(CHANNELS, "{\"name\":\"%s\",\"kind\":\"email\"}".formatted(one))
                            .status())
                    .isEqualTo(201);
        }
        var first = admin.get(CHANNELS + "?limit=2").json();
        assertThat(first.path("items").findValuesAsString("name")).containsExactly("a", "b");
        var second = admin.get(CHANNELS + "?limit=2&cursor="
                        + first.path("next_cursor").asString())
                .json();
        assertThat(second.path("items").findValuesAsString("name")).containsExactly("c");
    }

    @Test
    void saysThatThereIsNoMailServer() {
        var made = made("{\"name\":\"%s\",\"kind\":\"email\",\"settings\":{\"server\":\"platform\"}}".formatted(name));
        assertThat(made.json().path("ready").asBoolean()).isFalse();
        assertThat(made.json().path("not_ready").asString()).startsWith("this installation has no mail server");
    }

    @Test
    void changesAChannelAndKeepsItsSecret() {
        var path = made(mail("mail.example.com", ",\"secrets\":{\"password\":\"one\"}"))
                .header("Location");
        var changed = mail("mail.example.com", ",\"enabled\":false").replace("plant@", "other@");
        assertThat(ADMIN.put(path, changed).status()).isEqualTo(428);
        var saved = ADMIN.with("If-Match", "\"1\"").put(path, changed);
        assertThat(saved.status()).as(saved.toString()).isEqualTo(200);
        assertThat(saved.header("ETag")).isEqualTo("\"2\"");
        assertThat(saved.json().path("enabled").asBoolean()).isFalse();
        assertThat(saved.json().path("secrets_set").toString()).isEqualTo("[\"password\"]");
        assertThat(saved.json().at("/settings/from").asString()).isEqualTo("other@example.com");
        assertThat(ADMIN.with("If-Match", "\"1\"").put(path, changed).status()).isEqualTo(412);
        assertThat(recorded(TENANT, saved.json().path("id").asString()))
                .containsExactly("ChannelAdded", "ChannelUpdated");
    }

    @Test
    void sendsNoSecretToAnotherServerOrAccount() {
        var mail = made(mail("mail.example.com", ",\"secrets\":{\"password\":\"one\"}"))
                .header("Location");
        for (var changed : new String[] {
            mail("evil.example.com", ""),
            mail("mail.example.com", "").replace("465", "587"),
            mail("mail.example.com", "").replace("implicit", "starttls"),
            mail("mail.example.com", "").replace("\"plant\"", "\"root\"")
        }) {
            assertThat(field(ADMIN.with("If-Match", "*").put(mail, changed))).isEqualTo("400 secrets.password");
        }
        var again = mail("evil.example.com", ",\"secrets\":{\"password\":\"two\"}");
        assertThat(ADMIN.with("If-Match", "*").put(mail, again).status()).isEqualTo(200);
        var nobody = again.replace("\"user\":\"plant\",", "").replaceAll(",\"secrets\":\\{[^}]*}", "");
        var without = ADMIN.with("If-Match", "*").put(mail, nobody);
        assertThat(without.json().path("secrets_set").toString()).isEqualTo("[]");
        var sms = """
                {"name":"sms %s","kind":"sms","settings":{"account_sid":"%s","from":"+4915100000000"}%s}""";
        var path = made(sms.formatted(name, ACCOUNT, ",\"secrets\":{\"auth_token\":\"token\"}"))
                .header("Location");
        assertThat(field(ADMIN.with("If-Match", "*").put(path, sms.formatted(name, ACCOUNT.replace('0', '9'), ""))))
                .isEqualTo("400 secrets.auth_token");
        assertThat(ADMIN.with("If-Match", "*")
                        .put(path, sms.formatted(name, ACCOUNT, ""))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void isAWebHookOrAnAppOfSlack() {
        var hook =
                "{\"name\":\"%s\",\"kind\":\"slack\",\"secrets\":{\"webhook_url\":\"https://hooks.slack.com/services/T/B/hidden-word-2\"}}"
                        .formatted(name);
        var made = made(hook);
        assertThat(made.body()).doesNotContain("hidden-word-2");
        assertThat(made.json().path("secrets_set").toString()).isEqualTo("[\"webhook_url\"]");
        var app = "{\"name\":\"%s\",\"kind\":\"slack\",\"settings\":{\"channel\":\"C0123456789\"}%s}";
        var path = made.header("Location");
        assertThat(field(ADMIN.with("If-Match", "*").put(path, app.formatted(name, ""))))
                .isEqualTo("400 secrets.bot_token");
        var saved = ADMIN.with("If-Match", "*")
                .put(path, app.formatted(name, ",\"secrets\":{\"bot_token\":\"xoxb-hidden-word-3\"}"));
        assertThat(saved.json().path("secrets_set").toString()).isEqualTo("[\"bot_token\"]");
        assertThat(everythingRecorded(TENANT)).doesNotContain("hidden-word-2", "hidden-word-3");
    }

    @Test
    void makesTheSecretOfAWebHookAndReplacesItWithAnOverlap() {
        var made = made(webhook());
        var first = made.json().path("signing_secret").asString();
        assertThat(first).startsWith("whsec_");
        var path = made.header("Location");
        assertThat(ADMIN.get(path).json().has("signing_secret")).isFalse();
        var rotated = ADMIN.post(path + "/rotate-secret", "{\"overlap_hours\":1}");
        assertThat(rotated.status()).as(rotated.toString()).isEqualTo(200);
        var second = rotated.json().path("signing_secret").asString();
        assertThat(second).startsWith("whsec_").isNotEqualTo(first);
        assertThat(rotated.json().path("previous_secret_until").isNull()).isFalse();
        assertThat(rotated.header("ETag")).isEqualTo("\"2\"");
        var third = ADMIN.post(path + "/rotate-secret", "{\"overlap_hours\":0}");
        assertThat(third.json().path("previous_secret_until").isNull()).isTrue();
        assertThat(query("select count(*) from %s.notification_channel_secrets where channel_id = '%s'"
                        .formatted(TENANT.schema(), made.json().path("id").asString())))
                .containsExactly("1");
        assertThat(everythingRecorded(TENANT)).doesNotContain(first.substring(6), second.substring(6));
        assertThat(recorded(TENANT, made.json().path("id").asString()))
                .containsExactly("ChannelAdded", "ChannelSecretRotated", "ChannelSecretRotated");
    }

    @Test
    void replacesSecretsOfWebHooksOnly() {
        var path = made("{\"name\":\"%s\",\"kind\":\"email\"}".formatted(name)).header("Location");
        assertThat(ADMIN.post(path + "/rotate-secret", "{}").status()).isEqualTo(409);
        assertThat(field(ADMIN.post(path + "/rotate-secret", "{\"overlap_hours\":169}")))
                .isEqualTo("400 overlap_hours");
    }

    @Test
    void takesBackWhatItGave() {
        var made = made(webhook());
        var body = (ObjectNode) ADMIN.get(made.header("Location")).json();
        body.remove(Set.of(
                "id",
                "secrets_set",
                "previous_secret_until",
                "ready",
                "not_ready",
                "created_by",
                "created_at",
                "updated_at",
                "version"));
        var saved = ADMIN.with("If-Match", "\"1\"").put(made.header("Location"), body.toString());
        assertThat(saved.status()).as(saved.toString()).isEqualTo(200);
        assertThat(saved.json().path("settings")).isEqualTo(made.json().path("settings"));
    }

    @Test
    void removesAChannelWithItsSecrets() {
        var made = made(webhook());
        var path = made.header("Location");
        assertThat(ADMIN.delete(path).status()).isEqualTo(428);
        assertThat(ADMIN.with("If-Match", "\"1\"").delete(path).status()).isEqualTo(204);
        assertThat(ADMIN.get(path).status()).isEqualTo(404);
        var id = made.json().path("id").asString();
        assertThat(query("select count(*) from %s.notification_channel_secrets where channel_id = '%s'"
                        .formatted(TENANT.schema(), id)))
                .containsExactly("0");
        assertThat(recorded(TENANT, id)).containsExactly("ChannelAdded", "ChannelRemoved");
    }

    @Test
    void refusesANameTwiceAndAnotherKind() {
        var path = made(webhook()).header("Location");
        assertThat(ADMIN.post(CHANNELS, webhook()).status()).isEqualTo(409);
        var other = made(webhook().replace(name, "other " + name)).header("Location");
        assertThat(ADMIN.with("If-Match", "*").put(other, webhook()).status()).isEqualTo(409);
        assertThat(field(ADMIN.with("If-Match", "*").put(path, "{\"name\":\"%s\",\"kind\":\"email\"}".formatted(name))))
                .isEqualTo("400 kind");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'kind':'email'}|name",
                "{'name':'x'}|kind",
                "{'name':'x','kind':'pigeon'}|kind",
                "{'name':'x','kind':'email','settings':{'url':'https://example.com'}}|settings.url",
                "{'name':'x','kind':'email','settings':{'server':'theirs','host':'a.example','from':'a@b.example'}}|settings.server",
                "{'name':'x','kind':'email','settings':{'host':'a.example'}}|settings.host",
                "{'name':'x','kind':'email','settings':{'server':'own','from':'a@b.example'}}|settings.host",
                "{'name':'x','kind':'email','settings':{'server':'own','host':'a.example'}}|settings.from",
                "{'name':'x','kind':'email','settings':{'server':'own','host':'10.0.0.1','from':'a@b.example'}}|settings.host",
                "{'name':'x','kind':'email','settings':{'server':'own','host':'a b','from':'a@b.example'}}|settings.host",
                "{'name':'x','kind':'email','settings':{'server':'own','host':'a.example','port':0,'from':'a@b.example'}}|settings.port",
                "{'name':'x','kind':'email','settings':{'server':'own','host':'a.example','tls':'maybe','from':'a@b.example'}}|settings.tls",
                "{'name':'x','kind':'email','settings':{'server':'own','host':'a.example','from':'a@b.example, c@d.example'}}|settings.from",
                "{'name':'x','kind':'email','settings':{'server':'own','host':'a.example','from':'a@b.example\\r\\nBcc: c@d.example'}}|settings.from",
                "{'name':'x','kind':'email','settings':{'server':'own','host':'a.example','user':'u','from':'a@b.example'}}|secrets.password",
                "{'name':'x','kind':'email','secrets':{'password':'p'}}|secrets.password",
                "{'name':'x','kind':'sms','settings':{'account_sid':'AC1','from':'+4915100000000'},'secrets':{'auth_token':'t'}}|settings.account_sid",
                "{'name':'x','kind':'sms','settings':{'account_sid':'AC0123456789abcdef0123456789abcdef','from':'12345'},'secrets':{'auth_token':'t'}}|settings.from",
                "{'name':'x','kind':'sms','settings':{'account_sid':'AC0123456789abcdef0123456789abcdef','from':'FoodFlow'}}|secrets.auth_token",
                "{'name':'x','kind':'sms','settings':{'account_sid':'AC0123456789abcdef0123456789abcdef','from':'FoodFlow'},'secrets':{'auth_token':'a b'}}|secrets.auth_token",
                "{'name':'x','kind':'slack'}|secrets.webhook_url",
                "{'name':'x','kind':'slack','settings':{'channel':'general'},'secrets':{'bot_token':'t'}}|settings.channel",
                "{'name':'x','kind':'slack','settings':{'channel':'C0123456789'},'secrets':{'webhook_url':'https://example.com'}}|secrets.webhook_url",
                "{'name':'x','kind':'teams'}|secrets.webhook_url",
                "{'name':'x','kind':'teams','secrets':{'webhook_url':''}}|secrets.webhook_url",
                "{'name':'x','kind':'webhook'}|settings.url",
                "{'name':'x','kind':'webhook','settings':{'url':'nonsense'}}|settings.url"
            })
    void namesTheFieldThatBreaksARule(String body, String field) {
        assertThat(field(ADMIN.post(CHANNELS, body.replace('\'', '"')))).isEqualTo("400 " + field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET ", "PUT ", "DELETE ", "POST /test", "POST /rotate-secret"})
    void showsNoChannelOfAnotherCompany(String operation) {
        var made = made(webhook());
        var other = OTHER.with("If-Match", "*");
        var method = operation.substring(0, operation.indexOf(' '));
        var rest = operation.substring(operation.indexOf(' ') + 1);
        var unknown = UUID.randomUUID().toString();
        var id = made.json().path("id").asString();
        var body = method.equals("PUT") ? webhook() : "{}";
        var answer = send(other, method, CHANNELS + "/" + id + rest, body);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("detail").asString())
                .isEqualTo(send(other, method, CHANNELS + "/" + unknown + rest, body)
                        .json()
                        .path("detail")
                        .asString()
                        .replace(unknown, id));
        assertThat(ADMIN.get(made.header("Location")).json().path("version").asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET ",
                "POST ",
                "GET /{id}",
                "PUT /{id}",
                "DELETE /{id}",
                "POST /{id}/test",
                "POST /{id}/rotate-secret"
            })
    void asksForAPermissionAndAToken(String operation) {
        var path = CHANNELS
                + operation
                        .substring(operation.indexOf(' ') + 1)
                        .replace("{id}", UUID.randomUUID().toString());
        var method = operation.substring(0, operation.indexOf(' '));
        var wrong = method.equals("GET") ? "notification_channel:write" : "notification_channel:read";
        assertThat(send(PLATFORM.as(TENANT, wrong), method, path, "{}").status())
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
