package io.foodflow.engine.ledger.export;

import io.foodflow.engine.ledger.export.ExportVerdict.Refused;
import io.foodflow.engine.ledger.export.ExportVerdict.Verified;
import io.foodflow.engine.ledger.notes.MalformedNoteException;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import io.foodflow.engine.ledger.notes.SignedNote;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The verifier as a program.
 *
 * <pre>
 *   FILE [--log-key KEY]... [--witness-key KEY]... [--quorum N] [--known FILE]...
 * </pre>
 *
 * <p>The quorum is all witnesses whose keys are given, unless it is said. A known file holds a checkpoint that was kept.
 */
public final class VerifyExport {

    /** All of it holds. */
    public static final int VERIFIED = 0;

    /** A file could not be read. */
    public static final int UNREADABLE = 1;

    /** The command line is wrong. */
    public static final int USAGE = 2;

    /** The file does not hold. */
    public static final int REFUSED = 5;

    private static final String HOW =
            "Usage: verify FILE [--log-key KEY]... [--witness-key KEY]... [--quorum N] [--known CHECKPOINT]...";

    private VerifyExport() {}

    /** Ends with one of the codes above. */
    public static void main(String[] arguments) {
        int code = run(List.of(arguments), System.out, System.err);
        if (code != VERIFIED) {
            System.exit(code);
        }
    }

    /** As {@link #main}, without ending the process. */
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            var command = command(arguments);
            return verify(command.file, command.trust(), out, err);
        } catch (IOException e) {
            err.println("verify: " + e);
            return UNREADABLE;
        } catch (IllegalArgumentException | MalformedNoteException e) {
            err.println("verify: " + e.getMessage());
            err.println(HOW);
            return USAGE;
        }
    }

    private static int verify(Path file, Trust trust, PrintStream out, PrintStream err) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return switch (new ExportVerifier(trust).verify(in)) {
                case Verified verified -> {
                    out.println(summary(verified));
                    yield VERIFIED;
                }
                case Refused(long line, var reason) -> {
                    err.println(file + ": line " + line + " " + reason);
                    yield REFUSED;
                }
            };
        }
    }

    /** Says for a person what was verified, and what was not. */
    public static String summary(Verified verified) {
        var text = new StringBuilder("Verified: ").append(verified.count()).append(" entries");
        verified.first()
                .ifPresentOrElse(
                        first -> text.append(", without gaps from ").append(first),
                        () -> text.append(", each proved for itself"));
        text.append(", of the ledger ")
                .append(verified.checkpoint().origin())
                .append(" at ")
                .append(verified.checkpoint().size())
                .append(" entries.\n");
        if (verified.disclosed() > 0) {
            text.append(verified.disclosed()).append(" personal values are shown as they were entered.\n");
        }
        text.append(verified.witnesses().isEmpty() ? "No witness signed." : "Signed by: ")
                .append(String.join(", ", verified.witnesses()));
        if (!verified.logKeyKnown()) {
            text.append("\nThe key of the ledger is the file's own. Compare it, or give it with --log-key:"
                    + " otherwise anybody may have made this file.");
        }
        return text.toString();
    }

    private static final class Command {

        private final Path file;
        private final List<NoteVerifier> logs = new ArrayList<>();
        private final List<NoteVerifier> witnesses = new ArrayList<>();
        private final List<SignedNote> known = new ArrayList<>();
        private @Nullable Integer quorum;

        Command(Path file) {
            this.file = file;
        }

        Trust trust() {
            return new Trust(logs, witnesses, quorum == null ? witnesses.size() : quorum, known);
        }
    }

    private static Command command(List<String> arguments) throws IOException {
        if (arguments.isEmpty() || arguments.size() % 2 == 0) {
            throw new IllegalArgumentException("there must be a file, and options with a value each");
        }
        var command = new Command(Path.of(arguments.getFirst()));
        for (int i = 1; i < arguments.size(); i += 2) {
            var value = arguments.get(i + 1);
            switch (arguments.get(i)) {
                case "--log-key" -> command.logs.add(NoteVerifier.parse(value));
                case "--witness-key" -> command.witnesses.add(NoteVerifier.parse(value));
                case "--known" -> command.known.add(SignedNote.parse(Files.readAllBytes(Path.of(value))));
                case "--quorum" -> command.quorum = Integer.valueOf(value);
                default -> throw new IllegalArgumentException("unknown option '" + arguments.get(i) + "'");
            }
        }
        return command;
    }
}
