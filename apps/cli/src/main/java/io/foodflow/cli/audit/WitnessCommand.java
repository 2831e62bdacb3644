package io.foodflow.cli.audit;

import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Surroundings;
import io.foodflow.engine.ledger.notes.KeyType;
import io.foodflow.engine.ledger.notes.MalformedNoteException;
import io.foodflow.engine.ledger.notes.NoteKey;
import io.foodflow.engine.ledger.witness.FileWitnessMemory;
import io.foodflow.engine.ledger.witness.LogDirectory;
import io.foodflow.engine.ledger.witness.Witness;
import io.foodflow.engine.ledger.witness.WitnessProcess;
import io.foodflow.engine.ledger.witness.WitnessServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code foodflow witness}: signs audit ledgers that only continue themselves, on a machine apart from theirs. */
@Command(name = "witness", description = "Serves as a witness of audit ledgers, or draws the key for one.")
public final class WitnessCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = "--new-key",
            paramLabel = "NAME",
            description = "Draws a key of that name and tells its public half.")
    private @Nullable String newKey;

    @Option(names = "--key", paramLabel = "FILE", required = true, description = "The witness's private key.")
    private String key = "";

    @Option(
            names = "--logs",
            paramLabel = "FILE",
            description =
                    "Whose ledgers it signs: a verifier key a line, with 'under' in front for all that begin with its name.")
    private @Nullable String logs;

    @Option(names = "--state", paramLabel = "DIR", description = "Where it remembers what it signed.")
    private @Nullable String state;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8790",
            description = "Where it listens, without TLS: ${DEFAULT-VALUE} when not given.")
    private String listen = "";

    /** The command in its surroundings. */
    public WitnessCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        try {
            if (newKey != null) {
                draw(newKey, surroundings.resolve(key));
            } else {
                serve();
            }
            return ExitCode.OK.code();
        } catch (MalformedNoteException | IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private void draw(String name, Path file) throws IOException {
        var drawn = NoteKey.generate(name, KeyType.COSIGNATURE_V1, new SecureRandom());
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(ExitCode.REFUSED, "there is a file " + file + " already", e);
        }
        Files.writeString(file, drawn.secretText() + "\n", StandardOpenOption.WRITE);
        surroundings.terminal().print(drawn.verifier().text());
    }

    private void serve() throws IOException {
        if (logs == null || state == null) {
            throw new CommandFailure(ExitCode.USAGE, "--logs and --state are needed to serve");
        }
        WitnessProcess.limitConnections();
        var own = NoteKey.parse(Files.readString(existing(key)).strip(), KeyType.COSIGNATURE_V1);
        LogDirectory known = WitnessProcess.logs(Files.readAllLines(existing(logs)));
        InetSocketAddress address = WitnessProcess.address(listen);
        try (var memory = FileWitnessMemory.open(surroundings.resolve(state));
                var server = WitnessServer.start(
                        address,
                        new Witness(own, known, memory, Clock.systemUTC()),
                        failure -> surroundings.terminal().print("witness: " + failure))) {
            surroundings
                    .terminal()
                    .print("witness " + own.verifier().text() + " listens on port "
                            + server.address().getPort());
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path existing(String name) {
        Path path = surroundings.resolve(name);
        if (!Files.isRegularFile(path)) {
            throw new CommandFailure(ExitCode.NOT_FOUND, "there is no file " + path);
        }
        return path;
    }
}
