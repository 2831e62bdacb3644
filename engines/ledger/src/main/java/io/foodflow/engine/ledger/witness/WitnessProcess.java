package io.foodflow.engine.ledger.witness;

import io.foodflow.engine.ledger.notes.KeyType;
import io.foodflow.engine.ledger.notes.MalformedNoteException;
import io.foodflow.engine.ledger.notes.NoteKey;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The witness as a process of its own.
 *
 * <pre>
 *   --new-key NAME --key FILE                             draws a key and tells its public half
 *   --key FILE --logs FILE --state DIR --listen HOST:PORT serves until it is ended
 * </pre>
 *
 * <p>The file of logs has a verifier key a line; {@code under} in front lets it stand for all origins beneath its name.
 * Empty lines, and those that begin with {@code #}, do not count.
 */
public final class WitnessProcess {

    private static final String USAGE = """
        Usage: witness --new-key NAME --key FILE
               witness --key FILE --logs FILE --state DIR --listen HOST:PORT\
        """;
    private static final Set<String> NAMES = Set.of("new-key", "key", "logs", "state", "listen");

    private WitnessProcess() {}

    /** Ends with 2 when the command line is wrong, with 1 when the witness cannot serve. */
    public static void main(String[] arguments) {
        limitConnections();
        int code = run(List.of(arguments), System.out, System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Whoever connects and says nothing must not hold the witness up. To be called before the first server is made. */
    public static void limitConnections() {
        System.setProperty("sun.net.httpserver.maxReqTime", "30");
        System.setProperty("sun.net.httpserver.maxRspTime", "30");
        System.setProperty("jdk.httpserver.maxConnections", "1000");
    }

    /** As {@link #main}, without ending the process: once it serves, it goes on in the background, and this returns 0. */
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            var options = options(arguments);
            if (options.containsKey("new-key")) {
                newKey(required(options, "new-key"), Path.of(required(options, "key")), out);
            } else {
                serve(options, out, err);
            }
            return 0;
        } catch (IOException e) {
            err.println("witness: " + e);
            return 1;
        } catch (IllegalArgumentException | MalformedNoteException e) {
            err.println("witness: " + e.getMessage());
            err.println(USAGE);
            return 2;
        }
    }

    private static Map<String, String> options(List<String> arguments) {
        var options = new TreeMap<String, String>();
        for (int i = 0; i < arguments.size(); i += 2) {
            var name = arguments.get(i);
            if (!name.startsWith("--") || !NAMES.contains(name.substring(2)) || i + 1 == arguments.size()) {
                throw new IllegalArgumentException("unknown option, or one without a value: '" + name + "'");
            }
            options.put(name.substring(2), arguments.get(i + 1));
        }
        return options;
    }

    private static String required(Map<String, String> options, String name) {
        var value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("--" + name + " is missing");
        }
        return value;
    }

    private static void newKey(String name, Path file, PrintStream out) throws IOException {
        var key = NoteKey.generate(name, KeyType.COSIGNATURE_V1, new SecureRandom());
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, key.secretText() + "\n", StandardOpenOption.WRITE);
        out.println(key.verifier().text());
    }

    private static void serve(Map<String, String> options, PrintStream out, PrintStream err) throws IOException {
        var key = NoteKey.parse(
                Files.readString(Path.of(required(options, "key"))).strip(), KeyType.COSIGNATURE_V1);
        var logs = logs(Files.readAllLines(Path.of(required(options, "logs"))));
        var address = address(required(options, "listen"));
        var memory = FileWitnessMemory.open(Path.of(required(options, "state")));
        var witness = new Witness(key, logs, memory, Clock.systemUTC());
        var server = WitnessServer.start(address, witness, e -> err.println("witness: " + e));
        out.println("witness " + key.verifier().text() + " listens on port "
                + server.address().getPort());
    }

    /**
     * Reads the file of logs.
     *
     * @throws MalformedNoteException when a line is no verifier key
     */
    public static LogDirectory logs(List<String> lines) {
        var single = new ArrayList<NoteVerifier>();
        var all = new ArrayList<LogDirectory>();
        for (var line : lines) {
            var text = line.strip();
            if (text.startsWith("under ")) {
                all.add(LogDirectory.under(
                        NoteVerifier.parse(text.substring("under ".length()).strip())));
            } else if (!text.isEmpty() && !text.startsWith("#")) {
                single.add(NoteVerifier.parse(text));
            }
        }
        all.add(LogDirectory.of(single));
        return LogDirectory.all(all);
    }

    /**
     * Reads where to listen.
     *
     * @throws IllegalArgumentException unless it is {@code HOST:PORT}
     */
    public static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("\\d{1,5}")) {
            throw new IllegalArgumentException("--listen must be HOST:PORT, was '" + text + "'");
        }
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}
