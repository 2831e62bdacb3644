package io.foodflow.bench.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A synthetic network of lots of realistic shape, written by SQL: {@value #LAYERS} layers of {@value #WIDTH} nodes, from
 * ingredients over runs, batches, pallets and shipments, and {@value #CUSTOMERS} customers at the end. Every node goes into
 * {@value #FAN_OUT} of the next layer, most of them near by (a plant uses its own lots), one in fifty anywhere (trade); every
 * {@value #BULK_STEP}th ingredient is a bulk good that goes into {@value #BULK_FAN_OUT} runs more. Layers are a week apart,
 * and one relationship in twenty is told a month too early, so that time matters. Ten million relationships in all.
 *
 * <p>Most nodes reach hundreds or thousands of others, bulk goods most of what lies behind them.
 * Deterministic. Takes a minute or two, and about 4 GB of disk.
 */
final class SupplyNetwork {
    static final int LAYERS = 11;
    static final int WIDTH = 300_000;
    static final int CUSTOMERS = 5_000;
    static final int NODES = LAYERS * WIDTH + CUSTOMERS;
    private static final int FAN_OUT = 3;
    private static final int BULK_STEP = 1_500;
    private static final int BULK_FAN_OUT = 500;

    /** Kinds of the layers' nodes, and of the relationships that leave them, as the graph's tables number them. */
    private static final String NODE_KINDS = "array[1, 11, 2, 11, 2, 11, 2, 11, 2, 4, 10, 8]";

    private static final String RELATIONSHIP_KINDS = "array[0, 1, 0, 1, 0, 1, 0, 1, 2, 4, 5]";

    /** Indexes that are made anew after the rows are in; the definitions are those that the database tells. */
    private static final String INDEXES = """
            select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index
            where indrelid in ('nodes'::regclass, 'relationships'::regclass) and not indisprimary
              and not exists (select 1 from pg_constraint where conindid = indexrelid)
            """;

    private static final String INSERT_NODES = """
            insert into nodes (no, id, kind, key, name, lot_code) overriding system value
            select no, uuidv7(), (%s)[no / %d + 1], 'https://id.gs1.org/01/09520123456788/10/N' || no, 'Lot ' || no,
                   case when no %% 2 = 0 then 'N' || no end
            from generate_series(0, %d) as no
            """.formatted(NODE_KINDS, WIDTH, NODES - 1);

    /** {@code hashint4} gives each relationship chance of its own that is the same in every run. */
    private static final String INSERT_RELATIONSHIPS =
            """
            insert into relationships (id, kind, from_no, to_no, event_time, quantity, unit)
            select uuidv7(), (%1$s)[layer + 1], layer * %2$d + place,
                   case when layer = %3$d then %4$d + (hashint4(place * 3 + way) & 8191) %% %5$d
                        when (hashint4(layer * 7 + place * 3 + way) & 1023) < 20
                        then (layer + 1) * %2$d + (hashint4(place * 5 + way + 1) & 1048575) %% %2$d
                        else (layer + 1) * %2$d + (place + (hashint4(place * 3 + way + layer * 31) & 127)) %% %2$d end,
                   timestamptz '2026-01-05' + layer * interval '7 days'
                     + (hashint4(place + way) & 65535) * interval '1 second'
                     - case when (hashint4(place * 11 + way + layer) & 1023) < 51 then interval '30 days'
                            else interval '0' end,
                   1 + (place & 255), 'KGM'
            from generate_series(0, %3$d) as layer, generate_series(0, %6$d) as place, generate_series(1, %7$d) as way
            """.formatted(RELATIONSHIP_KINDS, WIDTH, LAYERS - 1, LAYERS * WIDTH, CUSTOMERS, WIDTH - 1, FAN_OUT);

    private static final String INSERT_BULK = """
            insert into relationships (id, kind, from_no, to_no, event_time, quantity, unit)
            select uuidv7(), 0, place, %d + (hashint4(place + way * 7919) & 1048575) %% %d,
                   timestamptz '2026-01-05' + (hashint4(way) & 65535) * interval '1 second', 25, 'KGM'
            from generate_series(0, %d, %d) as place, generate_series(1, %d) as way
            """.formatted(WIDTH, WIDTH, WIDTH - 1, BULK_STEP, BULK_FAN_OUT);

    private SupplyNetwork() {}

    /** Whether the network is in the tables already. */
    static boolean isIn(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select max(no) from nodes")) {
            return rows.next() && rows.getInt(1) == NODES - 1;
        }
    }

    /** Fills the empty tables of the connection's schema. */
    static void fill(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("set local maintenance_work_mem = '256MB'");
            var indexes = new LinkedHashMap<String, String>();
            try (var rows = statement.executeQuery(INDEXES)) {
                while (rows.next()) indexes.put(rows.getString(1), rows.getString(2));
            }
            for (String index : indexes.keySet()) statement.execute("drop index " + index);
            for (String insert : List.of(INSERT_NODES, INSERT_RELATIONSHIPS, INSERT_BULK)) statement.execute(insert);
            statement.execute("select setval(pg_get_serial_sequence('nodes', 'no'), %d)".formatted(NODES - 1));
            for (String definition : indexes.values()) statement.execute(definition);
        }
        connection.commit();
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
            statement.execute("vacuum analyze nodes, relationships");
        }
    }

    /** Node numbers to begin at, spread over all layers, every tenth a bulk good; the same for the same seed. */
    static List<Integer> starts(int count, long seed) {
        var random = new SplittableRandom(seed);
        return IntStream.range(0, count)
                .mapToObj(start -> start % 10 == 0
                        ? random.nextInt(WIDTH / BULK_STEP) * BULK_STEP
                        : random.nextInt(LAYERS * WIDTH))
                .toList();
    }
}
