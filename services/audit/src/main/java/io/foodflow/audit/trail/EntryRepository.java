package io.foodflow.audit.trail;

import io.foodflow.audit.trail.AuditEntry.Who;
import io.foodflow.platform.context.Reach;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The audit entries, as they were committed with their changes. Each method runs in the caller's transaction. */
final class EntryRepository {

    private static final String COLUMNS = """
            select e.id, e.time, e.event_type, e.actor_kind, e.actor_id, e.actor_name, e.resource_type, e.resource_id,
                   e.old_value::text as old_value, e.new_value::text as new_value, e.reason, e.ip, e.user_agent,
                   e.session_id, e.trace_id
            from audit_entries e""";

    private static final int LONGEST_SEARCH_MILLIS = 10_000;
    private static final String CANCELLED = "57014";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    EntryRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * The newest first. Reads by an index of time; a text is looked for in what the other conditions leave.
     *
     * @throws ProblemException when that is too much to be read in some seconds
     */
    List<AuditEntry> search(TrailFilter filter, PageRequest page) {
        jdbc.sql("select set_config('statement_timeout', ?, true)")
                .param(String.valueOf(LONGEST_SEARCH_MILLIS))
                .query((row, n) -> n)
                .list();
        try {
            return found(filter, page);
        } catch (DataAccessException e) {
            if (NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql
                    && CANCELLED.equals(sql.getSQLState())) {
                throw new ProblemException(Problems.invalid(
                        "from",
                        "range",
                        "the search must end within %d seconds; narrow from and to, or name a user, an action or a resource"
                                .formatted(LONGEST_SEARCH_MILLIS / 1_000)));
            }
            throw e;
        }
    }

    private List<AuditEntry> found(TrailFilter filter, PageRequest page) {
        var conditions = new ArrayList<String>();
        var values = new LinkedHashMap<String, Object>();
        condition(conditions, values, "e.time >= :from", "from", stamp(filter.from()));
        condition(conditions, values, "e.time < :to", "to", stamp(filter.to()));
        condition(conditions, values, "e.actor_id = :actor", "actor", filter.actor());
        condition(conditions, values, "e.event_type = :action", "action", filter.action());
        condition(conditions, values, "e.resource_type = :type", "type", filter.resourceType());
        condition(conditions, values, "e.resource_id = :resource", "resource", filter.resourceId());
        condition(
                conditions,
                values,
                "strpos(lower(concat_ws(' ', e.actor_name, e.resource_id, e.reason, e.old_value::text, e.new_value::text)), :text) > 0",
                "text",
                filter.text() == null ? null : filter.text().toLowerCase(Locale.ROOT));
        within(filter.reach(), conditions, values);
        page.afterTimeAndId().ifPresent(after -> {
            conditions.add("(e.time, e.id) < (:afterTime, :afterId)");
            values.put("afterTime", Timestamp.from(after.time()));
            values.put("afterId", after.id());
        });
        return list(conditions, values, "order by e.time desc, e.id desc", page);
    }

    /** All of one resource, from its beginning. */
    List<AuditEntry> ofResource(String type, String id, @Nullable Reach reach, PageRequest page) {
        var conditions = new ArrayList<>(List.of("e.resource_type = :type", "e.resource_id = :resource"));
        Map<String, Object> values = new LinkedHashMap<>(Map.of("type", type, "resource", id));
        within(reach, conditions, values);
        page.afterTimeAndId().ifPresent(after -> {
            conditions.add("(e.time, e.id) > (:afterTime, :afterId)");
            values.put("afterTime", Timestamp.from(after.time()));
            values.put("afterId", after.id());
        });
        return list(conditions, values, "order by e.time, e.id", page);
    }

    /** Whether there is that entry, and it may be read. */
    boolean covers(UUID entry, Reach reach) {
        var conditions = new ArrayList<>(List.of("e.id = :id"));
        Map<String, Object> values = new LinkedHashMap<>(Map.of("id", entry));
        within(reach, conditions, values);
        return jdbc.sql("select exists (select from audit_entries e where " + String.join(" and ", conditions) + ")")
                .params(values)
                .query(Boolean.class)
                .single();
    }

    private static void within(@Nullable Reach reach, List<String> conditions, Map<String, Object> values) {
        if (reach == null) {
            return;
        }
        condition(conditions, values, "e.time >= :reachFrom", "reachFrom", stamp(reach.from()));
        condition(conditions, values, "e.time < :reachTo", "reachTo", stamp(reach.to()));
        condition(
                conditions,
                values,
                "e.resource_type = any (:reachTypes)",
                "reachTypes",
                reach.resourceTypes().isEmpty() ? null : reach.resourceTypes().toArray(String[]::new));
    }

    private List<AuditEntry> list(List<String> conditions, Map<String, Object> values, String order, PageRequest page) {
        var where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        return jdbc.sql(COLUMNS + where + " " + order + " limit :most")
                .params(values)
                .param("most", page.fetch())
                .query(this::entry)
                .list();
    }

    private static void condition(
            List<String> conditions, Map<String, Object> values, String sql, String name, @Nullable Object value) {
        if (value != null) {
            conditions.add(sql);
            values.put(name, value);
        }
    }

    private static @Nullable Timestamp stamp(@Nullable Instant time) {
        return time == null ? null : Timestamp.from(time);
    }

    private AuditEntry entry(ResultSet row, int number) throws SQLException {
        var old = value(row.getString("old_value"));
        var now = value(row.getString("new_value"));
        return new AuditEntry(
                row.getObject("id", UUID.class),
                row.getTimestamp("time").toInstant(),
                row.getString("event_type"),
                new Who(
                        row.getString("actor_kind").toLowerCase(Locale.ROOT),
                        row.getObject("actor_id", UUID.class),
                        row.getString("actor_name")),
                row.getString("resource_type"),
                row.getString("resource_id"),
                old,
                now,
                FieldChange.between(old, now),
                row.getString("reason"),
                row.getString("ip"),
                row.getString("user_agent"),
                row.getString("session_id"),
                row.getString("trace_id"));
    }

    private @Nullable JsonNode value(@Nullable String text) {
        return text == null ? null : json.readTree(text);
    }
}
