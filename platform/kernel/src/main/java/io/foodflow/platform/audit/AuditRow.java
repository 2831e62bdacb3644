package io.foodflow.platform.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * An audit entry as it is committed with its change.
 *
 * @param time RFC 3339 in UTC, with microseconds
 * @param oldValue JSON
 * @param newValue JSON
 */
record AuditRow(
        String id,
        String time,
        String eventType,
        String actorKind,
        @Nullable String actorId,
        String actorName,
        String resourceType,
        String resourceId,
        @Nullable String oldValue,
        @Nullable String newValue,
        @Nullable String reason,
        @Nullable String ip,
        @Nullable String userAgent,
        @Nullable String session,
        @Nullable String trace) {

    /** Of the table {@code audit_entries}, called {@code e}. */
    static final String COLUMNS = """
            e.id::text as id, to_char(e.time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as time, e.event_type,
            e.actor_kind, e.actor_id::text as actor_id, e.actor_name, e.resource_type, e.resource_id,
            e.old_value::text as old_value, e.new_value::text as new_value, e.reason, e.ip, e.user_agent, e.session_id,
            e.trace_id""";

    static AuditRow of(ResultSet row) throws SQLException {
        return new AuditRow(
                row.getString("id"),
                row.getString("time"),
                row.getString("event_type"),
                row.getString("actor_kind"),
                row.getString("actor_id"),
                row.getString("actor_name"),
                row.getString("resource_type"),
                row.getString("resource_id"),
                row.getString("old_value"),
                row.getString("new_value"),
                row.getString("reason"),
                row.getString("ip"),
                row.getString("user_agent"),
                row.getString("session_id"),
                row.getString("trace_id"));
    }
}
