package io.foodflow.identity.trail;

import io.foodflow.identity.trail.TrailEntry.Kind;
import io.foodflow.identity.trail.TrailEntry.Outcome;
import io.foodflow.identity.trail.TrailEntry.Subject;
import io.foodflow.platform.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the trail from the audit entries. Each method runs in the caller's transaction. */
final class TrailRepository {

    /** As the indexes have them: all events of the trail, and whom an event is about. */
    private static final String EVENTS = Arrays.stream(Outcome.values())
            .flatMap(outcome -> outcome.events().stream())
            .collect(Collectors.joining("', '", "'", "'"));

    private static final String SUBJECT =
            "(case when a.resource_type = 'session' then a.actor_id::text else a.resource_id end)";

    private final JdbcClient jdbc;

    TrailRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest lines first; where times are the same the greater id. */
    List<TrailEntry> list(TrailFilter filter, PageRequest page) {
        return query(select(filter, page.afterTimeAndId().isPresent()), filter, page)
                .query(TrailRepository::entry)
                .list();
    }

    /** That statement with what the filter and the page say, to be run. */
    JdbcClient.StatementSpec query(String sql, TrailFilter filter, PageRequest page) {
        var after = page.afterTimeAndId();
        var outcome = filter.outcome();
        var kind = filter.kind();
        var query = jdbc.sql(sql);
        query = query.param("fetch", page.fetch());
        query = outcome == null ? query : query.param("types", outcome.events());
        query = kind == null ? query : query.param("resources", resources(kind));
        query = with(
                query,
                "subject",
                filter.subject() == null ? null : filter.subject().toString());
        query = with(query, "ip", filter.ip());
        query = with(query, "from", stamp(filter.from()));
        query = with(query, "to", stamp(filter.to()));
        if (after.isPresent()) {
            query = query.param("time", Timestamp.from(after.get().time()))
                    .param("id", after.get().id());
        }
        return query;
    }

    /** The query for a filter, after the first page or for it. */
    static String select(TrailFilter filter, boolean after) {
        return """
            select a.id, a.time, a.event_type, a.reason, a.resource_type, a.ip, a.user_agent,
                   %2$s as subject, coalesce(u.email, o.name, s.name, p.name) as name,
                   a.event_type = 'UserSignedIn'
                     and not exists (select from audit_entries b where b.event_type = 'UserSignedIn'
                       and b.actor_id = a.actor_id and b.ip = a.ip and b.time < a.time)
                     and exists (select from audit_entries b where b.event_type = 'UserSignedIn'
                       and b.actor_id = a.actor_id and b.time < a.time) as new_address
            from (select * from audit_entries a
                  where a.event_type in (%1$s)
            """.formatted(EVENTS, SUBJECT)
                + (filter.outcome() == null ? "" : " and a.event_type in (:types)\n")
                + (filter.kind() == null ? "" : " and a.resource_type in (:resources)\n")
                + (filter.subject() == null ? "" : " and " + SUBJECT + " = :subject\n")
                + (filter.ip() == null ? "" : " and a.ip = :ip\n")
                + (filter.from() == null ? "" : " and a.time >= :from\n")
                + (filter.to() == null ? "" : " and a.time < :to\n")
                + (!after ? "" : " and (a.time, a.id) < (:time, :id)\n")
                + """
                      order by a.time desc, a.id desc limit :fetch) a
                left join users u on a.resource_type in ('user', 'session') and u.id = %1$s::uuid
                left join oauth_clients o on a.resource_type = 'oauth_client' and o.id = %1$s::uuid
                left join service_accounts s on a.resource_type = 'service_account' and s.id = %1$s::uuid
                left join identity_providers p on a.resource_type = 'identity_provider' and p.id = %1$s::uuid
                order by a.time desc, a.id desc
                """.formatted(SUBJECT);
    }

    private static JdbcClient.StatementSpec with(JdbcClient.StatementSpec query, String name, @Nullable Object value) {
        return value == null ? query : query.param(name, value);
    }

    private static @Nullable Timestamp stamp(@Nullable Instant time) {
        return time == null ? null : Timestamp.from(time);
    }

    private static List<String> resources(Kind kind) {
        return switch (kind) {
            case USER -> List.of("user", "session");
            case APPLICATION -> List.of("oauth_client");
            case SERVICE_ACCOUNT -> List.of("service_account");
            case IDENTITY_PROVIDER -> List.of("identity_provider");
        };
    }

    private static TrailEntry entry(ResultSet row, int number) throws SQLException {
        var outcome = Outcome.ofEvent(row.getString("event_type"));
        var kind = switch (row.getString("resource_type")) {
            case "oauth_client" -> Kind.APPLICATION;
            case "service_account" -> Kind.SERVICE_ACCOUNT;
            case "identity_provider" -> Kind.IDENTITY_PROVIDER;
            default -> Kind.USER;
        };
        return new TrailEntry(
                row.getObject("id", UUID.class),
                row.getTimestamp("time").toInstant(),
                outcome,
                row.getString("reason"),
                new Subject(kind, UUID.fromString(row.getString("subject")), row.getString("name")),
                row.getString("ip"),
                row.getString("user_agent"),
                row.getBoolean("new_address"));
    }
}
