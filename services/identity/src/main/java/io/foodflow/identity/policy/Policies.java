package io.foodflow.identity.policy;

import io.foodflow.identity.roles.Roles;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.web.Versions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The current tenant's policy for its accounts. Thread-safe. */
public final class Policies {

    private static final String SELECT = """
            select second_factor_required, session_hours, allowed_networks, registration_domains, registration_role,
                   version, updated_at
            from account_policy
            """;

    private final JdbcClient jdbc;
    private final Roles roles;
    private final UnitOfWork work;
    private final Clock clock;

    Policies(JdbcClient jdbc, Roles roles, UnitOfWork work, Clock clock) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.work = work;
        this.clock = clock;
    }

    /** The policy. */
    public AccountPolicy get() {
        return work.read(this::current);
    }

    /** The policy. Runs in the caller's transaction. */
    public AccountPolicy current() {
        return jdbc.sql(SELECT).query(Policies::policy).single();
    }

    /** What came of asking for another policy. */
    sealed interface Outcome {

        record Saved(AccountPolicy policy) implements Outcome {}

        /** The role for those who register grants these permissions, which the caller does not hold. */
        record BeyondCaller(Set<String> permissions) implements Outcome {}
    }

    /**
     * Puts another policy into force. It acts on the next sign-in, refresh or registration.
     *
     * @param ifMatch the version to change, as the caller's {@code If-Match} has it
     */
    Outcome replace(@Nullable String ifMatch, AccountPolicy wanted) {
        return work.write(change -> {
            roles.takeTurns();
            var before =
                    jdbc.sql(SELECT + " for update").query(Policies::policy).single();
            Versions.requireMatch(ifMatch, before.version());
            var beyond = wanted.registrationDomains().isEmpty()
                    ? Set.<String>of()
                    : roles.beyond(CallContext.current().actor(), List.of(wanted.registrationRole()));
            if (!beyond.isEmpty()) {
                change.nothing();
                return new Outcome.BeyondCaller(beyond);
            }
            store(wanted);
            var after = current();
            change.record(AccountPolicyChanged.of(after), before, after);
            return new Outcome.Saved(after);
        });
    }

    private void store(AccountPolicy wanted) {
        jdbc.sql("""
                        update account_policy set second_factor_required = :factor, session_hours = :hours,
                          allowed_networks = :networks, registration_domains = :domains, registration_role = :role,
                          version = version + 1, updated_at = :now
                        """)
                .param("factor", wanted.secondFactorRequired())
                .param("hours", wanted.sessionHours(), Types.INTEGER)
                .param("networks", wanted.allowedNetworks().toArray(String[]::new))
                .param("domains", wanted.registrationDomains().toArray(String[]::new))
                .param("role", wanted.registrationRole())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    private static AccountPolicy policy(ResultSet row, int number) throws SQLException {
        return new AccountPolicy(
                row.getBoolean("second_factor_required"),
                row.getObject("session_hours", Integer.class),
                texts(row, "allowed_networks"),
                texts(row, "registration_domains"),
                row.getString("registration_role"),
                row.getLong("version"),
                row.getTimestamp("updated_at").toInstant());
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.stream((Object[]) row.getArray(column).getArray())
                .map(Object::toString)
                .toList();
    }
}
