package io.foodflow.platform.audit;

import io.foodflow.engine.ledger.LedgerEntry;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.retention.LegalHolds;
import io.foodflow.platform.retention.Retained;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes the content of audit entries away that have had their time. An entry of the ledger is for good, and so is every proof;
 * but what it tells of persons and contents is sealed under keys of its month. So a month goes as a person does: first its
 * keys, with them the content in every copy of the ledger, then, in batches, what the trail's rows show of it. Who, when, what
 * kind of thing and what was done stay, as ids.
 *
 * <p>Keys that seal an entry under a legal hold stay, and all else that they seal in that month; where a hold is placed when they
 * have gone, the rows that it reaches stay as they are. The month is looked at again when a hold is released. Each step is written
 * down before it is taken, so what is cut short goes on. Between the two steps nothing is told to be broken ({@link #months}).
 * Thread-safe.
 */
final class AuditRemoval implements Retained {

    private static final int TWENTY_FOUR_MONTHS = 731;
    private static final int QUARTER = 90;

    private static final String IN_MONTH = " e.time >= :from and e.time < :to";

    private static final String NEXT = """
            select m::date as month
            from generate_series(date_trunc('month', (select min(time) from audit_entries) at time zone 'UTC'),
                                 cast(cast(:last as text) as timestamp), interval '1 month') m
            where not exists (
              select from audit_removals r
              where r.kept_as = :group and r.month = m::date
                and (r.state = 'removed'
                     or not exists (select from legal_holds h where h.released_at >= r.begun_at)))
            order by m limit 1""";

    private static final String ROWS = """
            select l.position, l.content, e.time as at, e.id as entry,
                   is_held(e.resource_type, e.resource_id, array[e.actor_id], e.time) as held, %s
            from audit_entries e join audit_leaves l on l.entry_id = e.id
            where e.time >= :after and e.time < :to and (e.time, e.id) > (:after, :id)
            order by e.time, e.id limit :rows""".formatted(AuditRow.COLUMNS);

    private static final String EMPTY = """
            update audit_entries set
              actor_name = case when ? then '' else actor_name end, ip = case when ? then null else ip end,
              user_agent = case when ? then null else user_agent end, resource_id = case when ? then '' else resource_id end,
              reason = case when ? then null else reason end, old_value = case when ? then null else old_value end,
              new_value = case when ? then null else new_value end
            where id = ?""";

    private static final String DUE = """
            select count(*) filter (where not held) as due, count(*) filter (where held) as held
            from (select is_held(e.resource_type, e.resource_id, array[e.actor_id], e.time) as held
                  from audit_entries e
                  where e.time < :before and (e.event_type = any (:sign_ins)) = :are_sign_ins
                    and (e.ip is not null or e.user_agent is not null or e.reason is not null
                         or e.old_value is not null or e.new_value is not null
                         or (e.actor_name <> '' and e.actor_kind not in ('PLATFORM', 'ANONYMOUS')))
                    and not exists (
                      select from audit_removals r
                      where r.kept_as = :group and r.state = 'removed'
                        and r.month = date_trunc('month', e.time at time zone 'UTC')::date)) aged""";

    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final LedgerKeys keys;
    private final PersonKeyTable persons;
    private final LegalHolds holds;
    private final Set<String> signIns;
    private final boolean ofSignIns;

    /**
     * For one group of entries.
     *
     * @param signIns the events of signing in
     * @param ofSignIns whether it is for these, or for all others
     */
    AuditRemoval(
            JdbcTemplate template,
            LedgerKeys keys,
            PersonKeyTable persons,
            LegalHolds holds,
            Set<String> signIns,
            boolean ofSignIns) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.keys = keys;
        this.persons = persons;
        this.holds = holds;
        this.signIns = Set.copyOf(signIns);
        this.ofSignIns = ofSignIns;
    }

    private record Step(YearMonth month, @Nullable Instant reached, UUID id) {}

    private record Row(UUID id, Instant time, boolean held, Map<String, String> keysByField, AuditRow shown) {}

    /**
     * What one batch did.
     *
     * @param spared whether keys stayed for a hold
     * @param rowsKept whether rows stayed for one whose keys are gone
     * @param last whether it was the month's last
     */
    private record Batch(List<Row> rows, int emptied, boolean spared, boolean rowsKept, boolean last) {

        boolean held() {
            return spared || rowsKept;
        }
    }

    /** The months, as 2026-11, of which keys are gone and rows may still show what these sealed. */
    static Set<String> months(JdbcClient jdbc) {
        return jdbc
                .sql("select to_char(month, 'YYYY-MM') from audit_removals where state = 'removing' or rows_kept")
                .query(String.class)
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The month of an entry, as 2026-11. */
    static String month(AuditRow row) {
        return row.time().substring(0, "2026-11".length());
    }

    @Override
    public String group() {
        return ofSignIns ? "sign_ins" : "audit_entries";
    }

    @Override
    public int leastDays() {
        return ofSignIns ? QUARTER : TWENTY_FOUR_MONTHS;
    }

    @Override
    public String basis() {
        return ofSignIns ? "a quarter, to find what was done with a stolen password" : "24 months, 21 CFR 1.1455(c)";
    }

    @Override
    public Due due(Instant before) {
        return jdbc.sql(DUE)
                .param("before", Timestamp.from(begin(monthOf(before))))
                .param("sign_ins", signIns.toArray(String[]::new))
                .param("are_sign_ins", ofSignIns)
                .param("group", group())
                .query((row, n) -> new Due(row.getLong("due"), row.getLong("held")))
                .single();
    }

    @Override
    public Removed remove(Instant before, int rows) {
        holds.keepAsTheyAre();
        var under = underWay();
        if (under.isPresent()) {
            return step(under.get(), rows);
        }
        var next = jdbc.sql(NEXT)
                .param("last", monthOf(before).minusMonths(1).atDay(1).toString())
                .param("group", group())
                .query((row, n) -> YearMonth.from(row.getObject("month", LocalDate.class)))
                .optional();
        if (next.isEmpty() || !isInLedger(next.get())) {
            return new Removed(0, false);
        }
        jdbc.sql("""
                        insert into audit_removals (kept_as, month, state) values (:group, :month, 'removing')
                        on conflict (kept_as, month) do update set state = 'removing', reached_time = null, reached_id = null""")
                .param("group", group())
                .param("month", next.get().atDay(1))
                .update();
        return new Removed(0, true);
    }

    private Optional<Step> underWay() {
        return jdbc.sql("""
                        select month, reached_time, reached_id from audit_removals
                        where kept_as = :group and state = 'removing' order by month limit 1 for update""")
                .param("group", group())
                .query((row, n) -> {
                    var reached = row.getTimestamp("reached_time");
                    var id = row.getObject("reached_id", UUID.class);
                    return new Step(
                            YearMonth.from(row.getObject("month", LocalDate.class)),
                            reached == null ? null : reached.toInstant(),
                            id == null ? FIRST : id);
                })
                .optional();
    }

    /** What is not in the ledger yet would get a new key for the month when it comes there. */
    private boolean isInLedger(YearMonth month) {
        return !jdbc.sql("select exists (select from audit_entries e where" + IN_MONTH
                        + " and not exists (select from audit_leaves l where l.entry_id = e.id))")
                .param("from", Timestamp.from(begin(month)))
                .param("to", Timestamp.from(begin(month.plusMonths(1))))
                .query(Boolean.class)
                .single();
    }

    private Removed step(Step step, int rows) {
        var name = LedgerRow.name(CallContext.currentTenant());
        boolean spared =
                step.reached() == null && !eraseKeys(name, step.month()).isEmpty();
        var batch = batch(step, name, rows);
        var gone = persons.gone(
                name,
                batch.stream()
                        .flatMap(row -> row.keysByField().values().stream())
                        .collect(Collectors.toUnmodifiableSet()));
        var going = batch.stream().filter(row -> showsAny(row, gone)).toList();
        var emptied = going.stream()
                .filter(row -> !row.held())
                .map(row -> arguments(row, gone))
                .toList();
        template.batchUpdate(EMPTY, emptied);
        note(step, new Batch(batch, emptied.size(), spared, emptied.size() < going.size(), batch.size() < rows));
        return new Removed(emptied.size(), true);
    }

    /** Deletes the keys of a month; the names of those that stay for a hold. */
    private Set<String> eraseKeys(String name, YearMonth month) {
        var spared = spared(month);
        persons.eraseEnding(name, EntryWriting.keptAs(month.toString(), ofSignIns), spared);
        return spared;
    }

    /** A month begins with its first batch, by the clock that says when holds are released. */
    private void note(Step step, Batch batch) {
        var last = batch.rows().isEmpty() ? null : batch.rows().getLast();
        jdbc.sql("""
                        update audit_removals set removed = removed + :emptied,
                          reached_time = coalesce(:reached, reached_time), reached_id = coalesce(:id, reached_id),
                          begun_at = case when :first then clock_timestamp() else begun_at end,
                          spared = :held or (spared and not :first),
                          rows_kept = :rows_kept or (rows_kept and not :first),
                          state = case when not :last then state when :held or (spared and not :first) then 'held'
                                       else 'removed' end
                        where kept_as = :group and month = :month""")
                .param("emptied", batch.emptied())
                .param("reached", last == null ? null : Timestamp.from(last.time()))
                .param("id", last == null ? null : last.id(), java.sql.Types.OTHER)
                .param("first", step.reached() == null)
                .param("held", batch.held())
                .param("rows_kept", batch.rowsKept())
                .param("last", batch.last())
                .param("group", group())
                .param("month", step.month().atDay(1))
                .update();
    }

    /** The names of the keys of this group that seal something of the month that is under a hold. */
    private Set<String> spared(YearMonth month) {
        var ending = EntryWriting.keptAs(month.toString(), ofSignIns);
        var spared = new TreeSet<String>();
        jdbc.sql("select l.content from audit_entries e join audit_leaves l on l.entry_id = e.id where" + IN_MONTH
                        + " and (select exists (select from legal_holds where released_at is null))"
                        + " and is_held(e.resource_type, e.resource_id, array[e.actor_id], e.time)")
                .param("from", Timestamp.from(begin(month)))
                .param("to", Timestamp.from(begin(month.plusMonths(1))))
                .withFetchSize(1_000)
                .query((ResultSet row) -> {
                    for (var hidden : LedgerEntry.parse(row.getBytes("content"))
                            .personal()
                            .values()) {
                        if (hidden.person().endsWith(ending)) {
                            spared.add(hidden.person());
                        }
                    }
                });
        return spared;
    }

    /** Entries that a copy brought from another company are sealed under keys of that one, and stay as long as these. */
    private List<Row> batch(Step step, String name, int rows) {
        var history = LedgerHistory.of(LedgerRow.read(jdbc), keys, name);
        return jdbc.sql(ROWS)
                .param("after", Timestamp.from(step.reached() == null ? begin(step.month()) : step.reached()))
                .param("id", step.id())
                .param("to", Timestamp.from(begin(step.month().plusMonths(1))))
                .param("rows", rows)
                .query((row, n) -> {
                    var sealing = new HashMap<String, String>();
                    if (history.tenantAt(row.getLong("position")).equals(name)) {
                        LedgerEntry.parse(row.getBytes("content"))
                                .personal()
                                .forEach((field, hidden) -> sealing.put(field, hidden.key()));
                    }
                    return new Row(
                            row.getObject("entry", UUID.class),
                            row.getTimestamp("at").toInstant(),
                            row.getBoolean("held"),
                            sealing,
                            AuditRow.of(row));
                })
                .list();
    }

    private static boolean goes(Row row, Set<String> gone, String field) {
        var key = row.keysByField().get(field);
        return key != null && gone.contains(key);
    }

    private static boolean showsAny(Row row, Set<String> gone) {
        var shown = row.shown();
        var fields = new HashSet<String>();
        row.keysByField().forEach((field, key) -> {
            if (gone.contains(key)) {
                fields.add(field);
            }
        });
        return ((fields.contains("email") || fields.contains("name"))
                        && !shown.actorName().isEmpty())
                || (fields.contains("ip") && shown.ip() != null)
                || (fields.contains("agent") && shown.userAgent() != null)
                || (fields.contains("resource_id") && !shown.resourceId().isEmpty())
                || (fields.contains("reason") && shown.reason() != null)
                || (fields.contains("old") && shown.oldValue() != null)
                || (fields.contains("new") && shown.newValue() != null);
    }

    private static Object[] arguments(Row row, Set<String> gone) {
        return new Object[] {
            goes(row, gone, "email") || goes(row, gone, "name"),
            goes(row, gone, "ip"),
            goes(row, gone, "agent"),
            goes(row, gone, "resource_id"),
            goes(row, gone, "reason"),
            goes(row, gone, "old"),
            goes(row, gone, "new"),
            row.id()
        };
    }

    private static YearMonth monthOf(Instant time) {
        return YearMonth.from(time.atOffset(ZoneOffset.UTC));
    }

    private static Instant begin(YearMonth month) {
        return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
