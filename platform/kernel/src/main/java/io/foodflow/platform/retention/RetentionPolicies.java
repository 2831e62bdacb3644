package io.foodflow.platform.retention;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How long the current tenant keeps what it may drop. Each method runs in the caller's transaction. Thread-safe. */
public final class RetentionPolicies {

    private static final String SELECT = "select days::text as days, version, updated_at from retention_policy";
    private static final TypeReference<TreeMap<String, Integer>> DAYS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    RetentionPolicies(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * A policy.
     *
     * @param days by group; one that is not named is kept as the platform does
     * @param version counts changes
     */
    public record Policy(Map<String, Integer> days, long version, Instant updatedAt) {

        public Policy {
            days = Map.copyOf(days);
        }
    }

    /** The policy in force. */
    public Policy current() {
        return jdbc.sql(SELECT).query(this::policy).single();
    }

    /** As {@link #current}; nobody else can change it until the transaction ends. */
    public Policy hold() {
        return jdbc.sql(SELECT + " for update").query(this::policy).single();
    }

    /** How long a group is kept; empty where the company says nothing. */
    public OptionalInt daysOf(String group) {
        var days = current().days().get(group);
        return days == null ? OptionalInt.empty() : OptionalInt.of(days);
    }

    /** Puts other times into force. */
    public Policy replace(Map<String, Integer> days, Instant now) {
        jdbc.sql("update retention_policy set days = cast(? as jsonb), version = version + 1, updated_at = ?")
                .params(json.writeValueAsString(new TreeMap<>(days)), java.sql.Timestamp.from(now))
                .update();
        return current();
    }

    private Policy policy(ResultSet row, int number) throws SQLException {
        return new Policy(
                json.readValue(row.getString("days"), DAYS),
                row.getLong("version"),
                row.getTimestamp("updated_at").toInstant());
    }
}
