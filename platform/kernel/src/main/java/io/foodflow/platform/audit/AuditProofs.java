package io.foodflow.platform.audit;

import io.foodflow.engine.ledger.LedgerDamagedException;
import io.foodflow.engine.ledger.LedgerEntry;
import io.foodflow.engine.ledger.export.Disclosure;
import io.foodflow.engine.ledger.export.LedgerExport;
import io.foodflow.engine.ledger.json.CanonicalJson;
import io.foodflow.engine.ledger.merkle.Hash;
import io.foodflow.engine.ledger.merkle.TreeHashes;
import io.foodflow.engine.ledger.notes.Checkpoint;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import io.foodflow.engine.ledger.notes.SignedNote;
import io.foodflow.engine.ledger.notes.TlogProof;
import io.foodflow.engine.ledger.personal.Opening.Erased;
import io.foodflow.engine.ledger.personal.Opening.Opened;
import io.foodflow.engine.ledger.personal.SealedValue;
import io.foodflow.engine.ledger.tiles.MalformedTileException;
import io.foodflow.engine.ledger.tiles.TilePath;
import io.foodflow.engine.ledger.tiles.TiledTree;
import io.foodflow.platform.audit.AuditSettings.WitnessAddress;
import io.foodflow.platform.audit.EntryProof.Broken;
import io.foodflow.platform.audit.EntryProof.Cosigned;
import io.foodflow.platform.audit.EntryProof.Disclosed;
import io.foodflow.platform.audit.EntryProof.Pending;
import io.foodflow.platform.audit.EntryProof.Proven;
import io.foodflow.platform.audit.EntryProof.Unknown;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.Tenant;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the audit ledger of the current call's tenant (the platform's, in a call without one) proves. Reads only, each time
 * in one snapshot. Thread-safe.
 */
public final class AuditProofs {

    private final UnitOfWork work;
    private final PlatformWork platformWork;
    private final JdbcClient jdbc;
    private final LedgerKeys keys;
    private final PersonKeyTable persons;
    private final EntryWriting writing;
    private final TrailCheck trailCheck;
    private final List<NoteVerifier> witnesses;

    AuditProofs(
            UnitOfWork work,
            PlatformWork platformWork,
            JdbcClient jdbc,
            LedgerKeys keys,
            PersonKeyTable persons,
            EntryWriting writing,
            TrailCheck trailCheck,
            AuditSettings settings) {
        this.work = work;
        this.platformWork = platformWork;
        this.jdbc = jdbc;
        this.keys = keys;
        this.persons = persons;
        this.writing = writing;
        this.trailCheck = trailCheck;
        this.witnesses = settings.asked().stream().map(WitnessAddress::key).toList();
    }

    /**
     * The ledger as it is now.
     *
     * @param checkpoint signed note; null while it is empty
     * @param branches signed statements of how it came to that name, the oldest first; none where it always had it
     * @param cosigned the last checkpoint that a witness signed
     * @param logKeys verifier keys that may have signed, the present one first
     * @param witnessKeys verifier keys of the witnesses that are asked
     */
    public record Head(
            String origin,
            List<String> branches,
            long size,
            @Nullable String checkpoint,
            long cosignedSize,
            @Nullable String cosigned,
            List<String> logKeys,
            List<String> witnessKeys) {

        public Head {
            branches = List.copyOf(branches);
            logKeys = List.copyOf(logKeys);
            witnessKeys = List.copyOf(witnessKeys);
        }
    }

    /** The newest checkpoint, and by whose keys it is to be checked. */
    public Head head() {
        return read(() -> {
            var row = LedgerRow.read(jdbc);
            var origin = row.origin(keys, LedgerRow.name(tenant()));
            return new Head(
                    origin,
                    row.branches(),
                    row.size(),
                    row.note(),
                    row.cosignedSize(),
                    row.cosignedNote(),
                    keys.verifiers(origin).stream().map(NoteVerifier::text).toList(),
                    witnesses.stream().map(NoteVerifier::text).toList());
        });
    }

