package io.foodflow.platform.tenancy;

import static io.foodflow.platform.database.Statements.execute;
import static io.foodflow.platform.database.Statements.exists;
import static io.foodflow.platform.database.Statements.text;

import io.foodflow.platform.database.DatabaseServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A database that others made and the settings name. It serves one tenant only. Before anything is made there the move that
 * makes it writes its id down there, and only what is under that id is ever dropped.
 */
final class GivenDatabase {

    private static final String STILL_OWNS = "2BP01";

    /** Nothing tells a copied home, whose server has another port, that a fixed address is the original's. */
    private static final String EMBEDDED =
            "cannot be used with the embedded server: leave the name out, and the platform makes a database there";

    private static final String WHERE = """
        select system_identifier || ' ' || (select oid from pg_database where datname = current_database())
        from pg_control_system()
        """;

    private static final String TABLE =
            "select 1 from pg_class where relnamespace = to_regnamespace('platform') and relname = ?";
    private static final String ROLE = "select 1 from pg_roles where rolname = ?";

    private GivenDatabase() {}

    /**
     * Why that database cannot become the tenant's; empty if it can.
     *
     * @param move the move that may have made something there already; null for none
     */
    static Optional<String> unfit(DatabaseServer given, DatabaseServer shared, Tenant tenant, @Nullable UUID move) {
        if (shared.embedded()) {
            return Optional.of(EMBEDDED);
        }
        try (var there = given.administer();
                var here = shared.administer()) {
            return Optional.ofNullable(reason(there, here, given, shared, tenant, move));
        } catch (SQLException e) {
            return Optional.of("cannot be examined: " + e.getMessage());
        }
    }

    private static @Nullable String reason(
            Connection there,
            Connection here,
            DatabaseServer given,
            DatabaseServer shared,
            Tenant tenant,
            @Nullable UUID move)
            throws SQLException {
        var place = Objects.requireNonNull(text(there, WHERE));
        var sharedPlace = Objects.requireNonNull(text(here, WHERE));
        boolean beside = server(place).equals(server(sharedPlace));
        if (place.equals(sharedPlace)) {
            return "is the shared database itself";
        }
        if (exists(there, TABLE, "moves")) {
            return "is the shared database of a platform";
        }
        var lack = beside ? null : ServerFitness.lacking(there).orElse(null);
        if (lack != null) {
            return "is on a server that " + lack;
        }
        if (beside && !given.password().equals(shared.password())) {
            return "is on the shared database's server, and so needs the same administrator";
        }
        if (move != null && isMadeBy(there, move)) {
            return null;
        }
        if (exists(there, TABLE, "made_by")) {
            return "serves a tenant already";
        }
        if (exists(
                there, "select 1 from pg_namespace where nspname in ('platform', 'reference', ?)", tenant.schema())) {
            return "has a schema platform, reference or %s that somebody else made".formatted(tenant.schema());
        }
        if (!beside && exists(there, ROLE, tenant.schema())) {
            return "is on a server with a role %s that somebody else made".formatted(tenant.schema());
        }
        return null;
    }

    /** Writes down whose the database is, before anything else is made there. */
    static void claim(Connection there, UUID move) throws SQLException {
        if (!isMadeBy(there, move)) {
            execute(there, """
                    begin;
                    create schema platform;
                    create table platform.made_by (move_id uuid primary key);
                    insert into platform.made_by values ('%s');
                    commit
                    """.formatted(move));
        }
    }

    static boolean isMadeBy(Connection there, UUID move) throws SQLException {
        return exists(there, TABLE, "made_by")
                && exists(there, "select 1 from platform.made_by where move_id = ?", move);
    }

    /** Drops all that the move made, or nothing. */
    static void drop(Connection there, Tenant tenant, UUID move) throws SQLException {
        if (!isMadeBy(there, move)) {
            return;
        }
        there.setAutoCommit(false);
        execute(there, "drop schema if exists %s cascade".formatted(tenant.schema()));
        execute(there, "drop schema if exists reference cascade");
        execute(there, "drop schema platform cascade");
        if (exists(there, ROLE, tenant.schema())) {
            execute(there, "drop owned by " + tenant.schema());
            dropRoleUnlessUsed(there, tenant.schema());
        }
        there.commit();
        there.setAutoCommit(true);
    }

    /** The database may be on the shared one's server, where the role is one and the same. */
    private static void dropRoleUnlessUsed(Connection there, String role) throws SQLException {
        var before = there.setSavepoint();
        try {
            execute(there, "drop role " + role);
        } catch (SQLException e) {
            if (!STILL_OWNS.equals(e.getSQLState())) {
                throw e;
            }
            there.rollback(before);
        }
    }

    private static String server(String place) {
        return place.substring(0, place.indexOf(' '));
    }
}
