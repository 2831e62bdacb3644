package io.foodflow.notification.suppressions;

import io.foodflow.notification.channels.ChannelKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Suppressions as they are stored. Each method runs in the caller's transaction. */
final class SuppressionRepository {

    private final JdbcClient jdbc;

    SuppressionRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Suppression> list(
            @Nullable ChannelKind kind,
            @Nullable String address,
            @Nullable Reason reason,
            @Nullable UUID before,
            int most) {
        return jdbc.sql("""
                        select * from notification_suppressions
                        where (cast(:before as uuid) is null or id < :before)
                          and (cast(:kind as text) is null or kind = :kind)
                          and (cast(:address as text) is null or address = :address)
                          and (cast(:reason as text) is null or reason = :reason)
                        order by id desc limit :most
                        """)
                .param("before", before, Types.OTHER)
                .param("kind", kind == null ? null : kind.text())
                .param("address", address)
                .param("reason", reason == null ? null : reason.text())
                .param("most", most)
                .query((row, n) -> suppression(row))
                .list();
    }

    Optional<Suppression> find(UUID id) {
        return jdbc.sql("select * from notification_suppressions where id = ?")
                .param(id)
                .query((row, n) -> suppression(row))
                .optional();
    }

    Optional<Suppression> of(ChannelKind kind, String address) {
        return jdbc.sql("select * from notification_suppressions where kind = ? and address = ?")
                .params(kind.text(), address)
                .query((row, n) -> suppression(row))
                .optional();
    }

    /** Adds a suppression; one that is there stays, unless it ends nothing but what is not critical and this one more. */
    boolean add(Suppression suppression) {
        return jdbc.sql("""
                        insert into notification_suppressions (id, kind, address, reason, detail, created_by, created_at)
                        values (:id, :kind, :address, :reason, :detail, :by, :now)
                        on conflict (kind, address) do update
                        set reason = excluded.reason, detail = excluded.detail, created_by = excluded.created_by,
                          created_at = excluded.created_at
                        where notification_suppressions.reason = 'unsubscribed' and excluded.reason <> 'unsubscribed'
                        """)
                        .param("id", suppression.id())
                        .param("kind", suppression.kind().text())
                        .param("address", suppression.address())
                        .param("reason", suppression.reason().text())
                        .param("detail", suppression.detail())
                        .param("by", suppression.createdBy())
                        .param("now", Timestamp.from(suppression.createdAt()))
                        .update()
                == 1;
    }

    boolean delete(UUID id) {
        return jdbc.sql("delete from notification_suppressions where id = ?")
                        .param(id)
                        .update()
                == 1;
    }

    private static Suppression suppression(ResultSet row) throws SQLException {
        return new Suppression(
                row.getObject("id", UUID.class),
                ChannelKind.find(row.getString("kind")).orElseThrow(),
                row.getString("address"),
                Reason.find(row.getString("reason")).orElseThrow(),
                row.getString("detail"),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant());
    }
}