    /** A tile or bundle of entries, for whoever follows the ledger; empty where the ledger has none. */
    public Optional<byte[]> tile(TilePath path) {
        return read(() -> {
            long size = LedgerRow.read(jdbc).size();
            boolean there = path.end() <= size;
            return there ? new PostgresTileStore(jdbc).read(path) : Optional.empty();
        });
    }

    /** What is proved of that entry. Costs some twenty hashes and a look at as many tiles. */
    public EntryProof find(UUID entry) {
        return switch (read(() -> stored(entry))) {
            case Told(var told) -> told;
            case Stored stored -> whole(() -> shown(stored));
        };
    }

    /** What the database has of an entry; {@code goes} while what its row tells is on its way out, after its key. Keys of persons are looked up afterwards, so that nobody holds two connections. */
    private sealed interface Found {}

    private record Told(EntryProof proof) implements Found {}

    private record Stored(
            AuditRow row,
            LedgerEntry entry,
            LedgerHistory history,
            String tenant,
            SignedNote note,
            Checkpoint checkpoint,
            TlogProof proof,
            List<NoteVerifier> logKeys,
            boolean goes)
            implements Found {}

    private record Leaf(long position, ByteBuffer content) {}

    private Found stored(UUID entry) {
        var row = jdbc.sql("select " + AuditRow.COLUMNS + " from audit_entries e where e.id = ?")
                .param(entry)
                .query((one, n) -> AuditRow.of(one))
                .optional();
        var leaf = jdbc.sql("select position, content from audit_leaves where entry_id = ?")
                .param(entry)
                .query((one, n) -> new Leaf(one.getLong(1), ByteBuffer.wrap(one.getBytes(2))))
                .optional();
        if (leaf.isEmpty()) {
            return new Told(row.isEmpty() ? new Unknown() : waiting(entry));
        }
        if (row.isEmpty()) {
            return new Told(new Broken("the entry stands in the ledger, and not in the trail any more"));
        }
        try {
            return stored(row.get(), leaf.get());
        } catch (LedgerDamagedException | MalformedTileException | IllegalArgumentException e) {
            return new Told(new Broken(String.valueOf(e.getMessage())));
        }
    }

    private static EntryProof whole(Supplier<EntryProof> proof) {
        try {
            return proof.get();
        } catch (LedgerDamagedException | IllegalArgumentException e) {
            return new Broken(String.valueOf(e.getMessage()));
        }
    }

    private EntryProof waiting(UUID entry) {
        return jdbc.sql("""
                        select case
                          when exists (select from outbox where seq is null and id = :id) then 'its place in the order of events'
                          when exists (select from outbox where seq > l.size and id = :id)
                            or exists (select from audit_chain where seq > l.size and entry_id = :id)
                          then 'the ledger, which takes it in its turn' end
                        from audit_ledger l""")
                .param("id", entry)
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .single()
                .<EntryProof>map(Pending::new)
                .orElseGet(() -> new Broken("the trail shows it, and no change made it"));
    }

    private Found stored(AuditRow row, Leaf leaf) {
        var ledger = LedgerRow.read(jdbc);
        var history = LedgerHistory.of(ledger, keys, LedgerRow.name(tenant()));
        var newest = history.checkpoint();
        if (newest == null) {
            return new Told(new Broken("the ledger has entries and no checkpoint"));
        }
        if (!Checkpoint.parse(newest.text()).origin().equals(history.origin())) {
            return new Told(new Pending("the signature of the ledger under its present name"));
        }
        var cosigned = ledger.cosignedNote();
        var note = cosigned != null && leaf.position() < ledger.cosignedSize()
                ? LedgerRow.trusted(cosigned, keys)
                : newest;
        var checkpoint = Checkpoint.parse(note.text());
        if (!checkpoint.origin().equals(history.origin())) {
            return new Told(new Broken("the witnessed checkpoint is of another ledger"));
        }
        if (leaf.position() >= checkpoint.size()) {
            return new Told(new Broken("the entry stands behind the end of the ledger"));
        }
        var path = new TiledTree(new PostgresTileStore(jdbc), checkpoint.size())
                .inclusion(leaf.position())
                .path();
        var proof = new TlogProof(leaf.position(), path, note);
        var logKeys = TrailCheck.signers(note, keys.verifiers(checkpoint.origin()));
        if (!proof.proves(TreeHashes.leaf(leaf.content().array()), logKeys, List.of(), 0)) {
            return new Told(
                    new Broken("the entry and the hashes of the ledger do not lead to the root that was signed"));
        }
        return new Stored(
                row,
                LedgerEntry.parse(leaf.content().array()),
                history,
                history.tenantAt(leaf.position()),
                note,
                checkpoint,
                proof,
                logKeys,
                AuditRemoval.months(jdbc).contains(AuditRemoval.month(row)));
    }

