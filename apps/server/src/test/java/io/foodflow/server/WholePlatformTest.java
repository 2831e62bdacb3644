package io.foodflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestDatabases;
import io.foodflow.testkit.TestPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

class WholePlatformTest {

    private static final Path HOME = TestPlatform.temporaryHome();
    private static ConfigurableApplicationContext server;
    private static Api api;

    @BeforeAll
    static void start() throws IOException {
        var database = TestDatabases.create();
        server = new SpringApplicationBuilder(FoodflowServer.class)
                .registerShutdownHook(false)
                .run(
                        "--server.port=0",
                        "--foodflow.home=" + HOME,
                        "--foodflow.database.url=" + database.url(),
                        "--foodflow.database.user=" + database.user(),
                        "--foodflow.database.password=" + database.password(),
                        "--foodflow.bootstrap.tenant=acme",
                        "--foodflow.bootstrap.name=Acme Dairy",
                        "--foodflow.bootstrap.email=admin@acme.example",
                        "--foodflow.bootstrap.password=correct horse battery",
                        "--foodflow.bootstrap.plan=enterprise");
        api = new Api(JsonMapper.shared().readTree(record()).path("address").asString());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String record() throws IOException {
        return Files.readString(HOME.resolve("run").resolve("server.json"));
    }

    @Test
    void servesTheWorkspaceUnderApp() {
        assertThat(api.get("/").header("Location")).endsWith("/app/");
        for (var page : new String[] {"/app/", "/app/trace?lot=1", "/app/sign-in"}) {
            var answer = api.get(page);
            assertThat(answer.status()).as(page).isEqualTo(200);
            assertThat(answer.body()).as(page).contains("<html");
            assertThat(answer.header("Content-Security-Policy")).contains("default-src 'self'");
        }
    }

    @Test
    void anAdministratorSignsInAndReadsTheGraph() {
        var signedIn =
                api.post("/auth/login", "{\"email\":\"admin@acme.example\",\"password\":\"correct horse battery\"}");
        assertThat(signedIn.status()).as(signedIn.toString()).isEqualTo(200);
        var me = api.with(
                "Authorization",
                "Bearer " + signedIn.json().path("access_token").asString());
        assertThat(me.get("/auth/me").json().path("tenant").path("slug").asString())
                .isEqualTo("acme");
        assertThat(me.get("/graph/nodes").status()).isEqualTo(200);
        assertThat(me.get("/jobs").status()).isEqualTo(200);
    }

    @Test
    void everyOperationOfTheContractThatItsServicesHaveIsDescribedWithItsPermission() {
        var paths = api.get("/openapi.json").json().path("paths");
        assertThat(paths.propertyNames())
                .contains(
                        "/auth/login",
                        "/auth/refresh",
                        "/auth/logout",
                        "/auth/me",
                        "/.well-known/jwks.json",
                        "/users",
                        "/users/{id}",
                        "/roles",
                        "/graph/nodes",
                        "/graph/nodes/{id}",
                        "/graph/relationships",
                        "/graph/relationships/{id}",
                        "/graph/traceability/forward",
                        "/graph/traceability/backward",
                        "/capture",
                        "/capture/{id}",
                        "/events/{id}",
                        "/jobs/{id}");
        paths.forEachEntry((path, operations) -> operations.forEachEntry((method, operation) -> {
            boolean guarded = operation.has("x-permission");
            boolean open = !operation.has("security");
            boolean signedIn = operation.path("security").size() > 0;
            assertThat(guarded || open || signedIn).as(method + " " + path).isTrue();
            assertThat(operation.path("summary").asString(""))
                    .as(method + " " + path + " has a summary")
                    .isNotBlank();
        }));
    }

    @Test
    void saysWhereItRuns() throws IOException {
        var facts = JsonMapper.shared().readTree(record());
        assertThat(facts.path("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
        assertThat(facts.path("started_at").asString()).isNotBlank();
    }
}
