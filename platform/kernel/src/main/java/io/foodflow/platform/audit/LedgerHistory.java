package io.foodflow.platform.audit;

import io.foodflow.engine.ledger.LedgerDamagedException;
import io.foodflow.engine.ledger.merkle.TreeHashes;
import io.foodflow.engine.ledger.notes.Checkpoint;
import io.foodflow.engine.ledger.notes.SignedNote;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which ledger a row is of, and by what right: a name other than the tenant's own, and each that it had before, needs a
 * signed statement. Whoever has the database alone can therefore neither give a ledger a name that no witness knows, nor
 * let it begin anew under one. Immutable.
 *
 * @param origin the name that its checkpoints carry
 * @param branches how it came to that name, the oldest first
 */
record LedgerHistory(LedgerRow row, LedgerKeys keys, String origin, List<LedgerBranch> branches) {

    /**
     * @param name of the tenant, as its entries call it
     * @throws LedgerDamagedException when a statement is missing, or says otherwise
     */
    static LedgerHistory of(LedgerRow row, LedgerKeys keys, String name) {
        var origin = row.origin(keys, name);
        var branches =
                row.branches().stream().map(note -> LedgerBranch.of(note, keys)).toList();
        boolean named = branches.isEmpty()
                ? row.lineage().isEmpty()
                : branches.getLast().origin().equals(origin);
        for (int i = 0; named && i < branches.size(); i++) {
            named = follows(branches.get(i), i == 0 ? null : branches.get(i - 1), keys);
        }
        if (!named) {
            throw new LedgerDamagedException(
                    "no signed statement says how the ledger came to be called '%s'".formatted(origin));
        }
        return new LedgerHistory(row, keys, origin, branches);
    }

    private static boolean follows(LedgerBranch branch, @Nullable LedgerBranch before, LedgerKeys keys) {
        var from = branch.from();
        if (before == null) {
            return from.origin().equals(keys.name() + "/" + nameIn(from.origin(), keys));
        }
        return from.equals(before.from())
                || (from.origin().equals(before.origin())
                        && from.size() >= before.from().size());
    }

    /**
     * The checkpoint, which is of this ledger, or of what it branched off from as long as nothing was appended since; null
     * where nothing was appended yet.
     *
     * @throws LedgerDamagedException when it is another
     */
    @Nullable
    SignedNote checkpoint() {
        var from = branches.isEmpty() ? null : branches.getLast().from();
        if (row.note() == null) {
            if (row.size() != 0 || (from != null && from.size() != 0)) {
                throw new LedgerDamagedException("its checkpoint is missing");
            }
            return null;
        }
        var note = LedgerRow.trusted(row.note(), keys);
        var checkpoint = Checkpoint.parse(note.text());
        boolean here = checkpoint.origin().equals(origin) && (from == null || checkpoint.size() >= from.size());
        if (!here && !checkpoint.equals(from)) {
            throw new LedgerDamagedException("the checkpoint must be of %s, was\n%s".formatted(origin, row.note()));
        }
        if (checkpoint.size() != row.size()) {
            throw new LedgerDamagedException("its size is not the one signed");
        }
        return note;
    }

    /** The ledger that goes on from here under another name, instead of one that is replaced. */
    LedgerBranch branch(String to, @Nullable LedgerHistory replaced) {
        return new LedgerBranch(to, state(), replaced == null ? null : replaced.state());
    }

    private Checkpoint state() {
        var note = checkpoint();
        return note == null ? new Checkpoint(origin, 0, TreeHashes.empty()) : Checkpoint.parse(note.text());
    }

    /** The tenant whose entry stands at that position, as it calls it: another than the ledger's in what a copy took over. */
    String tenantAt(long position) {
        for (var branch : branches) {
            if (position < branch.from().size()) {
                return nameIn(branch.from().origin(), keys);
            }
        }
        return nameIn(origin, keys);
    }

    /** The tenant in a name that {@link LedgerRow#origin} gave. */
    static String nameIn(String origin, LedgerKeys keys) {
        var begin = keys.name() + "/";
        return origin.startsWith(begin) ? origin.substring(begin.length()).split("/", 2)[0] : "";
    }

    /** All statements, and one more. */
    static List<String> with(List<String> before, SignedNote next) {
        var all = new ArrayList<>(before);
        all.add(next.encoded());
        return all;
    }
}
