package io.foodflow.platform.database;

/**
 * A PostgreSQL to work on, with a role that may create others.
 *
 * @param embedded whether this process runs the server
 */
public record DatabaseServer(String jdbcUrl, String user, String password, boolean embedded) {

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseServer[%s as %s]".formatted(jdbcUrl, user);
    }
}
