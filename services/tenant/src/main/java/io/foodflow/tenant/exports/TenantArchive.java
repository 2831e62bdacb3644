package io.foodflow.tenant.exports;

import io.foodflow.platform.audit.AuditProofs;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.events.EventRelay;
import io.foodflow.platform.storage.ObjectStore;
import io.foodflow.platform.storage.StoredObject;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.tenant.archives.ArchiveWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes everything of a tenant into one archive: its tables as JSON Lines, all of one moment; its audit entries with
 * what proves them; what the platform noted about it; its files. Linear in the size of the tenant,
 * constant in memory but for the list of its files.
 */
final class TenantArchive {

    private static final int ROWS_AT_A_TIME = 1_000;
    private static final String TRAIL = "audit_entries";
    private static final String READ_ME = """
            Everything that FoodFlow OS keeps of one company.

            manifest.json          what is in this archive, with size and SHA-256 of each file, and what was left out
            data/<table>.jsonl     each table, a row a line (JSON Lines, UTF-8, times RFC 3339)
            data/audit_entries.jsonl  the audit trail in full
            audit/ledger.jsonl     the same with what proves each entry, large values as their SHA-256; check it with
                                   ./foodflow audit verify, or as docs/audit-export.md says. manifest.json tells how many
                                   entries of the trail are not in it (audit.unproven)
            audit/platform.jsonl   what the operator of the platform did with this company, without who of his staff did
            objects/<sha256>       documents as they were received, named by the SHA-256 of their content

            Passwords, secrets, tokens and their hashes are left out; manifest.json names the columns.
            """;

    /** A column added later stays out until it is named here. */
    private static final String PLATFORM_ENTRIES = """
            select row_to_json(e)::text from (
              select time, event_type, actor_kind, resource_type, resource_id, reason, %s, %s from audit_entries
              where resource_type = 'tenant' and resource_id = ? order by audit_entries.time, audit_entries.id) e
            """.formatted(withoutNames("old_value"), withoutNames("new_value"));

    private final UnitOfWork work;
    private final PlatformWork platformWork;
    private final JdbcClient jdbc;
    private final AuditProofs proofs;
    private final EventRelay relay;
    private final ObjectStore objects;
    private final JsonMapper json;
    private final Clock clock;

    TenantArchive(
            UnitOfWork work,
            PlatformWork platformWork,
            JdbcClient jdbc,
            AuditProofs proofs,
            EventRelay relay,
            ObjectStore objects,
            JsonMapper json,
            Clock clock) {
        this.work = work;
        this.platformWork = platformWork;
        this.jdbc = jdbc;
        this.proofs = proofs;
        this.relay = relay;
        this.objects = objects;
        this.json = json;
        this.clock = clock;
    }

    /** Hears how far the archive is. */
    interface Progress {
        void at(double share, String message);
    }

    private record Table(String name, List<String> columns, List<String> omitted) {}

    private record TenantFacts(String id, String slug, String name, String plan) {}

    private record Omitted(List<String> tables, Map<String, List<String>> columns, String rule) {}

    private record Audit(
            String file,
            String format,
            long entries,
            long unproven,
            @Nullable String checkpoint,
            List<String> logKeys) {}

    private record Manifest(
            String format,
            int version,
            Instant madeAt,
            TenantFacts tenant,
            List<ArchiveWriter.Entry> files,
            Map<String, Long> rows,
            Audit audit,
            Omitted omitted) {}

    /** How many audit entries that tenant has now: one more for each change. */
    long auditEntries(Tenant tenant) {
        return CallContext.platform("export", tenant)
                .call(() -> work.read(() -> jdbc.sql("select count(*) from audit_entries")
                        .query(Long.class)
                        .single()));
    }

    /** Writes the archive of that tenant and tells how many audit entries it holds. The stream is closed. */
    long write(Tenant tenant, OutputStream out, Progress progress) throws IOException {
        relay.deliver(tenant); // so that the last entries are in the ledger, too
        try (var archive = new ArchiveWriter(out, clock.instant(), json)) {
            archive.file("README.txt", lines -> lines.line(READ_ME.strip()));
            var call = CallContext.platform("export", tenant);
            var contents = call.<Contents, IOException>call(() -> tables(archive, progress));
            platformEntries(tenant, archive);
            call.<Boolean, IOException>call(() -> files(archive, progress));
            archive.manifest(new Manifest(
                    "foodflow-tenant-export",
                    1,
                    clock.instant(),
                    new TenantFacts(tenant.id().toString(), tenant.slug(), tenant.name(), tenant.plan()),
                    archive.entries(),
                    contents.rows(),
                    contents.audit(),
                    contents.omitted()));
            return contents.rows().getOrDefault(TRAIL, 0L);
        }
    }

