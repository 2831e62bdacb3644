package io.foodflow.platform.audit;

import io.foodflow.engine.ledger.LedgerHead;
import io.foodflow.engine.ledger.notes.Checkpoint;
import io.foodflow.engine.ledger.notes.SignedNote;
import io.foodflow.engine.ledger.tiles.TiledTree;
import io.foodflow.engine.ledger.witness.WitnessClient;
import io.foodflow.engine.ledger.witness.WitnessOutcome.Behind;
import io.foodflow.engine.ledger.witness.WitnessOutcome.Contradicted;
import io.foodflow.engine.ledger.witness.WitnessOutcome.Cosigned;
import io.foodflow.engine.ledger.witness.WitnessOutcome.Refused;
import io.foodflow.engine.ledger.witness.WitnessOutcome.Unreachable;
import io.foodflow.platform.audit.AuditSettings.WitnessAddress;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.jobs.BackgroundLoop;
import io.foodflow.platform.tenancy.Tenant;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has the witnesses sign the ledgers that grew, on a thread of its own, so that no ledger waits for a witness. One that does
 * not answer is left alone for a while, longer each time, and asked again for what it missed: the event relay finds, as it
 * looks at all tenants, what is not signed by all. The ledger keeps the last checkpoint that one of them signed. A witness
 * that knows another history is the one thing that finds a rewrite by whoever has database and key: it is logged as an error
 * each time it is asked. Thread-safe.
 */
final class Cosigning extends BackgroundLoop {

    private static final Logger log = LoggerFactory.getLogger(Cosigning.class);
    private static final int MOST_WAITING = 10_000;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
    private static final int MOST_DOUBLINGS = 5;

    private final TransactionTemplate tenantWork;
    private final TransactionTemplate platformWork;
    private final JdbcClient jdbc;
    private final LedgerKeys keys;
    private final HttpClient http;
    private final List<Asked> witnesses;
    private final BlockingQueue<Optional<Tenant>> waiting = new LinkedBlockingQueue<>(MOST_WAITING);

