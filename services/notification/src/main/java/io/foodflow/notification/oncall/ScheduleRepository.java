package io.foodflow.notification.oncall;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Schedules as they are stored. Each method runs in the caller's transaction. */
final class ScheduleRepository {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ScheduleRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    List<Schedule> list(String afterName, int most) {
        return jdbc.sql("select * from notification_oncall_schedules where name > ? order by name limit ?")
                .params(afterName, most)
                .query((row, n) -> schedule(row))
                .list();
    }

    Optional<Schedule> find(UUID id) {
        return jdbc.sql("select * from notification_oncall_schedules where id = ?")
                .param(id)
                .query((row, n) -> schedule(row))
                .optional();
    }

    /** The schedule, which nobody else can change until the transaction ends. */
    Optional<Schedule> hold(UUID id) {
        return jdbc.sql("select * from notification_oncall_schedules where id = ? for update")
                .param(id)
                .query((row, n) -> schedule(row))
                .optional();
    }

    void insert(UUID id, String name, Plan plan, String by, Instant now) {
        jdbc.sql("""
                        insert into notification_oncall_schedules (id, name, content, created_by, created_at, updated_at)
                        values (:id, :name, cast(:content as jsonb), :by, :now, :now)
                        """)
                .param("id", id)
                .param("name", name)
                .param("content", json.writeValueAsString(plan))
                .param("by", by)
                .param("now", Timestamp.from(now))
                .update();
    }

    void update(UUID id, String name, Plan plan, Instant now) {
        jdbc.sql("""
                        update notification_oncall_schedules
                        set name = ?, content = cast(? as jsonb), updated_at = ?, version = version + 1 where id = ?
                        """)
                .params(name, json.writeValueAsString(plan), Timestamp.from(now), id)
                .update();
    }

    void delete(UUID id) {
        jdbc.sql("delete from notification_oncall_schedules where id = ?")
                .param(id)
                .update();
    }

    /** Those who stand in at some time of these, the newest last. */
    List<StandIn> standIns(UUID schedule, Instant from, Instant to, int most) {
        return jdbc.sql("""
                        select * from (
                          select * from notification_oncall_overrides
                          where schedule_id = ? and ends > ? and begins < ? order by id desc limit ?) newest
                        order by id
                        """)
                .params(schedule, Timestamp.from(from), Timestamp.from(to), most)
                .query((row, n) -> standIn(row))
                .list();
    }

    Optional<StandIn> standIn(UUID schedule, UUID id) {
        return jdbc.sql("select * from notification_oncall_overrides where schedule_id = ? and id = ?")
                .params(schedule, id)
                .query((row, n) -> standIn(row))
                .optional();
    }

    long countStandIns(UUID schedule, Instant from) {
        return jdbc.sql("select count(*) from notification_oncall_overrides where schedule_id = ? and ends > ?")
                .params(schedule, Timestamp.from(from))
                .query(Long.class)
                .single();
    }

    void insert(UUID schedule, StandIn made) {
        jdbc.sql("""
                        insert into notification_oncall_overrides (id, schedule_id, user_id, begins, ends, created_by, created_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        made.id(),
                        schedule,
                        made.userId(),
                        Timestamp.from(made.from()),
                        Timestamp.from(made.to()),
                        made.createdBy(),
                        Timestamp.from(made.createdAt()))
                .update();
    }

    void deleteStandIn(UUID id) {
        jdbc.sql("delete from notification_oncall_overrides where id = ?")
                .param(id)
                .update();
    }

    private Schedule schedule(ResultSet row) throws SQLException {
        return new Schedule(
                row.getObject("id", UUID.class),
                row.getString("name"),
                json.readValue(row.getString("content"), Plan.class),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                row.getLong("version"));
    }

    private static StandIn standIn(ResultSet row) throws SQLException {
        return new StandIn(
                row.getObject("id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getTimestamp("begins").toInstant(),
                row.getTimestamp("ends").toInstant(),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant());
    }
}
