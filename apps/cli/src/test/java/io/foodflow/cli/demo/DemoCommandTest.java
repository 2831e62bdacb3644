package io.foodflow.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.cli.CommandRun;
import io.foodflow.cli.FoodFlow;
import io.foodflow.cli.StubFoodFlow;
import io.foodflow.cli.home.Connection;
import io.foodflow.cli.home.DemoNote;
import io.foodflow.cli.home.DemoNote.Account;
import io.foodflow.cli.launch.FakeServer;
import io.foodflow.cli.terminal.Surroundings;
import io.foodflow.demo.DemoCompany;
import io.foodflow.demo.DemoDocument;
import io.foodflow.demo.DemoSize;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoCommandTest {
    @TempDir
    Path folder;

    /** Documents of two events each; the one with the given index is wrong. */
    private record TinyHistory(DemoSize size, LocalDate lastDay, int documentCount, int wrong) implements History {
        TinyHistory(int documentCount, int wrong) {
            this(DemoSize.S, LocalDate.of(2026, 3, 3), documentCount, wrong);
        }

        @Override
        public long events() {
            return 2L * documentCount;
        }

        @Override
        public Iterator<DemoDocument> documents() {
            return IntStream.range(0, documentCount)
                    .mapToObj(i -> new DemoDocument(i, document(i).getBytes(StandardCharsets.UTF_8), 2))
                    .iterator();
        }

        private String document(int i) {
            return "{\"eventTime\":1,\"eventTime\":2," + i + (i == wrong ? "wrong-check-digit" : "") + "}";
        }
    }

    private CommandLine with(History history, Surroundings surroundings) {
        CommandLine line = FoodFlow.commandLine(surroundings);
        line.getCommandSpec().removeSubcommand("demo");
        return line.addSubcommand(new DemoCommand(surroundings, (size, lastDay) -> history));
    }

    private CommandRun runWith(StubFoodFlow server) {
        var run = new CommandRun(folder);
        DemoNote note = new DemoAccounts(new Passwords(new Random(1))).invent();
        note.write(run.home());
        server.user(note.administrator().email(), note.administrator().password());
        return run.serverNote(ProcessHandle.current().pid(), server.address());
    }

    private int demo(CommandRun run, History history) {
        return run.run(surroundings -> with(history, surroundings), "demo");
    }

    @Test
    void fillsAServerThatRunsAlready() {
        try (var server = new StubFoodFlow()) {
            var run = runWith(server);

            assertThat(demo(run, new TinyHistory(7, -1))).isZero();

            assertThat(server.captures()).hasSize(7);
            assertThat(server.users()).hasSize(7);
            assertThat(server.accepted()).hasSize(6).allSatisfy(person -> {
                assertThat(person.path("token").asString()).startsWith("token-");
                assertThat(person.path("password").asString()).isNotBlank();
            });
            assertThat(run.out())
                    .contains(
                            "FoodFlow OS   " + server.address() + "/app",
                            "quality manager   quality@",
                            "Lot MP-2638 of milk powder is contaminated.",
                            "./foodflow trace MP-2638 --forward\n");
            assertThat(run.out())
                    .containsPattern("plant manager +plant@\\S+ +\\S+   sees Sennwies Dairy Oberlindach only\n");
            assertThat(server.users())
                    .filteredOn(user -> !user.path("role_sites").isEmpty())
                    .singleElement()
                    .satisfies(user -> assertThat(user.path("role_sites").toString())
                            .isEqualTo("{\"plant_manager\":[\"%s\"]}"
                                    .formatted(DemoCompany.dairy().place())));
            assertThat(run.err()).contains("Loading the demo company: 100 %  14 of 14 events");
        }
    }

    @Test
    void loadsNothingTwice() {
        try (var server = new StubFoodFlow()) {
            var run = runWith(server);
            demo(run, new TinyHistory(3, -1));

            assertThat(demo(run, new TinyHistory(3, -1))).isZero();

            assertThat(server.captures()).hasSize(3);
            assertThat(server.users()).hasSize(7);
            assertThat(run.err()).contains("The demo company is loaded already.");
        }
    }

    @Test
    void goesOnWhereALoadWasBrokenOff() {
        try (var server = new StubFoodFlow()) {
            var run = runWith(server);

            assertThat(demo(run, new TinyHistory(5, 3))).isEqualTo(1);
            assertThat(run.err()).contains("refused part of the demo company's history", "the check digit must be 4");
            assertThat(DemoNote.read(run.home()).orElseThrow().loaded())
                    .isEqualTo(new DemoNote.Loaded("S", LocalDate.of(2026, 3, 3), 3));

            assertThat(demo(run, new TinyHistory(5, -1))).isZero();
            assertThat(server.captures().getLast().body()).contains(",4}");
            assertThat(DemoNote.read(run.home()).orElseThrow().loaded())
                    .isEqualTo(new DemoNote.Loaded("S", LocalDate.of(2026, 3, 3), 5));
        }
    }

    @Test
    void doesNotMixSizes() {
        try (var server = new StubFoodFlow()) {
            var run = runWith(server);
            demo(run, new TinyHistory(3, -1));

            assertThat(demo(run, new TinyHistory(DemoSize.M, LocalDate.of(2026, 3, 3), 4, -1)))
                    .isEqualTo(5);
            assertThat(run.err()).contains("holds the demo company in size S");
            assertThat(server.captures()).hasSize(3);
        }
    }

    @Test
    void tellsTheHistoryUntilYesterdayAndLaterGoesOnWithTheSameOne() {
        try (var server = new StubFoodFlow()) {
            var run = runWith(server);
            List<String> asked = new ArrayList<>();
            BiFunction<DemoSize, LocalDate, History> histories = (size, lastDay) -> {
                asked.add(size + " " + lastDay);
                return new TinyHistory(DemoSize.M, LocalDate.of(2026, 1, 1), 2, -1);
            };
            Function<Surroundings, CommandLine> line = surroundings -> {
                CommandLine all = FoodFlow.commandLine(surroundings);
                all.getCommandSpec().removeSubcommand("demo");
                return all.addSubcommand(new DemoCommand(surroundings, histories));
            };

            assertThat(run.run(line, "demo")).isZero();
            assertThat(run.run(line, "demo")).isZero();

            assertThat(asked).containsExactly("S 2026-03-03", "M 2026-01-01");
        }
    }

    @Test
    void sendsTheGeneratedDocumentsOfTheDemoCompany() {
        try (var server = new StubFoodFlow()) {
            var run = runWith(server);

            assertThat(run.run("demo", "--size", "s")).isZero();

            GeneratedHistory history = GeneratedHistory.of(DemoSize.S, LocalDate.of(2026, 3, 3));
            long documents = 0;
            long events = 0;
            for (var each = history.documents(); each.hasNext(); documents++)
                events += each.next().events();
            assertThat(server.captures()).hasSize((int) documents);
            assertThat(history.events()).isEqualTo(events);
            assertThat(DemoNote.read(run.home()).orElseThrow().loaded())
                    .isEqualTo(new DemoNote.Loaded("S", LocalDate.of(2026, 3, 3), documents));
        }
    }

    @Test
    void loadsAgainWhenTheServerHasLostItsData() {
        try (var server = new StubFoodFlow()) {
            var run = runWith(server);
            demo(run, new TinyHistory(3, -1));
            server.forget();

            demo(run, new TinyHistory(3, -1));

            assertThat(server.captures()).hasSize(3);
        }
    }

    @Test
    void explainsAServerThatDoesNotKnowTheDemoCompany() {
        try (var server = new StubFoodFlow()) {
            var run = new CommandRun(folder).serverNote(ProcessHandle.current().pid(), server.address());

            assertThat(demo(run, new TinyHistory(1, -1))).isEqualTo(5);
            assertThat(run.err()).contains("does not know the demo company's administrator");
        }
    }

    @Test
    void startsAServerThatCreatesTheCompanyAndStopsItWhenTheLoadFails() throws IOException {
        FakeServer.install(folder.resolve("checkout"));
        var run = new CommandRun(folder).with("FOODFLOW_FAST_START", "off");
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        int code = run.run(surroundings -> with(new TinyHistory(5, 2), surroundings), "demo", "--port", "" + port);

        assertThat(code).isEqualTo(1);
        assertThat(run.err()).contains("Ready after", "the server refused part of", "Stopping");
        assertThat(run.home().serverNote()).doesNotExist();
        assertThat(Files.readString(run.home().serverLog())).doesNotContain(password(run));
    }

    private static String password(CommandRun run) {
        return DemoNote.read(run.home())
                .map(DemoNote::administrator)
                .map(Account::password)
                .orElseThrow();
    }

    @Test
    void signsOtherCommandsInAsTheAdministrator() {
        try (var server = new StubFoodFlow()) {
            var run = runWith(server);

            assertThat(Connection.open(run.home(), run.surroundings())
                            .get("/users")
                            .path("items")
                            .size())
                    .isEqualTo(1);
        }
    }

    @Test
    void neverSendsTheDemoPasswordToAServerElsewhere() {
        try (var server = new StubFoodFlow()) {
            var run = runWith(server).with("FOODFLOW_URL", server.address().toString());

            assertThatThrownBy(() -> Connection.open(run.home(), run.surroundings()))
                    .hasMessageContaining("no sign-in is known");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void refusesASizeThatIsNone() {
        assertThat(new CommandRun(folder).run("demo", "--size", "XL")).isEqualTo(2);
    }

    @Test
    void inventsPasswordsThatDifferAndMeetTheUsualRules() {
        var passwords = new Passwords(new Random(7));

        assertThat(Stream.generate(passwords::next).limit(1_000))
                .doesNotHaveDuplicates()
                .allMatch(each -> each.matches("(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])[A-Za-z0-9-]{23}"));
    }
}
