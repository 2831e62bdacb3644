package io.foodflow.platform.audit;

import io.foodflow.engine.ledger.notes.KeyType;
import io.foodflow.engine.ledger.notes.MalformedNoteException;
import io.foodflow.engine.ledger.notes.NoteKey;
import io.foodflow.engine.ledger.notes.NoteSigner;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The key that signs the audit ledgers of this installation, and those that signed them before. It is in a file that only its
 * owner reads, and never in the database. The file has the private key in its first line, and in each further one the
 * verifier key of one that was replaced. Immutable.
 */
public final class LedgerKeys {

    private static final int NAME_BYTES = 4;

    private final NoteKey current;
    private final List<NoteVerifier> before;

    private LedgerKeys(NoteKey current, List<NoteVerifier> before) {
        this.current = current;
        this.before = List.copyOf(before);
    }

    /** The keys of that file, which is made with a key of that name if there is none. */
    static LedgerKeys load(Path file, @Nullable String name, SecureRandom random) {
        try {
            if (!Files.exists(file)) {
                make(file, name == null ? drawnName(random) : name, random);
            }
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make %s".formatted(file), e);
        }
    }

    private static LedgerKeys read(Path file) throws IOException {
        var lines = Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        try {
            if (lines.isEmpty()) {
                throw new IllegalStateException("%s is empty".formatted(file));
            }
            return new LedgerKeys(
                    NoteKey.parse(lines.getFirst(), KeyType.ED25519),
                    lines.stream().skip(1).map(NoteVerifier::parse).toList());
        } catch (MalformedNoteException e) {
            throw new IllegalStateException(
                    "%s must have a private key in its first line and verifier keys in the others: %s"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    /**
     * Replaces the key of that file by a new one of the same name; what the old one signed stays provable.
     *
     * @return the verifier key of the new one
     */
    public static NoteVerifier rotate(Path file, SecureRandom random) throws IOException {
        var old = read(file);
        var next = NoteKey.generate(old.name(), KeyType.ED25519, random);
        var lines = new ArrayList<String>(
                List.of(next.secretText(), old.current.verifier().text()));
        old.before.forEach(key -> lines.add(key.text()));
        var draft = draft(file, lines);
        Files.move(
                draft,
                file,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return next.verifier();
    }

    /**
     * Makes that file with a new key in place of one that was lost, and of the same name; what the lost one signed stays
     * provable.
     *
     * @param lost verifier key of the lost one
     * @return the verifier key of the new one
     * @throws FileAlreadyExistsException when the file is there
     */
    public static NoteVerifier replaceLost(Path file, NoteVerifier lost, SecureRandom random) throws IOException {
        var next = NoteKey.generate(lost.name(), KeyType.ED25519, random);
        link(file, List.of(next.secretText(), lost.text()));
        return next.verifier();
    }

    private static String drawnName(SecureRandom random) {
        byte[] bytes = new byte[NAME_BYTES];
        random.nextBytes(bytes);
        return "foodflow-" + HexFormat.of().formatHex(bytes);
    }

    private static void make(Path file, String name, SecureRandom random) throws IOException {
        try {
            link(file, List.of(NoteKey.generate(name, KeyType.ED25519, random).secretText()));
        } catch (FileAlreadyExistsException e) {
            // Another process of this home made the key first: that one counts.
            if (!Files.isReadable(file)) {
                throw e;
            }
        }
    }

    private static void link(Path file, List<String> lines) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var draft = draft(file, lines);
        try {
            Files.createLink(file, draft);
        } finally {
            Files.deleteIfExists(draft);
        }
        try (var written = FileChannel.open(folder, StandardOpenOption.READ)) {
            written.force(true);
        }
    }

    private static Path draft(Path file, List<String> lines) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var draft = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
        try (var channel =
                FileChannel.open(draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            channel.write(ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        return draft;
    }

    /** What the origins of all ledgers begin with. */
    public String name() {
        return current.verifier().name();
    }

    /** Whether the key took the place of that one. */
    boolean replaced(String verifier) {
        return before.stream().anyMatch(key -> key.text().equals(verifier));
    }

    /** The public half of the key, under its own name: what a witness is told of this installation. */
    public NoteVerifier verifier() {
        return current.verifier();
    }

    /** The key under the origin of one ledger. */
    NoteSigner signer(String origin) {
        return current.named(origin);
    }

    /** Whoever of us may have signed for that origin, the newest first. */
    public List<NoteVerifier> verifiers(String origin) {
        var all = new ArrayList<NoteVerifier>();
        all.add(NoteVerifier.of(origin, KeyType.ED25519, current.verifier().key()));
        before.forEach(key -> all.add(NoteVerifier.of(origin, KeyType.ED25519, key.key())));
        return all;
    }
}
