package io.foodflow.identity.oidc;

import io.foodflow.platform.changes.UnitOfWork;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What users of the current tenant let applications do, seen and taken back by themselves. Thread-safe. */
final class Consents {

    private final JdbcClient jdbc;
    private final RegisteredClients clients;
    private final UnitOfWork work;
    private final Clock clock;

    Consents(JdbcClient jdbc, RegisteredClients clients, UnitOfWork work, Clock clock) {
        this.jdbc = jdbc;
        this.clients = clients;
        this.work = work;
        this.clock = clock;
    }

    /** The applications that a user agreed to, or that have a token of his or hers, by name. */
    List<AllowedApplication> of(UUID user) {
        return work.read(() -> jdbc.sql("""
                        select c.id, c.name, c.description, coalesce(o.scopes, '{}') as scopes, o.given_at,
                               a.client_id is not null as active
                        from oauth_clients c
                        left join oauth_consents o on o.client_id = c.id and o.user_id = :user
                        left join (select distinct a.client_id from oauth_authorizations a
                                   join oauth_tokens t on t.authorization_id = a.id and t.kind in ('access', 'refresh')
                                   where a.user_id = :user and a.revoked_at is null and t.state = 'good'
                                     and t.expires_at > :now) a on a.client_id = c.id
                        where o.user_id is not null or a.client_id is not null order by c.name
                        """)
                .param("user", user)
                .param("now", Timestamp.from(clock.instant()))
                .query((row, n) -> {
                    var given = row.getTimestamp("given_at");
                    return new AllowedApplication(
                            row.getObject("id", UUID.class),
                            row.getString("name"),
                            row.getString("description"),
                            Arrays.stream((Object[]) row.getArray("scopes").getArray())
                                    .map(Object::toString)
                                    .sorted()
                                    .toList(),
                            given == null ? null : given.toInstant(),
                            row.getBoolean("active"));
                })
                .list());
    }

    /**
     * Takes back all that a user let an application do: its tokens of it are refused at once, codes and requests on their way
     * as well.
     *
     * @return whether there was anything
     */
    boolean withdraw(UUID user, UUID client) {
        return work.write(change -> {
            // First the application, as who removes it does; then the user, whom whoever gives it a code keeps.
            var _ = clients.keep(client);
            jdbc.sql("select 1 from users where id = ? for update")
                    .param(user)
                    .query(Integer.class)
                    .list();
            int consents =
                    update("delete from oauth_consents where client_id = :client and user_id = :user", user, client);
            update("""
                    delete from oauth_requests where client_id = :client
                      and session_id in (select id from sessions where user_id = :user)
                    """, user, client);
            int authorizations = update("""
                    update oauth_authorizations set revoked_at = :now
                    where client_id = :client and user_id = :user and revoked_at is null
                    """, user, client);
            if (consents + authorizations == 0) {
                change.nothing();
                return false;
            }
            change.record(new OAuthConsentWithdrawn(user, client), null, null);
            return true;
        });
    }

    private int update(String sql, UUID user, UUID client) {
        return jdbc.sql(sql)
                .param("user", user)
                .param("client", client)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }
}
