package io.foodflow.notification.preferences;

import io.foodflow.notification.sending.Severity;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.web.Versions;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What the people of the current tenant want to hear. Thread-safe. */
public final class Preferences {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final UnitOfWork work;
    private final Clock clock;

    Preferences(JdbcClient jdbc, JsonMapper json, UnitOfWork work, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.work = work;
        this.clock = clock;
    }

    /** A preference as it is stored; of version 0 where there is none. */
    record Kept(Preference preference, long version) {}

    Kept of(UUID user) {
        return work.read(() -> find(user, ""));
    }

    /**
     * Changes what somebody wants to hear, from the next message on.
     *
     * @param ifMatch the version to change, as the caller's {@code If-Match} has it
     */
    Kept change(UUID user, @Nullable String ifMatch, Preference wanted) {
        return work.write(change -> {
            // Or two first ones would both find none.
            jdbc.sql("select pg_advisory_xact_lock(hashtextextended('notification preferences ' || ?, 0))")
                    .param(user.toString())
                    .query((row, n) -> true)
                    .single();
            var before = find(user, " for update");
            Versions.requireMatch(ifMatch, before.version());
            jdbc.sql("""
                            insert into notification_preferences (user_id, content, updated_at)
                            values (:user, cast(:content as jsonb), :now)
                            on conflict (user_id) do update set content = excluded.content,
                              updated_at = excluded.updated_at, version = notification_preferences.version + 1
                            """)
                    .param("user", user)
                    .param("content", json.writeValueAsString(wanted))
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
            var after = find(user, "");
            change.record(new PreferencesChanged(user), before.preference(), after.preference());
            return after;
        });
    }

    /**
     * How such a message comes to each of these people by mail; those who do not want it are left out. Runs in the
     * caller's transaction.
     */
    public Map<UUID, Hearing> hearers(Collection<UUID> people, String topic, Severity severity) {
        var now = clock.instant();
        var hearers = new HashMap<UUID, Hearing>();
        people.forEach(person -> hearers.put(person, new Hearing(now, null)));
        if (severity == Severity.CRITICAL || people.isEmpty()) {
            return hearers;
        }
        var said = jdbc.sql(
                        "select user_id, content from notification_preferences where user_id = any (cast(? as uuid[]))")
                .param(people.toArray(UUID[]::new))
                .query((row, n) -> Map.entry(
                        row.getObject("user_id", UUID.class),
                        json.readValue(row.getString("content"), Preference.class)))
                .list();
        for (var one : said) {
            if (one.getValue().wants(topic, severity)) {
                hearers.put(one.getKey(), one.getValue().hearing(severity, now));
            } else {
                hearers.remove(one.getKey());
            }
        }
        return hearers;
    }

    private Kept find(UUID user, String locking) {
        return jdbc.sql("select content, version from notification_preferences where user_id = ?" + locking)
                .param(user)
                .query((row, n) ->
                        new Kept(json.readValue(row.getString("content"), Preference.class), row.getLong("version")))
                .optional()
                .orElse(new Kept(Preference.ALL, 0));
    }
}
