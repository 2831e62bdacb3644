package io.foodflow.cli.audit;

import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Surroundings;
import io.foodflow.engine.ledger.notes.MalformedNoteException;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import io.foodflow.platform.audit.LedgerKeys;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foodflow audit rotate-key}: the processes take the new key up when they are started again. */
@Command(
        name = "rotate-key",
        description = "Replaces the key that signs audit ledgers, and tells the verifier key of the new one.")
final class RotateKeyCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "The file of the key: secret/ledger.key in the home folder.")
    private String file = "";

    @Option(
            names = "--lost",
            paramLabel = "VERIFIER",
            description = "Makes FILE with a key in place of a lost one, which had this verifier key.")
    private String lost = "";

    RotateKeyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Path path = surroundings.resolve(file);
        if (!lost.isEmpty()) {
            return replaceLost(path);
        }
        if (!Files.isRegularFile(path)) {
            throw new CommandFailure(ExitCode.NOT_FOUND, "there is no file " + path);
        }
        surroundings
                .terminal()
                .print(LedgerKeys.rotate(path, new SecureRandom()).text());
        return ExitCode.OK.code();
    }

    private int replaceLost(Path path) throws IOException {
        try {
            var next = LedgerKeys.replaceLost(path, NoteVerifier.parse(lost), new SecureRandom());
            surroundings.terminal().print(next.text());
            return ExitCode.OK.code();
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(ExitCode.REFUSED, "there is a file " + path + ": move it away first");
        } catch (MalformedNoteException e) {
            throw new CommandFailure(ExitCode.USAGE, "--lost must be a verifier key: " + e.getMessage());
        }
    }
}
