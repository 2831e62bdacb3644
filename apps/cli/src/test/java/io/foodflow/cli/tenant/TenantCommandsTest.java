package io.foodflow.cli.tenant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.cli.CommandRun;
import io.foodflow.cli.StubFoodFlow;
import io.foodflow.cli.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantCommandsTest {
    private static final String ID = "0198a000-0000-7000-8000-000000000001";
    private static final String ACME =
            "{\"id\":\"%s\",\"slug\":\"acme\",\"name\":\"Acme Foods\",\"plan\":\"pro\",\"status\":\"active\"}"
                    .formatted(ID);
    private static final String BACKUPS = "/tenants/" + ID + "/backups";
    private static final String RESTORES = "/tenants/" + ID + "/restores";
    private static final String PROMOTION = "/tenants/" + ID + "/promotion";

    @TempDir
    Path folder;

    private final StubFoodFlow server = new StubFoodFlow();
    private CommandRun run;

    @BeforeEach
    void signIn() {
        run = new CommandRun(folder).signedInTo(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void knowsAcme() {
        server.next("GET /tenants", 200, "{\"items\":[" + ACME + "]}");
    }

    private static String sha256(String content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8)));
    }

    private void backupIsMade(String content) throws Exception {
        knowsAcme();
        server.next("POST " + BACKUPS, 202, "{\"id\":\"b1\",\"state\":\"queued\"}");
        server.next("GET " + BACKUPS + "/b1", 200, "{\"state\":\"running\",\"progress\":0.5}");
        server.next(
                "GET " + BACKUPS + "/b1",
                200,
                "{\"state\":\"succeeded\",\"sha256\":\"%s\",\"size_bytes\":%d}"
                        .formatted(sha256(content), content.length()));
    }

    @Test
    void listsAllPagesOfTheCompanies() {
        server.next("GET /tenants", 200, "{\"items\":[" + ACME + "],\"next_cursor\":\"c 1\"}");
        server.next(
                "GET /tenants",
                200,
                "{\"items\":[{\"id\":\"i2\",\"slug\":\"works-one\",\"name\":\"Works\",\"plan\":\"free\",\"status\":\"suspended\"}]}");

        assertThat(run.run("tenant", "list", "--status", "active", "--search", "a&b"))
                .isZero();

        assertThat(run.out()).isEqualToNormalizingNewlines("""
                        acme       pro         active     0198a000-0000-7000-8000-000000000001  Acme Foods
                        works-one  free        suspended  i2  Works
                        """);
        assertThat(run.err()).isEqualTo("2 companies\n");
        assertThat(server.requests())
                .endsWith(
                        "GET /tenants?limit=500&q=a%26b&status=active",
                        "GET /tenants?limit=500&q=a%26b&status=active&cursor=c+1");
    }

    @Test
    void listsAsJson() {
        knowsAcme();

        assertThat(run.run("tenant", "list", "--json")).isZero();
        assertThat(Json.MAPPER.readTree(run.out()).get(0).path("slug").asString(""))
                .isEqualTo("acme");
    }

    @Test
    void fetchesABackupAndTellsItsHash() throws Exception {
        backupIsMade("an archive");
        server.next("GET " + BACKUPS + "/b1/content", 200, "an archive");

        assertThat(run.run("tenant", "backup", "acme")).isZero();

        Path file = folder.resolve("foodflow-backup-acme-20260304-050607.zip");
        assertThat(file).hasContent("an archive");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(run.out())
                .isEqualTo("Backup of acme: %s, 10 bytes, SHA-256 %s\n".formatted(file, sha256("an archive")));
        assertThat(run.err()).contains("Backup of acme: running", "Backup of acme:  50 %", "Fetching: 100 %");
        assertThat(server.requests()).contains("GET /tenants?limit=500&q=acme");
    }

    @Test
    void fetchesAgainWhatDidNotArriveWhole() throws Exception {
        backupIsMade("an archive");
        server.next("GET " + BACKUPS + "/b1/content", 200, "an archive", Map.of("Cut-After", "4"));
        server.next("GET " + BACKUPS + "/b1/content", 200, "an archive");

        assertThat(run.run("tenant", "backup", "acme", "x.zip")).isZero();

        assertThat(folder.resolve("x.zip")).hasContent("an archive");
        assertThat(run.err()).contains("fetching it again");
    }

    @Test
    void leavesNoFileWhoseHashIsNotTheServers() throws Exception {
        backupIsMade("an archive");
        for (int i = 0; i < 3; i++) server.next("GET " + BACKUPS + "/b1/content", 200, "another!!!");

        assertThat(run.run("tenant", "backup", "acme", "x.zip")).isEqualTo(1);

        assertThat(run.err()).contains("could not be fetched: its SHA-256 is " + sha256("another!!!"));
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void neverOverwritesAFile() throws IOException {
        knowsAcme();
        Files.writeString(folder.resolve("x.zip"), "mine");

        assertThat(run.run("tenant", "backup", "acme", "x.zip")).isEqualTo(5);

        assertThat(folder.resolve("x.zip")).hasContent("mine");
        assertThat(server.requests()).noneMatch(request -> request.startsWith("POST /tenants"));
    }

    @Test
    void saysWhyABackupFailed() {
        knowsAcme();
        server.next("POST " + BACKUPS, 202, "{\"id\":\"b1\"}");
        server.next("GET " + BACKUPS + "/b1", 200, "{\"state\":\"failed\",\"error\":\"disk full\"}");

        assertThat(run.run("tenant", "backup", "acme")).isEqualTo(1);
        assertThat(run.err()).endsWith("foodflow: Backup of acme is failed: disk full\n");
    }

    @Test
    void tellsAnUnknownCompanyFromOneThatMayNotBeSeen() {
        server.next("GET /tenants", 200, "{\"items\":[" + ACME.replace("acme", "acme-two") + "]}");
        assertThat(run.run("tenant", "backup", "acme")).isEqualTo(4);
        assertThat(run.err()).contains("no company 'acme' is known");

        assertThat(run.run("tenant", "backup", ID)).isEqualTo(4);

        server.next("GET /tenants", 403, StubFoodFlow.problemBody(403, "you lack platform_tenant:read"));
        server.next("GET /auth/me", 403, StubFoodFlow.problemBody(403, "this token belongs to a service"));
        assertThat(run.run("tenant", "backup", "acme")).isEqualTo(5);
        assertThat(run.err()).contains("you lack platform_tenant:read");
    }

    @Test
    void exportsACompanyForItsOwnAdministrator() throws Exception {
        server.next("GET /tenants", 403, StubFoodFlow.problemBody(403, "you lack platform_tenant:read"));
        server.next("GET /auth/me", 200, "{\"tenant\":" + ACME + "}");
        String exports = "/tenants/" + ID + "/exports";
        server.next("POST " + exports, 202, "{\"id\":\"e1\"}");
        server.next(
                "GET " + exports + "/e1",
                200,
                "{\"state\":\"succeeded\",\"sha256\":\"%s\",\"size_bytes\":3}".formatted(sha256("all")));
        server.next("GET " + exports + "/e1/content", 200, "all");

        assertThat(run.run("tenant", "export", "acme")).isZero();

        assertThat(folder.resolve("foodflow-export-acme-20260304-050607.zip")).hasContent("all");
    }

    @Test
    void worksWithTheKeyOfAServiceAccount() {
        server.user("sa-1", "key-1");
        knowsAcme();
        run.with("FOODFLOW_CLIENT_ID", "sa-1").with("FOODFLOW_CLIENT_SECRET", "key-1");

        assertThat(run.run("tenant", "list")).isZero();
        assertThat(server.requests().getFirst()).isEqualTo("POST /auth/token");
    }

    private void archiveIsBrought() throws IOException {
        knowsAcme();
        Files.writeString(folder.resolve("b.zip"), "an archive");
        server.next("POST " + BACKUPS + "/uploads", 201, "{\"id\":\"b9\",\"state\":\"succeeded\"}");
        server.next("POST " + RESTORES, 202, "{\"id\":\"r1\",\"state\":\"queued\"}");
        server.next("GET " + RESTORES + "/r1", 200, "{\"id\":\"r1\",\"state\":\"running\"}");
    }

    @Test
    void putsAFileInPlace() throws IOException {
        archiveIsBrought();
        server.next(
                "GET " + RESTORES + "/r1",
                200,
                "{\"id\":\"r1\",\"state\":\"succeeded\",\"pause_millis\":42,\"undo_until\":\"2026-03-11T05:06:07Z\"}");

        assertThat(run.run("tenant", "restore", "acme", "b.zip", "--confirm", "acme"))
                .isZero();

        assertThat(server.bodyOf("POST " + BACKUPS + "/uploads")).isEqualTo("an archive");
        assertThat(Json.MAPPER.readTree(server.bodyOf("POST " + RESTORES)))
                .isEqualTo(Json.MAPPER.readTree("{\"backup_id\":\"b9\",\"confirm\":\"acme\"}"));
        assertThat(run.err()).contains("Sending: 100 %", "Restore of acme: running");
        assertThat(run.out()).contains("42 ms", "2026-03-11T05:06:07Z", RESTORES + "/r1/undo?confirm=acme");
    }

    @Test
    void makesAnotherCompanyOfAFile() throws IOException {
        archiveIsBrought();
        server.next("GET " + RESTORES + "/r1", 200, "{\"id\":\"r1\",\"state\":\"succeeded\",\"copy_id\":\"c1\"}");

        assertThat(run.run("tenant", "restore", "acme", "b.zip", "--confirm", "acme", "--into", "acme-test"))
                .isZero();

        assertThat(Json.MAPPER.readTree(server.bodyOf("POST " + RESTORES)).path("into"))
                .isEqualTo(Json.MAPPER.readTree("{\"slug\":\"acme-test\",\"name\":\"acme-test\"}"));
        assertThat(run.out()).contains("POST /tenants/c1/administrators");
    }

    @Test
    void restoresNothingWithoutTheRightConfirmation() throws IOException {
        knowsAcme();
        Files.writeString(folder.resolve("b.zip"), "an archive");

        assertThat(run.run("tenant", "restore", "acme", "b.zip")).isEqualTo(2);
        assertThat(run.run("tenant", "restore", "acme", "b.zip", "--confirm", "acne"))
                .isEqualTo(5);
        assertThat(run.run("tenant", "restore", "acme", "c.zip", "--confirm", "acme"))
                .isEqualTo(4);
        assertThat(run.run("tenant", "restore", "acme", "b.zip", "--confirm", "acme", "--name", "X"))
                .isEqualTo(2);

        assertThat(server.requests()).noneMatch(request -> request.startsWith("POST /tenants"));
    }

    @Test
    void saysWhyAFileWasRefusedOrNotPutInPlace() throws IOException {
        knowsAcme();
        Files.writeString(folder.resolve("b.zip"), "an archive");
        server.next("POST " + BACKUPS + "/uploads", 400, StubFoodFlow.problemBody(400, "archive is damaged"));
        assertThat(run.run("tenant", "restore", "acme", "b.zip", "--confirm", "acme"))
                .isEqualTo(5);
        assertThat(run.err()).contains("archive is damaged");

        archiveIsBrought();
        server.next(
                "GET " + RESTORES + "/r1", 200, "{\"state\":\"failed\",\"error\":\"the tenant never came to rest\"}");
        assertThat(run.run("tenant", "restore", "acme", "b.zip", "--confirm", "acme"))
                .isEqualTo(1);
        assertThat(run.err()).endsWith("Restore of acme is failed: the tenant never came to rest\n");
    }

    @Test
    void followsACompanyToADatabaseOfItsOwn() {
        knowsAcme();
        server.next("POST " + PROMOTION, 202, "{}");
        server.next("GET " + PROMOTION, 200, "{\"move\":{\"state\":\"copying\",\"progress\":0.7}}");
        server.next(
                "GET " + PROMOTION,
                200,
                "{\"move\":{\"state\":\"dedicated\",\"database\":\"east\",\"pause_millis\":310}}");

        assertThat(run.run("tenant", "promote", "acme", "--database", "east", "--reason", "large"))
                .isZero();

        assertThat(Json.MAPPER.readTree(server.bodyOf("POST " + PROMOTION)))
                .isEqualTo(Json.MAPPER.readTree("{\"database\":\"east\",\"reason\":\"large\"}"));
        assertThat(run.err()).contains("Move of acme: copying", "Move of acme:  70 %");
        assertThat(run.out()).isEqualTo("acme works in the database east; its writes waited 310 ms\n");
    }

    @Test
    void saysThatAMoveWasGivenUp() {
        knowsAcme();
        server.next("POST " + PROMOTION, 202, "{}");
        server.next("GET " + PROMOTION, 200, "{\"move\":{\"state\":\"undone\",\"error\":\"no room\"}}");

        assertThat(run.run("tenant", "promote", "acme")).isEqualTo(1);
        assertThat(run.err()).endsWith("Move of acme is undone: no room\n");
    }

    @Test
    void takesACompanyBack() {
        knowsAcme();
        server.next("POST " + PROMOTION + "/fallback", 202, "{}");
        server.next("GET " + PROMOTION, 200, "{\"move\":{\"state\":\"falling_back\",\"progress\":1}}");
        server.next("GET " + PROMOTION, 200, "{\"move\":{\"state\":\"fallen_back\",\"return_pause_millis\":90}}");

        assertThat(run.run("tenant", "fallback", "acme")).isZero();
        assertThat(run.out()).isEqualTo("acme works in the shared database; its writes waited 90 ms\n");
    }
}
