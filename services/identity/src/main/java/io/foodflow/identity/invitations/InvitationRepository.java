package io.foodflow.identity.invitations;

import io.foodflow.identity.letters.Language;
import io.foodflow.identity.roles.Assignments;
import io.foodflow.identity.users.EmailAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Invitations as they are stored. Each method runs in the caller's transaction. */
final class InvitationRepository {

    private static final String SELECT = """
            select id, email, first_name, last_name, roles, role_sites, language, invited_by, delivery, created_at,
                   expires_at,
                   expires_at > :now as open
            from invitations where accepted_at is null
            """;

    private final JdbcClient jdbc;

    InvitationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Invitation invitation) {
        jdbc.sql("""
                        insert into invitations (id, email, first_name, last_name, roles, role_sites, language, invited_by, delivery,
                          created_at, expires_at)
                        values (:id, :email, :first, :last, :roles, :sites, :language, :by, :delivery, :created, :expires)
                        """)
                .param("id", invitation.id())
                .param("email", invitation.email())
                .param("first", invitation.firstName())
                .param("last", invitation.lastName())
                .param("roles", invitation.roles().toArray(String[]::new))
                .param(
                        "sites",
                        Assignments.of(invitation.roles(), invitation.roleSites())
                                .pairs()
                                .toArray(String[]::new))
                .param("language", invitation.language().code())
                .param("by", invitation.invitedBy())
                .param("delivery", invitation.delivery().text())
                .param("created", Timestamp.from(invitation.createdAt()))
                .param("expires", Timestamp.from(invitation.expiresAt()))
                .update();
    }

    /** An invitation that was not accepted yet. */
    Optional<Invitation> find(UUID id, Instant now) {
        return jdbc.sql(SELECT + " and id = :id")
                .param("now", Timestamp.from(now))
                .param("id", id)
                .query(InvitationRepository::invitation)
                .optional();
    }

    /** As {@link #find}; nobody else can change it until the transaction ends. */
    Optional<Invitation> hold(UUID id, Instant now) {
        return jdbc.sql(SELECT + " and id = :id for update")
                .param("now", Timestamp.from(now))
                .param("id", id)
                .query(InvitationRepository::invitation)
                .optional();
    }

    Optional<UUID> openFor(EmailAddress email) {
        return jdbc.sql("select id from invitations where email = ? and accepted_at is null for update")
                .param(email.text())
                .query(UUID.class)
                .optional();
    }

    /** The invitation of that address that somebody with the right to do so made and that still opens an account. */
    Optional<UUID> openByInviter(EmailAddress email, Instant now) {
        return jdbc.sql("""
                        select id from invitations
                        where email = ? and accepted_at is null and invited_by is not null and expires_at > ?
                        """)
                .params(email.text(), Timestamp.from(now))
                .query(UUID.class)
                .optional();
    }

    /** Newest first: ids are in the order of their time. */
    List<Invitation> list(@Nullable UUID before, int rows, Instant now) {
        return jdbc.sql(SELECT + " and (cast(:before as uuid) is null or id < :before) order by id desc limit :rows")
                .param("now", Timestamp.from(now))
                .param("before", before, Types.OTHER)
                .param("rows", rows)
                .query(InvitationRepository::invitation)
                .list();
    }

    void accept(UUID id, Instant now) {
        jdbc.sql("update invitations set accepted_at = ? where id = ?")
                .params(Timestamp.from(now), id)
                .update();
    }

    void delete(UUID id) {
        jdbc.sql("delete from invitations where id = ?").param(id).update();
    }

    private static Invitation invitation(ResultSet row, int number) throws SQLException {
        return new Invitation(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("first_name"),
                row.getString("last_name"),
                texts(row, "roles"),
                Assignments.read(texts(row, "role_sites")),
                Language.of(row.getString("language")),
                row.getString("invited_by"),
                Invitation.Delivery.valueOf(row.getString("delivery").toUpperCase(Locale.ROOT)),
                row.getBoolean("open") ? Invitation.State.OPEN : Invitation.State.EXPIRED,
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.stream((Object[]) row.getArray(column).getArray())
                .map(Object::toString)
                .toList();
    }
}
