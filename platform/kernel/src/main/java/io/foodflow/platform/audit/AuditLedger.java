package io.foodflow.platform.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.foodflow.engine.ledger.Ledger;
import io.foodflow.engine.ledger.LedgerDamagedException;
import io.foodflow.engine.ledger.notes.Checkpoint;
import io.foodflow.engine.ledger.notes.SignedNote;
import io.foodflow.platform.changes.ChangeRecorder;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The Merkle ledger of each tenant, and the platform's own. An audit entry is committed with its change; here it becomes an
 * entry of the ledger afterwards, in the order that the event relay gave, so that no writer waits for a hash or a signature.
 *
 * <p><b>Once.</b> The position in the ledger is the entry's number in the outbox less one. Leaves, tiles and signed checkpoint
 * are one transaction; whatever is cut short leaves none of them, and is done again. Who appends holds the row of the
 * ledger, so processes share the work by that lock alone.
 *
 * <p><b>What is sealed</b> is sealed before the lock is taken. Ledgers that were appended to within a minute stay open in
 * memory; all others are a row in the database.
 *
 * <p>Entries that earlier versions linked by hashes come first, and their chain is checked as they do. Thread-safe.
 */
public final class AuditLedger {

    private static final String WAITING = """
            select n.seq, %s
            from (select seq, id from (select seq, entry_id as id from audit_chain where seq > :size order by seq limit :limit) c
                  union
                  select seq, id from (select seq, id from outbox where seq > :size order by seq limit :limit) o) n
            join audit_entries e on e.id = n.id
            order by n.seq limit :limit
            """.formatted(AuditRow.COLUMNS);
    private static final String PLATFORM = "";

    private final TransactionTemplate tenantWork;
    private final TransactionTemplate platformWork;
    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final LedgerKeys keys;
    private final PersonKeyTable persons;
    private final EntryWriting writing;
    private final ChangeRecorder changes;
    private final int batch;
    private final Cache<String, Ledger> open = Caffeine.newBuilder()
            .maximumSize(256)
            .expireAfterAccess(Duration.ofMinutes(1))
            .build();

    AuditLedger(
            TransactionTemplate tenantWork,
            TransactionTemplate platformWork,
            JdbcTemplate template,
            LedgerKeys keys,
            PersonKeyTable persons,
            EntryWriting writing,
            ChangeRecorder changes,
            int batch) {
        this.tenantWork = tenantWork;
        this.platformWork = platformWork;
        this.jdbc = JdbcClient.create(template);
        this.template = template;
        this.keys = keys;
        this.persons = persons;
        this.writing = writing;
        this.changes = changes;
        this.batch = batch;
    }

    /** An entry that is committed and not yet in the ledger. */
    private record Numbered(long sequence, AuditRow row) {}

    private record Waiting(LedgerRow ledger, List<Numbered> rows) {}

    /**
     * Appends what has been put in order, of one tenant or (null) the platform.
     *
     * @param patiently waits for whoever is at it already, so that all is in the ledger when this returns; otherwise it is
     *     left to them, and one batch is appended at most
     * @return whether there may be more
     * @throws LedgerDamagedException when what is stored is not what was signed; nothing is appended then
     */
    public boolean append(@Nullable Tenant tenant, boolean patiently) {
        return CallContext.platform("audit-ledger", tenant).call(() -> {
            var progress = batch(tenant, patiently);
            while (patiently && progress == Progress.MORE) {
                progress = batch(tenant, true);
            }
            return progress == Progress.MORE;
        });
    }

    private enum Progress {
        MORE,
        DONE
    }

    private Progress batch(@Nullable Tenant tenant, boolean patiently) {
        var work = tenant == null ? platformWork : tenantWork;
        var waiting = work.execute(status -> waiting());
        if (waiting == null) {
            return Progress.DONE;
        }
        boolean chain = !waiting.ledger().chainNoted() && hasChain(work);
        if (waiting.rows().isEmpty() && !chain) {
            return Progress.DONE;
        }
        var needed = new TreeSet<String>();
        waiting.rows().forEach(one -> needed.addAll(writing.persons(one.row())));
        var sealing = persons.sealing(tenant, needed);
        var name = LedgerRow.name(tenant);
        var entries = waiting.rows().stream()
                .map(one -> writing.entry(one.row(), name, sealing))
                .toList();
        var key = tenant == null ? PLATFORM : tenant.slug();
        try {
            var progress = work.execute(status -> {
                var ledger = LedgerRow.lock(jdbc, patiently);
                if (ledger.isEmpty()) {
                    return Progress.DONE;
                }
                if (ledger.get().size() == waiting.ledger().size()) {
                    append(tenant, ledger.get(), waiting.rows(), entries);
                    if (chain && !ledger.get().chainNoted()) {
                        checkChain(tenant, ledger.get());
                    }
                }
                return Progress.MORE;
            });
            return progress == null ? Progress.DONE : progress;
        } catch (RuntimeException e) {
            open.invalidate(key);
            throw e;
        }
    }

