package io.foodflow.foodgraph.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.testkit.TestDatabases;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryRowsTest {

    private static Connection connection;

    @BeforeAll
    static void connect() throws SQLException {
        var database = TestDatabases.create();
        connection = DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    @Test
    void readsEveryTypeAndItsNulls() throws SQLException {
        var rows = new ArrayList<List<?>>();
        BinaryRows.read(
                connection,
                """
                select 7, (-3)::smallint, timestamptz '1969-12-31 23:59:59.9995+00', 2.5::float8, true, 'Käse'
                union all select 8, 4::smallint, timestamptz '2026-01-01 00:00:00.001+00', null, false, null
                order by 1
                """,
                row -> rows.add(Arrays.asList(
                        row.int4(), row.int2(), row.millis(), row.float8OrNaN(), row.bool(), row.text())));
        assertThat(rows)
                .containsExactly(
                        List.of(7, -3, -1L, 2.5, true, "Käse"),
                        Arrays.asList(
                                8,
                                4,
                                Instant.parse("2026-01-01T00:00:00.001Z").toEpochMilli(),
                                Double.NaN,
                                false,
                                null));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000})
    void readsAsManyRowsAsThereAre(int count) throws SQLException {
        long[] sum = {0, 0};
        BinaryRows.read(connection, "select i, 'x' || i from generate_series(1, %d) i".formatted(count), row -> {
            sum[0] += row.int4();
            sum[1] += row.text().length() > 1 ? 1 : 0;
        });
        assertThat(sum).containsExactly((long) count * (count + 1) / 2, count);
    }
}
