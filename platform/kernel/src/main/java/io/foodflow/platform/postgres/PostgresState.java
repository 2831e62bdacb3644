package io.foodflow.platform.postgres;

/** What the supervised server is doing, as health checks report it. */
public enum PostgresState {
    /** The server accepts connections. */
    RUNNING,
    /** The server ended unasked and is being started again; connections fail for a moment. */
    RESTARTING,
    /** The server could not be started again; the log file says why, and only a new start of the platform helps. */
    FAILED,
    /** The handle was closed. */
    STOPPED
}
