package io.foodflow.identity.users;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is stored of accounts beside the user itself. Each method runs in the caller's transaction. */
final class AccountRepository {

    private final JdbcClient jdbc;

    AccountRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void setPassword(UUID id, String passwordHash, Instant now) {
        jdbc.sql("""
                        update users set password_hash = :hash, password_changed_at = :now, version = version + 1,
                          updated_at = :now where id = :id
                        """)
                .param("hash", passwordHash)
                .param("now", Timestamp.from(now))
                .param("id", id)
                .update();
    }

    /** Whether there is nothing but an identity provider that the user can sign in by. */
    void setFederatedOnly(UUID id, boolean federatedOnly) {
        jdbc.sql("update users set federated_only = ? where id = ?")
                .params(federatedOnly, id)
                .update();
    }

    /** Whether the user has a password that somebody knows. */
    boolean hasOwnPassword(UUID id) {
        return jdbc.sql("select 1 from users where id = ? and not federated_only")
                .param(id)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** When the user's password was set. */
    Instant passwordSince(UUID id) {
        return jdbc.sql("select password_changed_at from users where id = ?")
                .param(id)
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    /** Says that something about the user is another now. */
    void touch(UUID id, Instant now) {
        jdbc.sql("update users set version = version + 1, updated_at = ? where id = ?")
                .params(Timestamp.from(now), id)
                .update();
    }

    void verify(UUID id, Instant now) {
        jdbc.sql("update users set email_verified_at = ? where id = ?")
                .params(Timestamp.from(now), id)
                .update();
    }

    boolean verified(UUID id) {
        return jdbc.sql("select 1 from users where id = ? and email_verified_at is not null")
                .param(id)
                .query(Integer.class)
                .optional()
                .isPresent();
    }
}
