package io.foodflow.cli.tenant;

import io.foodflow.cli.terminal.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code foodflow tenant}: what is done with one company on the platform, through the API. */
@Command(
        name = "tenant",
        description = "Lists the companies on the platform; backs one up, restores, exports or moves it.",
        synopsisSubcommandLabel = "COMMAND")
public final class TenantCommand implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandLine.Model.CommandSpec spec;

    private TenantCommand() {}

    /** The command with those beneath it. */
    public static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new TenantCommand())
                .addSubcommand(new ListCommand(surroundings))
                .addSubcommand(new ArchiveCommand.Backup(surroundings))
                .addSubcommand(new RestoreTenantCommand(surroundings))
                .addSubcommand(new ArchiveCommand.Export(surroundings))
                .addSubcommand(new PromoteCommand(surroundings))
                .addSubcommand(new FallbackCommand(surroundings));
    }

    /** Without a command. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "no command is given");
    }
}
