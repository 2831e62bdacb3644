package io.foodflow.platform.tenancy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an exact copy of a tenant's tables consists of: all of one moment.
 *
 * @param migrations the scripts that had been run, in the order in which they were
 * @param tables every table but those of the migrations
 * @param sequences where the numbers of identity columns go on
 * @param auditEntries how many changes were recorded
 * @param chainLength how many of them are in the audit ledger; in copies of earlier versions, linked in its chain
 * @param lastHash root of the ledger, or the hash of the last link, hexadecimal; null where there is none
 * @param position of the database's log at that moment, as PostgreSQL writes it
 */
public record TenantCopy(
        List<AppliedMigration> migrations,
        List<Table> tables,
        List<Sequence> sequences,
        long auditEntries,
        long chainLength,
        @Nullable String lastHash,
        String position) {

    public TenantCopy {
        migrations = List.copyOf(migrations);
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
    }

    /**
     * A table as it was copied.
     *
     * @param columns in the order of the copied lines
     * @param sha256 of the copied lines, hexadecimal
     */
    public record Table(String name, List<String> columns, long rows, String sha256) {

        public Table {
            columns = List.copyOf(columns);
        }
    }

    /**
     * The sequence behind an identity column.
     *
     * @param called whether {@code last} was given out
     */
    public record Sequence(String table, String column, long last, boolean called) {}

    /** Rows of all tables. */
    public long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }
}
