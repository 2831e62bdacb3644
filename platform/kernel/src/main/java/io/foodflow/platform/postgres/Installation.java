package io.foodflow.platform.postgres;

/** What is needed to run PostgreSQL's programs on a home. */
record Installation(PostgresHome home, PostgresBinaries binaries, ProgramRunner runner) {}
