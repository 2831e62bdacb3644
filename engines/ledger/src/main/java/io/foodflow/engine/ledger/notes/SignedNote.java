package io.foodflow.engine.ledger.notes;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A text with signatures (C2SP signed-note). Reading one verifies nothing: ask {@link #verifiedBy}.
 *
 * @param text ends in a newline
 * @param signatures at least one, at most 64
 */
public record SignedNote(String text, List<NoteSignature> signatures) {

    private static final int MOST_SIGNATURES = 64;

    public SignedNote {
        if (!text.endsWith("\n")) {
            throw new MalformedNoteException("the text of a note must end in a newline");
        }
        if (text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new MalformedNoteException("a note must not have control characters other than the newline");
        }
        if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
            throw new MalformedNoteException("a note must have 1..64 signatures, had " + signatures.size());
        }
        signatures = List.copyOf(signatures);
    }

    /**
     * Reads a note.
     *
     * @throws MalformedNoteException when the text is none
     */
    public static SignedNote parse(String note) {
        int gap = note.lastIndexOf("\n\n");
        if (gap < 0 || !note.endsWith("\n")) {
            throw new MalformedNoteException("a note must be a text, an empty line, and signature lines");
        }
        var signatures = new ArrayList<NoteSignature>();
        note.substring(gap + 2).lines().map(NoteSignature::parse).forEach(signatures::add);
        var parsed = new SignedNote(note.substring(0, gap + 1), signatures);
        if (!parsed.encoded().equals(note)) {
            throw new MalformedNoteException("the lines of a note must end in newlines, and in nothing else");
        }
        return parsed;
    }

    /** As {@link #parse(String)}, of bytes that must be UTF-8. */
    public static SignedNote parse(byte[] note) {
        try {
            return parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(note))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new MalformedNoteException("a note must be UTF-8", e);
        }
    }

    /**
     * Which of these keys signed it. Signatures of other keys do not matter.
     *
     * @return in the order of the keys; none when a signature that says it is of one of them is not
     */
    public List<NoteVerifier> verifiedBy(Collection<NoteVerifier> known) {
        var found = new ArrayList<NoteVerifier>();
        for (var verifier : known) {
            for (var signature : signatures) {
                if (!verifier.isNamedBy(signature)) {
                    continue;
                }
                if (!verifier.verifies(text, signature)) {
                    return List.of();
                }
                if (!found.contains(verifier)) {
                    found.add(verifier);
                }
            }
        }
        return found;
    }

    /** The note with further signatures; those it has are not doubled. */
    public SignedNote with(List<NoteSignature> further) {
        var all = new ArrayList<>(signatures);
        further.stream().filter(signature -> !all.contains(signature)).forEach(all::add);
        return new SignedNote(text, all);
    }

    /** The note as text. */
    public String encoded() {
        var note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()).append('\n'));
        return note.toString();
    }
}
