package io.foodflow.platform.audit;

import io.foodflow.engine.ledger.LedgerCheck;
import io.foodflow.engine.ledger.LedgerDamagedException;
import io.foodflow.engine.ledger.LedgerEntry;
import io.foodflow.engine.ledger.LedgerVerdict;
import io.foodflow.engine.ledger.notes.Checkpoint;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import io.foodflow.engine.ledger.notes.SignedNote;
import io.foodflow.engine.ledger.personal.PersonKeys;
import io.foodflow.platform.tenancy.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Checks all of an audit trail: each hash is computed anew, from the entries to the signed root, and each entry of the trail
 * compared with the one that was signed. What it cannot find is for the witness: a ledger put back to an older state, and
 * one that was rewritten by whoever has its key. Thread-safe.
 */
public final class TrailCheck {

    private static final int ROWS_AT_A_TIME = 1_000;

    private final LedgerKeys keys;
    private final LedgerBranches branches;
    private final PersonKeyTable persons;
    private final EntryWriting writing;

    TrailCheck(LedgerKeys keys, LedgerBranches branches, PersonKeyTable persons, EntryWriting writing) {
        this.keys = keys;
        this.branches = branches;
        this.persons = persons;
        this.writing = writing;
    }

    /**
     * What was found.
     *
     * @param entries how many are in the ledger
     * @param fault the first thing that does not fit; null where all does
     */
    public record Result(long entries, @Nullable String fault) {}

    /**
     * Checks the tables that this client finds, in a transaction that sees one snapshot. Linear, constant in memory but for the
     * keys of persons.
     *
     * @param tenant whose trail it is; null for the platform's
     * @param own the keys that open its personal data; where one is gone the trail must be empty, as an erasure leaves it
     */
    Result check(JdbcClient jdbc, @Nullable Tenant tenant, PersonKeys own) {
        return check(jdbc, row -> LedgerRow.name(tenant), own, true);
    }

    /**
     * As {@link #check}, of tables that are a copy and not in use yet: they may show what was erased since they were copied.
     *
     * @param ofAnother whether the copy may be of another tenant than the one it is for
     */
    public Result checkCopy(JdbcClient jdbc, Tenant tenant, boolean ofAnother) {
        var name = LedgerRow.name(tenant);
        return check(jdbc, row -> ofAnother ? branches.nameIn(row, name) : name, null, false);
    }

    private Result check(JdbcClient jdbc, Function<LedgerRow, String> name, @Nullable PersonKeys own, boolean erased) {
        try {
            var row = LedgerRow.read(jdbc);
            var theirs = name.apply(row);
            var history = LedgerHistory.of(row, keys, theirs);
            var opening = new HashMap<String, PersonKeys>();
            opening.put(theirs, own == null ? persons.openingOf(theirs) : own);
            var fault = hashes(jdbc, history)
                    .or(() -> entries(jdbc, history, opening, erased ? theirs : null))
                    .or(() -> unsigned(jdbc, row.size()));
            return new Result(row.size(), fault.orElse(null));
        } catch (LedgerDamagedException e) {
            return new Result(0, String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> hashes(JdbcClient jdbc, LedgerHistory history) {
        var note = history.checkpoint();
        if (note == null) {
            return Optional.empty();
        }
        var signer = signers(note, keys.verifiers(Checkpoint.parse(note.text()).origin()))
                .getFirst();
        try {
            return switch (new LedgerCheck(new PostgresTileStore(jdbc), signer).run()) {
                case LedgerVerdict.Intact(var _) -> Optional.empty();
                case LedgerVerdict.Broken(var place, var reason) -> Optional.of(place + " " + reason);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> entries(
            JdbcClient jdbc, LedgerHistory history, Map<String, PersonKeys> opening, @Nullable String erased) {
        var going = erased == null ? Set.<String>of() : AuditRemoval.months(jdbc);
        var found = new Object() {
            @Nullable
            String fault;
        };
        jdbc.sql("select l.position, l.content, " + AuditRow.COLUMNS + " from audit_leaves l"
                        + " left join audit_entries e on e.id = l.entry_id order by l.position")
                .withFetchSize(ROWS_AT_A_TIME)
                .query((ResultSet row) -> {
                    if (found.fault == null) {
                        var tenant = history.tenantAt(row.getLong("position"));
                        var theirs = opening.computeIfAbsent(tenant, persons::openingOf);
                        found.fault = entry(row, tenant, theirs, tenant.equals(erased) ? going : null);
                    }
                });
        return Optional.ofNullable(found.fault);
    }

    /** @param going months that are on their way out; null where what was erased may still be shown */
    private @Nullable String entry(ResultSet row, String tenant, PersonKeys opening, @Nullable Set<String> going)
            throws SQLException {
        long position = row.getLong("position");
        if (row.getString("id") == null) {
            return "the entry at position %d is not in the trail any more".formatted(position);
        }
        var entry = LedgerEntry.parse(row.getBytes("content"));
        var shown = AuditRow.of(row);
        boolean erased = going != null && !going.contains(AuditRemoval.month(shown));
        var difference = writing.difference(shown, tenant, entry, opening, erased);
        return difference == null
                ? null
                : "the trail shows another '%s' than was signed at position %d".formatted(difference, position);
    }

    /** Whoever puts a row into the trail by hand, and no event with it, has none in the ledger, for ever. */
    private static Optional<String> unsigned(JdbcClient jdbc, long size) {
        return jdbc.sql("""
                        select e.id from audit_entries e
                        where not exists (select from audit_leaves l where l.entry_id = e.id)
                          and not exists (select from outbox o where o.id = e.id and (o.seq is null or o.seq > :size))
                          and not exists (select from audit_chain c where c.entry_id = e.id and c.seq > :size)
                        limit 1""")
                .param("size", size)
                .query(UUID.class)
                .optional()
                .map("the trail shows entry %s, which no change made"::formatted);
    }

    static List<NoteVerifier> signers(SignedNote note, List<NoteVerifier> known) {
        return known.stream()
                .filter(key -> !note.verifiedBy(List.of(key)).isEmpty())
                .toList();
    }
}
