package io.foodflow.tenant.exports;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What of a tenant's tables goes into its archive. Everything does, but:
 *
 * <ul>
 *   <li>tables that the platform needs to run and that say nothing of the company: {@link #TECHNICAL_TABLES} and
 *       Flyway's;
 *   <li>secrets: each column whose name says that it holds a password, a secret, a token or a hash of one, and each
 *       column of raw bytes, unless {@link #PUBLIC_COLUMNS} names it. A column that is added later is judged by the same
 *       rule, so a forgotten entry here leaves out too much and never too little.
 * </ul>
 */
final class ExportRule {

    static final Set<String> TECHNICAL_TABLES = Set.of(
            "consumer_positions",
            "idempotency_keys",
            "one_time_tokens",
            "federated_sign_ins",
            "federated_logouts",
            "audit_chain",
            "audit_ledger",
            "audit_leaves",
            "audit_tiles",
            "audit_exports");

    /** What is no secret, whatever its name says: an event's hash, by which EPCIS knows it again, a setting, and a time. */
    static final Set<String> PUBLIC_COLUMNS =
            Set.of("events.hash", "identity_providers.password_allowed", "users.password_changed_at");

    private static final Pattern SECRET = Pattern.compile(
            "(?:^|_)(?:password|passphrase|secret|token|hash|digest|salt|private|credential|credentials|api_key|otp|totp|verifier)(?:_|$)");

    private ExportRule() {}

    static boolean includes(String table) {
        return !TECHNICAL_TABLES.contains(table) && !table.startsWith("flyway_");
    }

    /** Whether a column is exported; {@code type} as PostgreSQL calls it. */
    static boolean includes(String table, String column, String type) {
        return PUBLIC_COLUMNS.contains(table + "." + column)
                || !(type.equals("bytea") || SECRET.matcher(column).find());
    }
}
