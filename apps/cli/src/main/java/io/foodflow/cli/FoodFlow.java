package io.foodflow.cli;

import io.foodflow.cli.audit.AuditCommand;
import io.foodflow.cli.audit.WitnessCommand;
import io.foodflow.cli.backup.BackupCommand;
import io.foodflow.cli.backup.RestoreCommand;
import io.foodflow.cli.bench.BenchCommand;
import io.foodflow.cli.demo.DemoCommand;
import io.foodflow.cli.importing.ImportCommand;
import io.foodflow.cli.launch.UpCommand;
import io.foodflow.cli.status.StatusCommand;
import io.foodflow.cli.tenant.TenantCommand;
import io.foodflow.cli.terminal.Surroundings;
import io.foodflow.cli.terminal.Terminal;
import io.foodflow.cli.trace.TraceCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The command line. The launcher script {@code foodflow} finds a JDK, builds what is missing and then runs this; it also
 * serves {@code test} and the plain {@code help}, which need no JVM.
 *
 * <p>System properties from the launcher: {@code foodflow.installation} (root of the checkout), {@code foodflow.screen} (true
 * where standard error is a screen).
 */
@Command(
        name = "foodflow",
        description = "FoodFlow OS: an operating system for the food value chain.",
        subcommands = CommandLine.HelpCommand.class,
        synopsisSubcommandLabel = "COMMAND")
public final class FoodFlow implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandLine.Model.CommandSpec spec;

    private FoodFlow() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        var terminal = new Terminal(out, err, Boolean.getBoolean("foodflow.screen"));
        Path here = Path.of("").toAbsolutePath();
        Path installation = here.resolve(System.getProperty("foodflow.installation", ""));
        var surroundings = new Surroundings(System.getenv(), installation, here, terminal, Clock.systemUTC());
        System.exit(commandLine(surroundings).setOut(out).setErr(err).execute(arguments));
    }

    /** All commands, placed in the given surroundings. */
    public static CommandLine commandLine(Surroundings surroundings) {
        var failures = new FailureReport(surroundings);
        var line = new CommandLine(new FoodFlow())
                .addSubcommand(new DemoCommand(surroundings))
                .addSubcommand(new UpCommand(surroundings))
                .addSubcommand(new ImportCommand(surroundings))
                .addSubcommand(new TraceCommand(surroundings))
                .addSubcommand(new StatusCommand(surroundings))
                .addSubcommand(new BackupCommand(surroundings))
                .addSubcommand(new RestoreCommand(surroundings))
                .addSubcommand(TenantCommand.line(surroundings))
                .addSubcommand(AuditCommand.line(surroundings))
                .addSubcommand(new WitnessCommand(surroundings))
                .addSubcommand(new BenchCommand(surroundings))
                .addSubcommand(new VersionCommand(surroundings));
        line.getSubcommands().values().forEach(FoodFlow::addHelpOption);
        return line.setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
    }

    private static void addHelpOption(CommandLine command) {
        command.getSubcommands().values().forEach(FoodFlow::addHelpOption);
        if (command.getCommandSpec().findOption("--help") != null) return;
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Prints this help.")
                        .build());
    }

    /** Without a command. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "no command is given");
    }
}
