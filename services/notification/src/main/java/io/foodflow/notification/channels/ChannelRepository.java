package io.foodflow.notification.channels;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Channels as they are stored. Each method runs in the caller's transaction. */
final class ChannelRepository {

    private static final String SELECT = """
            select c.*,
              array(select distinct s.name from notification_channel_secrets s
                    where s.channel_id = c.id and (s.expires_at is null or s.expires_at > now()) order by 1) as secrets,
              (select max(s.expires_at) from notification_channel_secrets s
               where s.channel_id = c.id and s.expires_at > now()) as previous_until
            from notification_channels c""";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ChannelRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    List<Channel> list(String afterName, int most) {
        return jdbc.sql(SELECT + " where c.name > ? order by c.name limit ?")
                .params(afterName, most)
                .query((row, n) -> channel(row))
                .list();
    }

    Optional<Channel> find(UUID id) {
        return jdbc.sql(SELECT + " where c.id = ?")
                .param(id)
                .query((row, n) -> channel(row))
                .optional();
    }

    /** The channel, which nobody else can change until the transaction ends. */
    Optional<Channel> hold(UUID id) {
        // A statement of its own: one that waited for the row would see the secrets as they were before the wait.
        jdbc.sql("select id from notification_channels where id = ? for update")
                .param(id)
                .query(UUID.class)
                .optional();
        return find(id);
    }

    void insert(UUID id, ChannelDraft draft, String createdBy, Instant now) {
        jdbc.sql("""
                        insert into notification_channels (id, name, kind, enabled, settings, created_by, created_at, updated_at)
                        values (:id, :name, :kind, :enabled, cast(:settings as jsonb), :by, :now, :now)
                        """)
                .param("id", id)
                .param("name", draft.name())
                .param("kind", draft.kind().text())
                .param("enabled", draft.enabled())
                .param("settings", json.writeValueAsString(draft.settings()))
                .param("by", createdBy)
                .param("now", Timestamp.from(now))
                .update();
    }

    void update(UUID id, ChannelDraft draft, Instant now) {
        jdbc.sql("""
                        update notification_channels set name = :name, enabled = :enabled,
                          settings = cast(:settings as jsonb), updated_at = :now, version = version + 1
                        where id = :id
                        """)
                .param("id", id)
                .param("name", draft.name())
                .param("enabled", draft.enabled())
                .param("settings", json.writeValueAsString(draft.settings()))
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Forgets when the channel is free for the next message: it is free now. */
    void forgetPace(UUID id) {
        jdbc.sql("delete from notification_paces where channel_id = ?")
                .param(id)
                .update();
    }

    void touch(UUID id, Instant now) {
        jdbc.sql("update notification_channels set updated_at = ?, version = version + 1 where id = ?")
                .params(Timestamp.from(now), id)
                .update();
    }

    void delete(UUID id) {
        jdbc.sql("delete from notification_channels where id = ?").param(id).update();
    }

    /** Takes all secrets but that one away. */
    void keepOnly(UUID channel, String name) {
        jdbc.sql("delete from notification_channel_secrets where channel_id = ? and name <> ?")
                .params(channel, name)
                .update();
    }

    void deleteSecrets(UUID channel) {
        jdbc.sql("delete from notification_channel_secrets where channel_id = ?")
                .param(channel)
                .update();
    }

    void deleteSecret(UUID channel, String name) {
        jdbc.sql("delete from notification_channel_secrets where channel_id = ? and name = ?")
                .params(channel, name)
                .update();
    }

    /** Ends a secret at that time, and one that was ended before at once. */
    void endSecret(UUID channel, String name, Instant at) {
        jdbc.sql(
                        "delete from notification_channel_secrets where channel_id = ? and name = ? and expires_at is not null")
                .params(channel, name)
                .update();
        jdbc.sql("update notification_channel_secrets set expires_at = ? where channel_id = ? and name = ?")
                .params(Timestamp.from(at), channel, name)
                .update();
    }

    void addSecret(UUID id, UUID channel, String name, byte[] sealed, Instant now) {
        jdbc.sql("""
                        insert into notification_channel_secrets (id, channel_id, name, sealed, created_at)
                        values (?, ?, ?, ?, ?)
                        """).params(id, channel, name, sealed, Timestamp.from(now)).update();
    }

    /** The secrets of that name which count now, the newest first. */
    List<byte[]> secrets(UUID channel, String name, Instant now) {
        return jdbc.sql("""
                        select sealed from notification_channel_secrets
                        where channel_id = ? and name = ? and (expires_at is null or expires_at > ?)
                        order by expires_at desc nulls first
                        """)
                .params(channel, name, Timestamp.from(now))
                .query((row, n) -> row.getBytes("sealed"))
                .list();
    }

    private Channel channel(ResultSet row) throws SQLException {
        var until = row.getTimestamp("previous_until");
        return new Channel(
                row.getObject("id", UUID.class),
                row.getString("name"),
                ChannelKind.find(row.getString("kind")).orElseThrow(),
                row.getBoolean("enabled"),
                json.readValue(row.getString("settings"), ChannelSettings.class),
                Arrays.stream((Object[]) row.getArray("secrets").getArray())
                        .map(Object::toString)
                        .toList(),
                until == null ? null : until.toInstant(),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                row.getLong("version"));
    }
}
