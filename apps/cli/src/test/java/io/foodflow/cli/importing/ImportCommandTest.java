package io.foodflow.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.cli.CommandRun;
import io.foodflow.cli.StubFoodFlow;
import io.foodflow.cli.StubFoodFlow.Captured;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    private static final String GOOD = "{\"@context\":[],\"type\":\"EPCISDocument\",\"eventTime\":1}";
    private static final String BAD =
            "<EPCISDocument eventTime='1' other-eventTime='2'>wrong-check-digit</EPCISDocument>";

    @TempDir
    Path folder;

    private final StubFoodFlow server = new StubFoodFlow();
    private CommandRun run;

    @BeforeEach
    void signIn() throws IOException {
        Files.createDirectories(folder.resolve("in/sub"));
        run = new CommandRun(folder).signedInTo(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void file(String name, String content) throws IOException {
        Files.writeString(folder.resolve("in").resolve(name), content);
    }

    @Test
    void sendsEachFileOfAFolderAsItsContentAsks() throws IOException {
        file("a.txt", GOOD);
        file("b.json", GOOD);
        file("c.xml", BAD);
        file("d.json", "{\"type\":\"ObjectEvent\"}");
        file("e.json", "{\"data\":{\"stations\":[],\"deliveries\":[]}}");
        file("sub/f.csv", "lot,quantity");
        file(".hidden", GOOD);

        assertThat(run.run("import", "in")).isZero();
        assertThat(run.out()).isEqualToNormalizingNewlines("""
                        accepted   a.txt  (1 accepted)
                        duplicate  b.json  (1 known already)
                        partly     c.xml  (1 accepted, 1 rejected)
                                   event 0: epcList[0]: the check digit must be 4, was 5
                        accepted   d.json  (1 accepted)
                        accepted   e.json  (7 stations)
                        skipped    sub/f.csv  (it is neither JSON nor XML)
                        6 files: 3 accepted, 1 known already, 1 partly, 0 rejected, 1 skipped. Events: 3 accepted, 1 known already, 1 rejected.
                        """);
        assertThat(server.captures())
                .containsExactly(
                        new Captured(GOOD, "application/ld+json", "rollback"),
                        new Captured(GOOD, "application/ld+json", "rollback"),
                        new Captured(BAD, "application/xml", "rollback"));
    }

    @Test
    void asksTheServerToKeepValidEventsWhenToldToProceed() throws IOException {
        file("c.xml", BAD);

        assertThat(run.run("import", "--proceed", "in/c.xml")).isZero();
        assertThat(server.captures()).extracting(Captured::behaviour).containsExactly("proceed");
    }

    @Test
    void endsWithRefusedWhenNothingWasTaken() throws IOException {
        file("c.xml", BAD);
        server.next("POST /capture", 400, StubFoodFlow.problemBody(400, "the document is cut off"));

        assertThat(run.run("import", "in/c.xml")).isEqualTo(5);
        assertThat(run.out()).contains("rejected   c.xml  (refused)", "the document is cut off");
    }

    @Test
    void isStrictWhenAskedTo() throws IOException {
        file("a.json", GOOD);
        file("f.csv", "lot,quantity");

        assertThat(run.run("import", "in")).isZero();
        assertThat(run.run("import", "in", "--strict")).isEqualTo(5);
    }

    @Test
    void waitsForACaptureThatStillRuns() throws IOException {
        file("a.json", GOOD);
        server.next("GET /capture/0", 200, "{\"running\":true}").next("GET /capture/0", 200, "{\"running\":true}");

        assertThat(run.run("import", "in/a.json")).isZero();
        assertThat(server.requests()).filteredOn("GET /capture/0"::equals).hasSize(3);
    }

    @Test
    void givesTheReasonsOfADocumentThatWasRefusedAsAWhole() throws IOException {
        file("a.json", GOOD);
        server.next(
                "GET /capture/0",
                200,
                "{\"running\":false,\"success\":false,\"errors\":[{\"title\":\"Bad\",\"detail\":\"unknown version 9\"}]}");

        assertThat(run.run("import", "in/a.json")).isEqualTo(5);
        assertThat(run.out()).contains("rejected   a.json  (no events)", "unknown version 9");
    }

    @Test
    void takesAKnownSingleEventForADuplicate() throws IOException {
        file("d.json", "{\"type\":\"ObjectEvent\"}");
        server.next("POST /events", 409, StubFoodFlow.problemBody(409, "known"));

        assertThat(run.run("import", "in/d.json")).isZero();
        assertThat(run.out()).contains("duplicate  d.json");
    }

    @Test
    void reportsAnImportJobThatFailed() throws IOException {
        file("e.json", "{\"stations\":[],\"deliveries\":[]}");
        server.next("GET /jobs/job-1", 200, "{\"state\":\"running\"}")
                .next("GET /jobs/job-1", 200, "{\"state\":\"failed\",\"message\":\"delivery 7 has no target\"}");

        assertThat(run.run("import", "in/e.json")).isEqualTo(5);
        assertThat(run.out()).contains("delivery 7 has no target");
    }

    @Test
    void stopsAtOnceWhereTheUserMayNotCapture() throws IOException {
        file("a.json", GOOD);
        file("b.json", GOOD + " ");
        server.next("POST /capture", 403, StubFoodFlow.problemBody(403, "event:capture is missing"));

        assertThat(run.run("import", "in")).isEqualTo(5);
        assertThat(run.err()).contains("event:capture is missing");
        assertThat(server.captures()).isEmpty();
    }

    @Test
    void goesOnAfterTheServerAskedToWait() throws IOException {
        file("a.json", GOOD);
        server.next("POST /capture", 429, "", Map.of("Retry-After", "0"));

        assertThat(run.run("import", "in/a.json")).isZero();
    }

    @Test
    void saysWhichFileIsNotThere() {
        assertThat(run.run("import", "nowhere")).isEqualTo(4);
        assertThat(run.err()).isEqualTo("foodflow: there is no file or folder " + folder.resolve("nowhere") + "\n");
        assertThat(run.run("import", "in")).isEqualTo(4);
    }

    @Test
    void saysThatNoServerRuns() throws IOException {
        file("a.json", GOOD);

        assertThat(new CommandRun(folder).run("import", "in")).isEqualTo(3);
    }

    @Test
    void wantsASignInForAServerElsewhere() throws IOException {
        file("a.json", GOOD);
        var stranger =
                new CommandRun(folder).with("FOODFLOW_URL", server.address().toString());

        assertThat(stranger.run("import", "in")).isEqualTo(5);
        assertThat(stranger.err()).contains("set FOODFLOW_EMAIL and FOODFLOW_PASSWORD");
    }

    @Test
    void refusesAnAddressThatIsNone() throws IOException {
        file("a.json", GOOD);

        for (String url : new String[] {"localhost:8080", "ht tp://x", "ftp://x"}) {
            var lost = new CommandRun(folder).with("FOODFLOW_URL", url);
            assertThat(lost.run("import", "in")).isEqualTo(2);
            assertThat(lost.err()).contains("FOODFLOW_URL must be like");
        }
    }

    @Test
    void saysThatTheServerOfTheNoteIsGone() throws IOException {
        file("a.json", GOOD);
        server.close();
        var late = new CommandRun(folder)
                .serverNote(
                        ProcessHandle.current().pid(),
                        URI.create(server.address().toString()))
                .with("FOODFLOW_EMAIL", "eva@example.com")
                .with("FOODFLOW_PASSWORD", "secret");

        assertThat(late.run("import", "in")).isEqualTo(3);
        assertThat(late.err()).contains("no server answers at " + server.address());
    }
}
