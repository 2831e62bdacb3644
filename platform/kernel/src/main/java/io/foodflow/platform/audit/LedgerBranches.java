package io.foodflow.platform.audit;

import io.foodflow.engine.ledger.LedgerDamagedException;
import io.foodflow.engine.ledger.notes.Checkpoint;
import io.foodflow.platform.tenancy.Tenant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Gives ledgers names of their own, by statements that only the installation's key can sign. Thread-safe. */
public final class LedgerBranches {

    private final LedgerKeys keys;

    LedgerBranches(LedgerKeys keys) {
        this.keys = keys;
    }

    /**
     * Lets the ledger that this client finds go on under another name, for what comes in by a restore has another history from
     * here on than the ledger that was signed and witnessed.
     *
     * @param tenant whose it is from now on
     * @param replaced schema of the ledger whose place it takes
     * @throws LedgerDamagedException when it is not what was signed
     */
    public void branchOff(JdbcClient jdbc, Tenant tenant, String replaced) {
        var row = LedgerRow.read(jdbc);
        var history = LedgerHistory.of(row, keys, nameIn(row, LedgerRow.name(tenant)));
        var lineage = UUID.randomUUID().toString().replace("-", "");
        var origin = keys.name() + "/" + LedgerRow.name(tenant) + "/" + lineage;
        var branch = history.branch(origin, replaced(jdbc, tenant, replaced));
        jdbc.sql("update audit_ledger set lineage = ?, branches = ?")
                .param(lineage)
                .param(LedgerHistory.with(row.branches(), branch.signed(keys)).toArray(String[]::new))
                .update();
    }

    /** A damaged ledger may be replaced by a whole one: of it nothing can be stated. */
    private @Nullable LedgerHistory replaced(JdbcClient jdbc, Tenant tenant, String schema) {
        try {
            var history = LedgerHistory.of(LedgerRow.read(jdbc, schema), keys, LedgerRow.name(tenant));
            history.checkpoint();
            return history;
        } catch (LedgerDamagedException e) {
            return null;
        }
    }

    /** Whose ledger a row is, as it says itself; that of whom it is for where nothing was appended to it yet. */
    String nameIn(LedgerRow row, String otherwise) {
        if (!row.branches().isEmpty()) {
            return LedgerHistory.nameIn(
                    LedgerBranch.of(row.branches().getLast(), keys).origin(), keys);
        }
        return row.note() == null
                ? otherwise
                : LedgerHistory.nameIn(
                        Checkpoint.parse(LedgerRow.trusted(row.note(), keys).text())
                                .origin(),
                        keys);
    }
}
