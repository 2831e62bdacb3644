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
import java.util.Optional;
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
     * @param tenant whose keys open the personal data; what they do not open is not compared. Null for the platform's
     */
    public Result check(JdbcClient jdbc, @Nullable Tenant tenant) {
        return check(jdbc, row -> LedgerRow.name(tenant));
    }

    /**
     * As {@link #check}, of tables that are a copy and not in use yet.
     *
     * @param ofAnother whether the copy may be of another tenant than the one it is for
     */
    public Result checkCopy(JdbcClient jdbc, Tenant tenant, boolean ofAnother) {
        var name = LedgerRow.name(tenant);
        return check(jdbc, row -> ofAnother ? branches.nameIn(row, name) : name);
    }

    private Result check(JdbcClient jdbc, Function<LedgerRow, String> name) {
        try {
            var row = LedgerRow.read(jdbc);
            var history = LedgerHistory.of(row, keys, name.apply(row));
            var fault = hashes(jdbc, history).or(() -> entries(jdbc, history));
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

    private Optional<String> entries(JdbcClient jdbc, LedgerHistory history) {
        var found = new Object() {
            @Nullable
            String fault;
        };
        var opening = new HashMap<String, PersonKeys>();
        jdbc.sql("select l.position, l.content, " + AuditRow.COLUMNS + " from audit_leaves l"
                        + " left join audit_entries e on e.id = l.entry_id order by l.position")
                .withFetchSize(ROWS_AT_A_TIME)
                .query((ResultSet row) -> {
                    if (found.fault == null) {
                        var tenant = history.tenantAt(row.getLong("position"));
                        found.fault = entry(row, tenant, opening.computeIfAbsent(tenant, persons::openingOf));
                    }
                });
        return Optional.ofNullable(found.fault);
    }

    private @Nullable String entry(ResultSet row, String tenant, PersonKeys opening) throws SQLException {
        long position = row.getLong("position");
        if (row.getString("id") == null) {
            return "the entry at position %d is not in the trail any more".formatted(position);
        }
        var entry = LedgerEntry.parse(row.getBytes("content"));
        var difference = writing.difference(AuditRow.of(row), tenant, entry, opening);
        return difference == null
                ? null
                : "the trail shows another '%s' than was signed at position %d".formatted(difference, position);
    }

    static List<NoteVerifier> signers(SignedNote note, List<NoteVerifier> known) {
        return known.stream()
                .filter(key -> !note.verifiedBy(List.of(key)).isEmpty())
                .toList();
    }
}
