package io.foodflow.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home that is copied with subscriptions in it runs beside the original and takes nothing of what is kept for that. */
@Tag("long")
class CopiedHomeTest {

    private static final String SUBSCRIBE = """
        create table followed (id int primary key);
        create publication copied for table followed
        """;

    @TempDir
    Path folder;

    @Test
    void followsItselfAndNotTheOriginal() throws Exception {
        var home = Homes.used(folder.resolve("original"));
        try (var original = EmbeddedPostgres.start(PostgresSettings.of(home))) {
            Sql.run(original, SUBSCRIBE);
            Sql.run(original, "create database there");
            in(original, "there", "create table followed (id int primary key)");
            Sql.run(original, "select pg_create_logical_replication_slot('copied', 'pgoutput')");
            in(original, "there", """
                create subscription copied connection 'service=%s dbname=%s' publication copied
                with (create_slot = false, slot_name = 'copied', copy_data = false)
                """.formatted(EmbeddedPostgres.SERVICE, database(original)));
            Sql.run(original, "insert into followed values (1)");
            await(original, "1");
        }
        var copy = Files.createDirectories(folder.resolve("copy"));
        Homes.shell("cp -a '" + home + "/.' '" + copy + "' && rm -f '" + copy + "/postgres/endpoint.properties'");

        try (var original = EmbeddedPostgres.start(PostgresSettings.of(home));
                var beside = EmbeddedPostgres.start(PostgresSettings.of(copy))) {
            Sql.run(beside, "insert into followed values (2)");
            await(beside, "1,2");
            Sql.run(original, "insert into followed values (3)");
            await(original, "1,3");
        }
    }

    private static String database(EmbeddedPostgres postgres) {
        return postgres.jdbcUrl().substring(postgres.jdbcUrl().lastIndexOf('/') + 1);
    }

    private static void in(EmbeddedPostgres postgres, String database, String statement) throws Exception {
        try (var connection = ServerConnection.open(
                        postgres.jdbcUrl().replace("/" + database(postgres), "/" + database),
                        postgres.user(),
                        postgres.password());
                var change = connection.createStatement()) {
            change.execute(statement);
        }
    }

    private static void await(EmbeddedPostgres postgres, String ids) throws Exception {
        var deadline = Instant.now().plusSeconds(60);
        var found = "";
        while (!found.equals(ids)) {
            assertThat(Instant.now()).as("only '%s' of %s", found, ids).isBefore(deadline);
            try (var connection = ServerConnection.open(
                            postgres.jdbcUrl().replace("/" + database(postgres), "/there"),
                            postgres.user(),
                            postgres.password());
                    var query = connection.createStatement();
                    var rows = query.executeQuery("select string_agg(id::text, ',' order by id) from followed")) {
                rows.next();
                found = String.valueOf(rows.getString(1));
            }
            Thread.sleep(20);
        }
    }
}
