package io.foodflow.engine.ledger.notes;

import io.foodflow.engine.ledger.merkle.Hash;
import java.util.List;

/**
 * What a log says of itself at one size (C2SP tlog-checkpoint), which it signs as a note.
 *
 * @param origin which log it is
 * @param size how many entries it has
 * @param root of the tree of its entries
 * @param extensions further lines, as a rule none; nobody can check what they say
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {

    public Checkpoint {
        if (origin.isEmpty()) {
            throw new MalformedNoteException("a checkpoint must have an origin");
        }
        if (size < 0) {
            throw new MalformedNoteException("the size of a checkpoint must not be negative, was " + size);
        }
        extensions = List.copyOf(extensions);
        if (extensions.stream().anyMatch(String::isEmpty)) {
            throw new MalformedNoteException("the extension lines of a checkpoint must not be empty");
        }
    }

    /** A checkpoint without extensions. */
    public Checkpoint(String origin, long size, Hash root) {
        this(origin, size, root, List.of());
    }

    /**
     * Reads the text of a note.
     *
     * @throws MalformedNoteException when it is no checkpoint
     */
    public static Checkpoint parse(String text) {
        var lines = text.split("\n", -1);
        if (lines.length < 4 || !lines[lines.length - 1].isEmpty()) {
            throw new MalformedNoteException("a checkpoint must have lines for origin, size and root");
        }
        try {
            return new Checkpoint(
                    lines[0],
                    Decimal.parse(lines[1]),
                    Hash.ofBase64(lines[2]),
                    List.of(lines).subList(3, lines.length - 1));
        } catch (IllegalArgumentException e) {
            throw new MalformedNoteException("the root of a checkpoint: " + e.getMessage(), e);
        }
    }

    /** The text that is signed. */
    public String text() {
        var text = new StringBuilder(origin).append('\n').append(size).append('\n');
        text.append(root.base64()).append('\n');
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
