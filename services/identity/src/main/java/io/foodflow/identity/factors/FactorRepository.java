package io.foodflow.identity.factors;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Second factors and recovery codes as they are stored. Each method runs in the caller's transaction. */
final class FactorRepository {

    private static final String SELECT =
            "select user_id, secret, confirmed_at, last_step, wrong_codes, locked_until from second_factors where user_id = ?";

    private final JdbcClient jdbc;

    FactorRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Factor> find(UUID user) {
        return jdbc.sql(SELECT).param(user).query(FactorRepository::factor).optional();
    }

    /** As {@link #find}; nobody else can use it until the transaction ends. */
    Optional<Factor> hold(UUID user) {
        return jdbc.sql(SELECT + " for update")
                .param(user)
                .query(FactorRepository::factor)
                .optional();
    }

    void replace(UUID user, byte[] sealedSecret, Instant now) {
        jdbc.sql("""
                        insert into second_factors (user_id, secret, created_at) values (:user, :secret, :now)
                        on conflict (user_id) do update set secret = :secret, created_at = :now
                        where second_factors.confirmed_at is null
                        """)
                .param("user", user)
                .param("secret", sealedSecret)
                .param("now", Timestamp.from(now))
                .update();
    }

    void confirm(UUID user, long step, Instant now) {
        jdbc.sql("update second_factors set confirmed_at = ?, last_step = ? where user_id = ?")
                .params(Timestamp.from(now), step, user)
                .update();
    }

    void use(UUID user, long step) {
        jdbc.sql("update second_factors set last_step = ?, wrong_codes = 0, locked_until = null where user_id = ?")
                .params(step, user)
                .update();
    }

    /** One more wrong code in a row. */
    void refuse(UUID user, @Nullable Instant lockedUntil) {
        jdbc.sql("update second_factors set wrong_codes = wrong_codes + 1, locked_until = ? where user_id = ?")
                .params(Arrays.asList(lockedUntil == null ? null : Timestamp.from(lockedUntil), user))
                .update();
    }

    boolean delete(UUID user) {
        return jdbc.sql("delete from second_factors where user_id = ?")
                        .param(user)
                        .update()
                > 0;
    }

    void insertRecoveryCode(UUID user, byte[] hash) {
        jdbc.sql("insert into recovery_codes (user_id, hash) values (?, ?)")
                .params(user, hash)
                .update();
    }

    boolean useRecoveryCode(UUID user, byte[] hash, Instant now) {
        return jdbc.sql("update recovery_codes set used_at = ? where user_id = ? and hash = ? and used_at is null")
                        .params(Timestamp.from(now), user, hash)
                        .update()
                > 0;
    }

    int recoveryCodesLeft(UUID user) {
        return jdbc.sql("select count(*) from recovery_codes where user_id = ? and used_at is null")
                .param(user)
                .query(Integer.class)
                .single();
    }

    private static Factor factor(ResultSet row, int number) throws SQLException {
        var confirmed = row.getTimestamp("confirmed_at");
        var locked = row.getTimestamp("locked_until");
        return new Factor(
                row.getObject("user_id", UUID.class),
                row.getBytes("secret"),
                confirmed == null ? null : confirmed.toInstant(),
                row.getLong("last_step"),
                row.getInt("wrong_codes"),
                locked == null ? null : locked.toInstant());
    }
}
