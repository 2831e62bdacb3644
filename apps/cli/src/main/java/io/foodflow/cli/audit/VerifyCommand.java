package io.foodflow.cli.audit;

import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Surroundings;
import io.foodflow.engine.ledger.export.ExportVerdict.Refused;
import io.foodflow.engine.ledger.export.ExportVerdict.Verified;
import io.foodflow.engine.ledger.export.ExportVerifier;
import io.foodflow.engine.ledger.export.Trust;
import io.foodflow.engine.ledger.export.VerifyExport;
import io.foodflow.engine.ledger.notes.MalformedNoteException;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import io.foodflow.engine.ledger.notes.SignedNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foodflow audit verify}: needs the file, and nothing of the platform that wrote it. */
@Command(name = "verify", description = "Checks an export of the audit ledger, and tells the first line that is bad.")
final class VerifyCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "An export (docs/audit-export.md).")
    private String file = "";

    @Option(
            names = "--log-key",
            paramLabel = "KEY",
            description = "The ledger's verifier key as you know it; without it the file's own is believed.")
    private List<String> logKeys = new ArrayList<>();

    @Option(names = "--witness-key", paramLabel = "KEY", description = "The verifier key of a witness that you trust.")
    private List<String> witnessKeys = new ArrayList<>();

    @Option(
            names = "--quorum",
            paramLabel = "N",
            description = "How many of these witnesses must have signed; all of them when not given.")
    private @Nullable Integer quorum;

    @Option(
            names = "--known",
            paramLabel = "FILE",
            description = "A checkpoint that you kept: the export must be shown to continue it.")
    private List<String> known = new ArrayList<>();

    VerifyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Path export = existing(file);
        Trust trust = trust();
        try (var in = Files.newInputStream(export)) {
            switch (new ExportVerifier(trust).verify(in)) {
                case Verified verified -> surroundings.terminal().print(VerifyExport.summary(verified));
                case Refused(long line, String reason) ->
                    throw new CommandFailure(ExitCode.REFUSED, export + ": line " + line + " " + reason);
            }
        }
        return ExitCode.OK.code();
    }

    private Path existing(String name) {
        Path path = surroundings.resolve(name);
        if (!Files.isRegularFile(path)) {
            throw new CommandFailure(ExitCode.NOT_FOUND, "there is no file " + path);
        }
        return path;
    }

    private Trust trust() throws IOException {
        try {
            var checkpoints = new ArrayList<SignedNote>();
            for (String name : known) {
                checkpoints.add(SignedNote.parse(Files.readAllBytes(existing(name))));
            }
            var witnesses = witnessKeys.stream().map(NoteVerifier::parse).toList();
            return new Trust(
                    logKeys.stream().map(NoteVerifier::parse).toList(),
                    witnesses,
                    quorum == null ? witnesses.size() : quorum,
                    checkpoints);
        } catch (IllegalArgumentException | MalformedNoteException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }
}
