package io.foodflow.cli.audit;

import io.foodflow.cli.terminal.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code foodflow audit}: what can be done with the audit ledger away from the server. */
@Command(
        name = "audit",
        description = "Checks what was exported from the audit ledger, and replaces the key that signs it.",
        synopsisSubcommandLabel = "COMMAND")
public final class AuditCommand implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandLine.Model.CommandSpec spec;

    private AuditCommand() {}

    /** The command with those beneath it. */
    public static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new AuditCommand())
                .addSubcommand(new VerifyCommand(surroundings))
                .addSubcommand(new RotateKeyCommand(surroundings));
    }

    /** Without a command. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "no command is given");
    }
}
