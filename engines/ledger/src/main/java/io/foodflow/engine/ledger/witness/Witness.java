package io.foodflow.engine.ledger.witness;

import io.foodflow.engine.ledger.merkle.ConsistencyProof;
import io.foodflow.engine.ledger.merkle.Hash;
import io.foodflow.engine.ledger.merkle.TreeHashes;
import io.foodflow.engine.ledger.notes.Checkpoint;
import io.foodflow.engine.ledger.notes.MalformedNoteException;
import io.foodflow.engine.ledger.notes.NoteKey;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import io.foodflow.engine.ledger.witness.WitnessAnswer.Conflict;
import io.foodflow.engine.ledger.witness.WitnessAnswer.Cosigned;
import io.foodflow.engine.ledger.witness.WitnessAnswer.Malformed;
import io.foodflow.engine.ledger.witness.WitnessAnswer.NotConsistent;
import io.foodflow.engine.ledger.witness.WitnessAnswer.NotSigned;
import io.foodflow.engine.ledger.witness.WitnessAnswer.UnknownLog;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Signs a log's checkpoint only when it continues all that it signed of the log before (C2SP tlog-witness). A log that shows
 * two histories gets the signature for one of them only, whoever asks, in whatever order, at the same moment or after a
 * crash: what is about to be signed is durable before it is signed.
 *
 * <p>The first checkpoint of a log is believed. Safe for use by several threads.
 */
public final class Witness {

    private static final int STRIPES = 64;

    private final NoteKey key;
    private final LogDirectory logs;
    private final WitnessMemory memory;
    private final Clock clock;
    private final Lock[] stripes = new Lock[STRIPES];

    /**
     * A witness.
     *
     * @param key of the type {@link io.foodflow.engine.ledger.notes.KeyType#COSIGNATURE_V1}
     * @param memory that no other witness uses
     */
    public Witness(NoteKey key, LogDirectory logs, WitnessMemory memory, Clock clock) {
        this.key = key;
        this.logs = logs;
        this.memory = memory;
        this.clock = clock;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new ReentrantLock();
        }
    }

    /** The key that it signs with. */
    public NoteVerifier verifier() {
        return key.verifier();
    }

    /**
     * Answers a request.
     *
     * @throws IOException when its memory cannot be read or written; nothing was signed then
     */
    public WitnessAnswer addCheckpoint(byte[] body) throws IOException {
        try {
            return addCheckpoint(AddCheckpoint.parse(body));
        } catch (IllegalArgumentException | MalformedNoteException e) {
            return new Malformed(String.valueOf(e.getMessage()));
        }
    }

    /** As {@link #addCheckpoint(byte[])}, of a request that has been read. */
    public WitnessAnswer addCheckpoint(AddCheckpoint request) throws IOException {
        Checkpoint checkpoint;
        try {
            checkpoint = Checkpoint.parse(request.checkpoint().text());
        } catch (MalformedNoteException e) {
            return new Malformed(String.valueOf(e.getMessage()));
        }
        var keys = logs.keys(checkpoint.origin());
        if (keys.isEmpty()) {
            return new UnknownLog(checkpoint.origin());
        }
        if (request.checkpoint().verifiedBy(keys).isEmpty()) {
            return new NotSigned();
        }
        if (request.oldSize() > checkpoint.size()) {
            return new Malformed("the old size must be at most " + checkpoint.size() + ", was " + request.oldSize());
        }
        var lock = stripes[Math.floorMod(checkpoint.origin().hashCode(), STRIPES)];
        lock.lock();
        try {
            return decided(request, checkpoint);
        } finally {
            lock.unlock();
        }
    }

    private WitnessAnswer decided(AddCheckpoint request, Checkpoint checkpoint) throws IOException {
        var latest = memory.latest(checkpoint.origin()).map(note -> Checkpoint.parse(note.text()));
        long size = latest.map(Checkpoint::size).orElse(0L);
        Hash root = latest.map(Checkpoint::root).orElseGet(TreeHashes::empty);
        boolean sameSize = checkpoint.size() == size;
        boolean otherRoot = sameSize && latest.isPresent() && !checkpoint.root().equals(root);
        if (request.oldSize() != size || otherRoot) {
            return new Conflict(size);
        }
        if (!new ConsistencyProof(size, checkpoint.size(), request.proof()).proves(root, checkpoint.root())) {
            return new NotConsistent();
        }
        var note = request.checkpoint();
        if (latest.isEmpty() || !sameSize) {
            memory.remember(checkpoint.origin(), note);
        }
        return new Cosigned(key.cosign(note.text(), clock.instant()));
    }
}