    private EntryProof shown(Stored stored) {
        var entry = stored.entry();
        var opening = persons.opening(
                stored.tenant(),
                entry.personal().values().stream().map(SealedValue::key).toList());
        boolean own = stored.tenant().equals(LedgerRow.name(tenant()));
        var difference = writing.difference(stored.row(), stored.tenant(), entry, opening, own && !stored.goes());
        if (difference != null) {
            return new Broken("the trail shows another '%s' than was signed".formatted(difference));
        }
        var disclosed = new TreeMap<String, Disclosed>();
        entry.personal().forEach((field, hidden) -> {
            switch (opening.open(hidden, entry.context(field))) {
                case Opened(var value, var salt) ->
                    disclosed.put(field, new Disclosed(CanonicalJson.text(value), salt));
                case Erased() -> {}
            }
        });
        return new Proven(
                stored.proof().index(),
                stored.checkpoint().origin(),
                stored.history().row().branches(),
                stored.checkpoint().size(),
                stored.checkpoint().root().base64(),
                stored.proof().path().stream().map(Hash::base64).toList(),
                stored.note().encoded(),
                stored.proof().encoded(),
                stored.logKeys().stream().map(NoteVerifier::text).toList(),
                cosigned(stored.note()),
                CanonicalJson.text(entry.content()),
                disclosed);
    }

    private List<Cosigned> cosigned(SignedNote note) {
        var found = new ArrayList<Cosigned>();
        for (var witness : witnesses) {
            for (var signature : note.signatures()) {
                witness.cosignedAt(note.text(), signature)
                        .ifPresent(time -> found.add(new Cosigned(witness.text(), time)));
            }
        }
        return found;
    }

    /**
     * What an export has.
     *
     * @param checkpoint that it hangs on; null where the ledger is empty, and nothing was written
     */
    public record Exported(long entries, @Nullable String checkpoint) {}

    /**
     * Writes the whole ledger as a file that proves itself ({@code docs/audit-export.md}). The stream stays open. Linear in the
     * ledger, constant in memory but for the keys of its persons.
     *
     * @param disclosed whether the personal data is shown whose keys are there
     */
    public Exported export(OutputStream out, boolean disclosed) {
        var opening = persons.openingAll(LedgerRow.name(tenant()));
        return read(() -> {
            var row = LedgerRow.read(jdbc);
            var note = LedgerHistory.of(row, keys, LedgerRow.name(tenant())).checkpoint();
            if (note == null) {
                return new Exported(0, null);
            }
            var origin = Checkpoint.parse(note.text()).origin();
            var export = new LedgerExport(
                    new PostgresTileStore(jdbc),
                    note,
                    TrailCheck.signers(note, keys.verifiers(origin)),
                    List.of(),
                    List.of(),
                    disclosed ? Disclosure.all(opening) : Disclosure.none());
            try {
                export.range(0, row.size(), out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Exported(row.size(), note.encoded());
        });
    }

    /** Checks all of the trail; see {@link TrailCheck}. */
    public TrailCheck.Result check() {
        var own = persons.openingAll(LedgerRow.name(tenant()));
        return read(() -> trailCheck.check(jdbc, tenant(), own));
    }

    private static @Nullable Tenant tenant() {
        return CallContext.current().tenant();
    }

    private <T> T read(Supplier<T> query) {
        return tenant() == null ? platformWork.read(query) : work.readSnapshot(query);
    }
}
