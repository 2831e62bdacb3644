package io.foodflow.notification.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.notification.LocalReceiver;
import io.foodflow.notification.LocalReceiver.Answer;
import io.foodflow.notification.NotificationPlatform;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What a tenant could type in to make the platform call its own network: refused when it is saved, or when it is called. */
class HostileAddressesTest {

    private static final TestPlatform PLATFORM = NotificationPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();
    private static final Api ADMIN = NotificationPlatform.administrator(TENANT);
    private static final LocalReceiver TRAP = LocalReceiver.startAt("127.0.0.1");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @AfterAll
    static void close() {
        TRAP.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:{port}/",
                "http://127.0.0.2:{port}/",
                "http://127.1:{port}/",
                "http://127.0.1:{port}/",
                "http://2130706433:{port}/",
                "http://0x7f000001:{port}/",
                "http://0x7f.0.0.1:{port}/",
                "http://0177.0.0.1:{port}/",
                "http://017700000001:{port}/",
                "http://127.0.0.1.:{port}/",
                "http://127.0.0.01:{port}/",
                "http://0:{port}/",
                "http://0.0.0.0:{port}/",
                "http://[::1]:{port}/",
                "http://[::]:{port}/",
                "http://[0:0:0:0:0:0:0:1]:{port}/",
                "http://[::ffff:127.0.0.1]:{port}/",
                "http://[::ffff:7f00:1]:{port}/",
                "http://[::127.0.0.1]:{port}/",
                "http://[64:ff9b::7f00:1]:{port}/",
                "http://[2002:7f00:1::]:{port}/",
                "http://[::1%25lo]:{port}/",
                "http://localhost:{port}/",
                "http://LOCALHOST:{port}/",
                "http://localhost.:{port}/",
                "http://127.0.0.1:{port}@example.com/",
                "http://example.com@127.0.0.1:{port}/",
                "http://user:word@127.0.0.1:{port}/",
                "http://127.0.0.1:{port}#@example.com/",
                "http://example.com#@127.0.0.1:{port}/",
                "http://127.0.0.1:{port}\\@example.com/",
                "http://example.com\\@127.0.0.1:{port}/",
                "http:///127.0.0.1:{port}/",
                "http:127.0.0.1:{port}/",
                "//127.0.0.1:{port}/",
                "127.0.0.1:{port}/",
                " http://127.0.0.1:{port}/",
                "http://127.0.0.1:{port}/ HTTP/1.1",
                "http://127.0.0.1:{port}/\r\nX-Header: 1",
                "http://127.0.0.1\u0000.example.com:{port}/",
                "http://127.0.0.1%00.example.com:{port}/",
                "http://%31%32%37.0.0.1:{port}/",
                "http://\u2460\u2461\u2466.\u24ea.\u24ea.\u2460:{port}/",
                "http://127\u30020\u30020\u30021:{port}/",
                "http://loc\u00adalhost:{port}/",
                "http://:{port}/",
                "http://example.com:0/",
                "http://example.com:99999/",
                "ftp://127.0.0.1:{port}/",
                "file:///etc/passwd",
                "gopher://127.0.0.1:{port}/_GET",
                "dict://127.0.0.1:{port}/",
                "ldap://127.0.0.1:{port}/",
                "jar:http://127.0.0.1:{port}/x.jar!/",
                "data:text/plain,x",
                "javascript:alert(1)",
                "http://169.254.169.254/latest/meta-data/",
                "http://[::ffff:169.254.169.254]/latest/meta-data/",
                "http://[fd00:ec2::254]/latest/meta-data/",
                "http://100.100.100.200/latest/meta-data/",
                "http://192.0.0.192/latest/",
                "http://10.0.0.1/",
                "http://172.16.0.1/",
                "http://192.168.1.1/",
                "http://198.18.0.1/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://[fe80::1]/",
                "http://[fc00::1]/",
                "http://[ff02::1]/"
            })
    void neverCallsItsOwnNetwork(String template) {
        var url = template.replace("{port}", Integer.toString(TRAP.port()));
        var webhook = Map.of(
                "name", url.strip().replaceAll("\\p{Cntrl}", "."), "kind", "webhook", "settings", Map.of("url", url));
        var teams =
                Map.of("name", "teams " + webhook.get("name"), "kind", "teams", "secrets", Map.of("webhook_url", url));
        for (var channel : new Map<?, ?>[] {webhook, teams}) {
            var answer = ADMIN.post("/notifications/channels", JSON.writeValueAsString(channel));
            if (answer.status() == 201) {
                var tested = ADMIN.post(answer.header("Location") + "/test", "{}");
                // Postponed is a name that nothing answers to.
                assertThat(tested.json().path("outcome").asString())
                        .as(tested.toString())
                        .isIn("refused", "postponed");
                assertThat(tested.json().path("status").isNull()).isTrue();
            } else {
                assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
                assertThat(answer.json().at("/errors/0/field").asString()).isIn("settings.url", "secrets.webhook_url");
            }
        }
        assertThat(TRAP.received()).isEmpty();
    }

    @Test
    void isNotLedThereByARedirect() {
        NotificationPlatform.receiver()
                .answer("/redirect", new Answer(302, Map.of("Location", TRAP.address() + "/"), ""));
        var made = ADMIN.post(
                "/notifications/channels",
                "{\"name\":\"redirect\",\"kind\":\"webhook\",\"settings\":{\"url\":\"%s/redirect\"}}"
                        .formatted(NotificationPlatform.receiver().address()));
        var tested = ADMIN.post(made.header("Location") + "/test", "{}");
        assertThat(tested.json().path("outcome").asString()).isEqualTo("refused");
        assertThat(TRAP.received()).isEmpty();
    }

    @Test
    void callsWhatIsAllowed() {
        assertThat(TRAP.port()).isPositive();
        var made = ADMIN.post(
                "/notifications/channels",
                "{\"name\":\"allowed\",\"kind\":\"webhook\",\"settings\":{\"url\":\"%s/allowed\"}}"
                        .formatted(NotificationPlatform.receiver().address()));
        var tested = ADMIN.post(made.header("Location") + "/test", "{}");
        assertThat(tested.json().path("outcome").asString())
                .as(tested.toString())
                .isEqualTo("accepted");
        assertThat(NotificationPlatform.receiver().received("/allowed")).hasSize(1);
    }
}
