package io.foodflow.audit.signing;

import io.foodflow.audit.signing.SigningPolicy.Meaning;
import io.foodflow.audit.signing.SigningPolicy.Rule;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.web.Versions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The current tenant's policy for signatures. Thread-safe. */
final class SigningPolicies {

    private static final String SELECT =
            "select meanings, rules, password_days, series_minutes, version, updated_at from signing_policy";
    private static final TypeReference<List<Meaning>> MEANINGS = new TypeReference<>() {};
    private static final TypeReference<List<Rule>> RULES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final UnitOfWork work;
    private final Clock clock;

    SigningPolicies(JdbcClient jdbc, JsonMapper json, UnitOfWork work, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.work = work;
        this.clock = clock;
    }

    SigningPolicy get() {
        return work.read(this::current);
    }

    /** The policy. Runs in the caller's transaction. */
    SigningPolicy current() {
        return jdbc.sql(SELECT).query(this::policy).single();
    }

    /**
     * Puts another policy into force, for the next signature.
     *
     * @param ifMatch the version to change, as the caller's {@code If-Match} has it
     */
    SigningPolicy replace(@Nullable String ifMatch, SigningPolicy wanted) {
        return work.write(change -> {
            var before = jdbc.sql(SELECT + " for update").query(this::policy).single();
            Versions.requireMatch(ifMatch, before.version());
            jdbc.sql("""
                            update signing_policy set meanings = cast(:meanings as jsonb), rules = cast(:rules as jsonb),
                              password_days = :days, series_minutes = :minutes, version = version + 1, updated_at = :now
                            """)
                    .param("meanings", json.writeValueAsString(wanted.meanings()))
                    .param("rules", json.writeValueAsString(wanted.rules()))
                    .param("days", wanted.passwordDays(), Types.INTEGER)
                    .param("minutes", wanted.seriesMinutes())
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
            var after = current();
            change.record(SigningPolicyChanged.of(after), before, after);
            return after;
        });
    }

    private SigningPolicy policy(ResultSet row, int number) throws SQLException {
        return new SigningPolicy(
                json.readValue(row.getString("meanings"), MEANINGS),
                json.readValue(row.getString("rules"), RULES),
                row.getObject("password_days", Integer.class),
                row.getInt("series_minutes"),
                row.getLong("version"),
                row.getTimestamp("updated_at").toInstant());
    }
}
