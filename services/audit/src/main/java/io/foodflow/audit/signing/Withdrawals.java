package io.foodflow.audit.signing;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who of the current tenant may not sign any more. Thread-safe. */
final class Withdrawals {

    private static final String SELECT = "select user_id, reason, withdrawn_by, withdrawn_at from signing_withdrawals";

    private final JdbcClient jdbc;
    private final UnitOfWork work;
    private final Clock clock;

    Withdrawals(JdbcClient jdbc, UnitOfWork work, Clock clock) {
        this.jdbc = jdbc;
        this.work = work;
        this.clock = clock;
    }

    /** All of them, by user. */
    Page<Withdrawal> list(PageRequest request) {
        var after = request.afterId();
        var rows = work.read(() -> jdbc.sql(SELECT + """
                         where cast(:after as uuid) is null or user_id > :after order by user_id limit :rows
                        """)
                .param("after", after.orElse(null), Types.OTHER)
                .param("rows", request.fetch())
                .query(Withdrawals::withdrawal)
                .list());
        return Page.of(rows, request, last -> Cursor.after(last.userId()));
    }

    /** Withdraws a user's right to sign, at once. Empty if that was done before. */
    Optional<Withdrawal> withdraw(UUID user, String reason) {
        return work.write(change -> {
            int made = jdbc.sql("""
                            insert into signing_withdrawals (user_id, reason, withdrawn_by, withdrawn_at)
                            values (?, ?, ?, ?) on conflict (user_id) do nothing
                            """)
                    .params(user, reason, CallContext.current().actor().name(), Timestamp.from(clock.instant()))
                    .update();
            if (made == 0) {
                change.nothing();
                return Optional.<Withdrawal>empty();
            }
            var withdrawal = find(user).orElseThrow();
            change.record(new SignatureRightWithdrawn(user), null, withdrawal, reason);
            return Optional.of(withdrawal);
        });
    }

    /**
     * Gives the right back; whether it was withdrawn.
     *
     * @throws ProblemException 409 for the caller's own: whoever sits at a session that was taken over would do so
     */
    boolean restore(UUID user) {
        if (user.equals(CallContext.current().actor().id())) {
            throw new ProblemException(Problems.conflict(
                    "own-withdrawal",
                    "Your own right to sign",
                    "another administrator has to give you the right to sign back"));
        }
        return work.write(change -> {
            var before = find(user);
            int gone = jdbc.sql("delete from signing_withdrawals where user_id = ?")
                    .param(user)
                    .update();
            if (gone == 0) {
                change.nothing();
                return false;
            }
            change.record(new SignatureRightRestored(user), before.orElse(null), null);
            return true;
        });
    }

    /** Whether, and why, a user may not sign. Runs in the caller's transaction. */
    Optional<Withdrawal> find(UUID user) {
        return jdbc.sql(SELECT + " where user_id = ?")
                .param(user)
                .query(Withdrawals::withdrawal)
                .optional();
    }

    private static Withdrawal withdrawal(ResultSet row, int number) throws SQLException {
        return new Withdrawal(
                row.getObject("user_id", UUID.class),
                row.getString("reason"),
                row.getString("withdrawn_by"),
                row.getTimestamp("withdrawn_at").toInstant());
    }
}