    private Waiting waiting() {
        var ledger = LedgerRow.read(jdbc);
        var rows = jdbc.sql(WAITING)
                .param("size", ledger.size())
                .param("limit", batch)
                .query((ResultSet row, int n) -> new Numbered(row.getLong("seq"), AuditRow.of(row)))
                .list();
        for (int i = 0; i < rows.size(); i++) {
            long expected = ledger.size() + 1 + i;
            if (rows.get(i).sequence() != expected) {
                throw new LedgerDamagedException("the audit entry of event %d is not there, the next is that of %d"
                        .formatted(expected, rows.get(i).sequence()));
            }
        }
        return new Waiting(ledger, rows);
    }

    private void append(@Nullable Tenant tenant, LedgerRow row, List<Numbered> rows, List<byte[]> entries) {
        if (rows.isEmpty()) {
            return;
        }
        var leaves = new ArrayList<Object[]>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            leaves.add(new Object[] {
                row.size() + i, UUID.fromString(rows.get(i).row().id()), entries.get(i)
            });
        }
        try {
            var ledger = opened(tenant, row);
            template.batchUpdate("insert into audit_leaves (position, entry_id, content) values (?, ?, ?)", leaves);
            ledger.append(entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ledger as the database has it; kept since it was last appended to, or read. */
    private Ledger opened(@Nullable Tenant tenant, LedgerRow row) throws IOException {
        var key = tenant == null ? PLATFORM : tenant.slug();
        var history = LedgerHistory.of(row, keys, LedgerRow.name(tenant));
        var origin = history.origin();
        var known = open.getIfPresent(key);
        if (known != null
                && known.origin().equals(origin)
                && known.head().note().encoded().equals(row.note())) {
            return known;
        }
        var signer = keys.signer(origin);
        var note = history.checkpoint();
        if (note != null && note.verifiedBy(List.of(signer.verifier())).isEmpty()) {
            signAnew(note, origin);
        }
        var ledger = Ledger.open(signer, new PostgresTileStore(jdbc));
        open.put(key, ledger);
        return ledger;
    }

    /** The key was replaced, or the ledger goes on under a name of its own: the same tree, signed once more. */
    private void signAnew(SignedNote trusted, String origin) {
        var old = Checkpoint.parse(trusted.text());
        var next = new Checkpoint(origin, old.size(), old.root()).text();
        var signature = keys.signer(origin).sign(next);
        boolean renamed = !old.origin().equals(origin);
        jdbc.sql("update audit_ledger set note = ?, signed_at = clock_timestamp()"
                        + (renamed ? ", cosigned_size = 0, cosigned_note = null" : ""))
                .param(new SignedNote(next, List.of(signature)).encoded())
                .update();
    }

    private boolean hasChain(TransactionTemplate work) {
        return Boolean.TRUE.equals(
                work.execute(status -> jdbc.sql("select exists (select from audit_chain) from audit_ledger")
                        .query(Boolean.class)
                        .single()));
    }

    /** Checks as many links as entries are carried over at once, and says in the trail what came of it when all are. */
    private void checkChain(@Nullable Tenant tenant, LedgerRow row) {
        var checked = new AuditChain(jdbc).check(row.chainLinks(), batch);
        var broken = row.chainBrokenAt() == null ? checked.brokenAt() : row.chainBrokenAt();
        boolean all = checked.last() == row.chainLinks();
        if (all) {
            (tenant == null ? changes.inPlatform(jdbc) : changes.inTenant(jdbc))
                    .record(
                            new AuditChainCarriedOver(
                                    LedgerRow.name(tenant), checked.last(), checked.lastHash(), broken),
                            null,
                            null);
        }
        jdbc.sql("update audit_ledger set chain_links = :links, chain_broken_at = :broken, chain_noted = :noted")
                .param("links", checked.last())
                .param("broken", broken, java.sql.Types.BIGINT)
                .param("noted", all)
                .update();
    }
}