    Cosigning(
            TransactionTemplate tenantWork,
            TransactionTemplate platformWork,
            JdbcClient jdbc,
            LedgerKeys keys,
            AuditSettings settings) {
        super("audit-witnesses", Duration.ofMillis(settings.witnessMillis()));
        this.tenantWork = tenantWork;
        this.platformWork = platformWork;
        this.jdbc = jdbc;
        this.keys = keys;
        this.http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofMillis(settings.witnessMillis()))
                .build();
        this.witnesses = settings.asked().stream()
                .map(witness -> new Asked(
                        witness,
                        new WitnessClient(
                                http, witness.address(), witness.key(), Duration.ofMillis(settings.witnessMillis()))))
                .toList();
    }

    private static final class Asked {

        private final WitnessAddress witness;
        private final WitnessClient client;
        private volatile int inVain;
        private volatile long silentSince;

        Asked(WitnessAddress witness, WitnessClient client) {
            this.witness = witness;
            this.client = client;
        }

        WitnessAddress witness() {
            return witness;
        }

        WitnessClient client() {
            return client;
        }

        boolean rests() {
            var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(Math.max(inVain - 1, 0), MOST_DOUBLINGS));
            return inVain > 0 && System.nanoTime() - silentSince < pause.toNanos();
        }

        void answered(boolean answer) {
            silentSince = System.nanoTime();
            inVain = answer ? 0 : Math.min(inVain + 1, MOST_DOUBLINGS + 1);
        }

        boolean signed(SignedNote note) {
            return note.signatures().stream()
                    .anyMatch(one -> witness.key().cosignedAt(note.text(), one).isPresent());
        }
    }

    int witnesses() {
        return witnesses.size();
    }

    @Override
    public boolean isAutoStartup() {
        return !witnesses.isEmpty();
    }

    /** The ledger of that tenant, or (null) the platform's, has grown. A hint that may be lost. */
    void wake(@Nullable Tenant tenant) {
        if (!witnesses.isEmpty()) {
            waiting.offer(Optional.ofNullable(tenant));
        }
    }

    @Override
    protected void round() throws InterruptedException {
        var first = waiting.poll(1, TimeUnit.SECONDS);
        if (first == null) {
            return;
        }
        var all = new LinkedHashSet<>(List.of(first));
        waiting.drainTo(all);
        for (var tenant : all) {
            try {
                cosign(tenant.orElse(null));
            } catch (RuntimeException e) {
                log.warn(
                        "cannot have the audit ledger of {} witnessed: {}",
                        LedgerRow.name(tenant.orElse(null)),
                        e.toString());
            }
        }
    }

    /** Asks all witnesses that did not sign the newest checkpoint yet, and waits for their answers. */
    void cosign(@Nullable Tenant tenant) {
        CallContext.platform("audit-witnesses", tenant).run(() -> {
            var work = tenant == null ? platformWork : tenantWork;
            var ledger = Objects.requireNonNull(work.execute(status -> LedgerRow.read(jdbc)));
            if (ledger.note() == null) {
                return;
            }
            var history = LedgerHistory.of(ledger, keys, LedgerRow.name(tenant));
            var note = Objects.requireNonNull(history.checkpoint());
            var head = new LedgerHead(Checkpoint.parse(note.text()), note);
            if (!head.checkpoint().origin().equals(history.origin())) {
                return;
            }
            var cosigned = ledger.cosignedNote();
            var before = cosigned != null && ledger.cosignedSize() == ledger.size()
                    ? note.with(SignedNote.parse(cosigned).signatures())
                    : note;
            var signed = before;
            for (var one : witnesses) {
                if (one.rests() || one.signed(before)) {
                    continue;
                }
                signed = ask(one, head, ledger.cosignedSize(), work)
                        .map(signed::with)
                        .orElse(signed);
            }
            if (!signed.equals(before)) {
                keep(work, head, ledger.lineage(), signed);
            }
        });
    }

    private Optional<List<io.foodflow.engine.ledger.notes.NoteSignature>> ask(
            Asked one, LedgerHead head, long oldSize, TransactionTemplate work) {
        var outcome = one.client()
                .cosign(
                        head,
                        oldSize,
                        old -> Objects.requireNonNull(work.execute(
                                status -> new TiledTree(new PostgresTileStore(jdbc), head.size()).consistency(old))));
        one.answered(!(outcome instanceof Unreachable));
        var origin = head.checkpoint().origin();
        var name = one.witness().key().name();
        return switch (outcome) {
            case Cosigned(var note, var _) -> Optional.of(note.signatures());
            case Contradicted(var size) -> {
                log.error(
                        "the witness {} signed another history of the audit ledger {} at size {}: entries were changed",
                        name,
                        origin,
                        size);
                yield Optional.empty();
            }
            case Behind(var size) -> {
                log.error(
                        "the witness {} signed the audit ledger {} at size {}, and it has {}: entries are gone",
                        name,
                        origin,
                        size,
                        head.size());
                yield Optional.empty();
            }
            case Refused(var status, var reason) -> {
                log.warn("the witness {} refused the audit ledger {}: {} {}", name, origin, status, reason);
                yield Optional.empty();
            }
            case Unreachable(var reason) -> {
                log.warn("the witness {} cannot be asked for the audit ledger {}: {}", name, origin, reason);
                yield Optional.empty();
            }
        };
    }

    private void keep(TransactionTemplate work, LedgerHead head, String lineage, SignedNote signed) {
        work.executeWithoutResult(status -> jdbc.sql("""
                        update audit_ledger set cosigned_size = :size, cosigned_note = :note
                        where cosigned_size <= :size and size >= :size and lineage = :lineage""")
                .param("size", head.size())
                .param("note", signed.encoded())
                .param("lineage", lineage)
                .update());
    }
}