    private record Contents(Map<String, Long> rows, Audit audit, Omitted omitted) {}

    private Contents tables(ArchiveWriter archive, Progress progress) {
        return work.readSnapshot(() -> {
            var all = everyTable();
            var included = all.stream()
                    .filter(table -> ExportRule.includes(table.name()))
                    .toList();
            var rows = new LinkedHashMap<String, Long>();
            for (int i = 0; i < included.size(); i++) {
                var table = included.get(i);
                progress.at(0.8 * i / included.size(), "table " + table.name());
                unchecked(() -> archive.file("data/%s.jsonl".formatted(table.name()), lines -> {
                    rows.put(table.name(), rows(table, lines));
                }));
            }
            var audit = audit(archive, rows.getOrDefault(TRAIL, 0L));
            var columns = new TreeMap<String, List<String>>();
            included.stream()
                    .filter(table -> !table.omitted().isEmpty())
                    .forEach(table -> columns.put(table.name(), table.omitted()));
            var leftOut = all.stream()
                    .map(Table::name)
                    .filter(name -> !ExportRule.includes(name))
                    .toList();
            var omitted = new Omitted(
                    leftOut,
                    columns,
                    "tables that only serve the running platform (the audit ledger is in audit/), and columns"
                            + " that hold passwords, secrets, tokens, their hashes, or raw bytes");
            return new Contents(rows, audit, omitted);
        });
    }

    private List<Table> everyTable() {
        var columns = new LinkedHashMap<String, Map<String, String>>();
        jdbc.sql("""
                        select c.relname, a.attname, format_type(a.atttypid, null) as type
                        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                        where c.relnamespace = to_regnamespace(current_setting('role')) and c.relkind in ('r', 'p')
                          and not c.relispartition
                        order by c.relname, a.attnum
                        """).query((ResultSet row) -> {
            columns.computeIfAbsent(row.getString("relname"), name -> new LinkedHashMap<>())
                    .put(row.getString("attname"), row.getString("type"));
        });
        var tables = new ArrayList<Table>();
        columns.forEach((table, types) -> {
            var parts = types.entrySet().stream()
                    .collect(Collectors.partitioningBy(
                            column -> ExportRule.includes(table, column.getKey(), column.getValue()),
                            Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
            tables.add(new Table(table, parts.getOrDefault(true, List.of()), parts.getOrDefault(false, List.of())));
        });
        return tables;
    }

    private long rows(Table table, ArchiveWriter.Lines lines) {
        var counter = new long[1];
        var columns = table.columns().stream().map(TenantArchive::quoted).collect(Collectors.joining(", "));
        jdbc.sql("select row_to_json(r)::text from (select %s from %s) r".formatted(columns, quoted(table.name())))
                .withFetchSize(ROWS_AT_A_TIME)
                .query((ResultSet row) -> {
                    lines.line(row.getString(1));
                    counter[0]++;
                });
        return counter[0];
    }

    private Audit audit(ArchiveWriter archive, long trail) {
        var exported = new AuditProofs.Exported[1];
        unchecked(() -> archive.bytes("audit/ledger.jsonl", out -> exported[0] = proofs.export(out, true)));
        return new Audit(
                "audit/ledger.jsonl",
                "foodflow-audit-export/1",
                exported[0].entries(),
                trail - exported[0].entries(),
                exported[0].checkpoint(),
                proofs.head().logKeys());
    }

    private void platformEntries(Tenant tenant, ArchiveWriter archive) throws IOException {
        archive.file(
                "audit/platform.jsonl",
                lines -> platformWork.read(() -> {
                    jdbc.sql(PLATFORM_ENTRIES)
                            .param(tenant.id().toString())
                            .query((ResultSet row) -> lines.line(row.getString(1)));
                    return tenant;
                }));
    }

    /** Who suspended it, asked for its deletion or for an archive may be one of the operator's staff. */
    private static String withoutNames(String column) {
        return """
                case when jsonb_typeof(%1$s) = 'object'
                  then %1$s #- '{suspension,by}' #- '{deletion,requested_by}' #- '{requested_by}' else %1$s end as %1$s""".formatted(column);
    }

    private boolean files(ArchiveWriter archive, Progress progress) throws IOException {
        var all = new ArrayList<StoredObject>();
        objects.forEach(all::add);
        for (int i = 0; i < all.size(); i++) {
            progress.at(0.8 + 0.2 * i / all.size(), "file %d of %d".formatted(i + 1, all.size()));
            var content = objects.open(all.get(i).id());
            if (content.isPresent()) {
                try (var in = content.get()) {
                    archive.file("objects/" + all.get(i).id(), in);
                }
            }
        }
        return true;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void unchecked(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
