package io.foodflow.cli.demo;

import io.foodflow.cli.api.Api;
import io.foodflow.cli.api.ApiProblem;
import io.foodflow.cli.home.Connection;
import io.foodflow.cli.home.DemoNote;
import io.foodflow.cli.home.Home;
import io.foodflow.cli.home.RunningServer;
import io.foodflow.cli.launch.ServerOptions;
import io.foodflow.cli.launch.ServerProcess;
import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Surroundings;
import io.foodflow.cli.terminal.Terminal;
import io.foodflow.demo.DemoCompany;
import io.foodflow.demo.DemoFacts;
import io.foodflow.demo.DemoSize;
import java.net.URI;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code foodflow demo}: the platform with a company in it. On a home where a server runs already, only loads. */
@Command(
        name = "demo",
        description = "Starts the platform with the demo company in it and serves until Ctrl-C; loads what is missing.")
public final class DemoCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final BiFunction<DemoSize, LocalDate, History> histories;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Option(
            names = "--size",
            paramLabel = "S|M|L",
            description = "How much history the company has: S loads in seconds, L has ten million relationships.")
    private @Nullable DemoSize size;

    public DemoCommand(Surroundings surroundings) {
        this(surroundings, GeneratedHistory::of);
    }

    DemoCommand(Surroundings surroundings, BiFunction<DemoSize, LocalDate, History> histories) {
        this.surroundings = surroundings;
        this.histories = histories;
    }

    @Override
    public Integer call() {
        Home home = options.home(surroundings);
        Optional<RunningServer> running = RunningServer.alive(home);
        DemoNote note = note(home);
        if (running.isPresent()) {
            fill(running.get().address(), home, note);
            return ExitCode.OK.code();
        }
        try (ServerProcess server = options.start(null, note, surroundings)) {
            fill(server.address(), home, note);
            surroundings.terminal().say("Log " + home.serverLog() + "; Ctrl-C stops it.");
            server.awaitEnd();
        }
        return ExitCode.OK.code();
    }

    private static DemoNote note(Home home) {
        return DemoNote.read(home).orElseGet(() -> {
            DemoNote fresh = new DemoAccounts(new Passwords(new SecureRandom())).invent();
            fresh.write(home);
            return fresh;
        });
    }

    private void fill(URI address, Home home, DemoNote note) {
        Terminal terminal = surroundings.terminal();
        Api api = Connection.to(address, surroundings);
        signIn(api, home, note);
        DemoAccounts.create(note, api);
        History history = history(note);
        long sent = new HistoryLoad(api, home, note, terminal).load(history);
        terminal.say(sent == 0 ? "The demo company is loaded already." : "Loaded.");
        print(address, home, note);
    }

    /** What was begun is gone on with; otherwise the history ends yesterday, so that none of it lies in the future. */
    private History history(DemoNote note) {
        DemoNote.Loaded loaded = note.loaded();
        DemoSize begun = loaded == null ? DemoSize.S : DemoSize.valueOf(loaded.size());
        LocalDate yesterday = LocalDate.now(surroundings.clock()).minusDays(1);
        return histories.apply(size == null ? begun : size, loaded == null ? yesterday : loaded.lastDay());
    }

    private static void signIn(Api api, Home home, DemoNote note) {
        try {
            api.signIn(note.signIn());
        } catch (ApiProblem problem) {
            if (problem.status() != 401) throw problem;
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "the server on " + home.folder() + " does not know the demo company's administrator as "
                            + home.demoNote()
                            + " names it; stop a server that 'foodflow up' started and run 'foodflow demo', or use another folder"
                            + " with --home",
                    problem);
        }
    }

    private void print(URI address, Home home, DemoNote note) {
        Terminal terminal = surroundings.terminal();
        terminal.print("");
        terminal.print("FoodFlow OS   " + address + "/app");
        terminal.print("");
        terminal.print("Sign in to " + note.name() + " (kept in " + home.demoNote() + ")");
        note.accounts()
                .forEach(account -> terminal.print(String.format(
                        Locale.ROOT,
                        "  %-17s %-30s %s%s",
                        account.roles().getFirst().replace('_', ' '),
                        account.email(),
                        account.password(),
                        account.roleSites() == null || account.roleSites().isEmpty()
                                ? ""
                                : "   sees %s only"
                                        .formatted(DemoCompany.dairy().name()))));
        terminal.print("");
        String folder = home.equals(Home.of(null, surroundings)) ? "" : " --home " + home.folder();
        String lot = DemoFacts.CONTAMINATED_LOT_CODE;
        terminal.print("Lot " + lot + " of milk powder is contaminated. Where did it go, and where did it come from?");
        terminal.print("  ./foodflow trace " + lot + " --forward" + folder);
        terminal.print("  ./foodflow trace " + lot + " --backward" + folder);
        terminal.print("");
    }
}
