package io.foodflow.foodgraph.graph;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Hands rows to PostgreSQL as parallel arrays for {@code unnest}: one statement whatever their number. Parameters are
 * filled from the first index on, in the order of the calls.
 */
public final class Columns<T> {

    private final PreparedStatement statement;
    private final List<T> rows;
    private int index;

    private Columns(PreparedStatement statement, int firstIndex, List<T> rows) {
        this.statement = statement;
        this.index = firstIndex;
        this.rows = rows;
    }

    /** Fills the parameters of the statement from {@code firstIndex} on, each with one value of every row. */
    public static <T> Columns<T> of(PreparedStatement statement, int firstIndex, List<T> rows) {
        return new Columns<>(statement, firstIndex, rows);
    }

    public Columns<T> text(Function<T, @Nullable String> value) throws SQLException {
        return column("text", String[]::new, value);
    }

    public Columns<T> smallint(Function<T, @Nullable Integer> value) throws SQLException {
        return column("smallint", Short[]::new, row -> {
            var number = value.apply(row);
            return number == null ? null : number.shortValue();
        });
    }

    public Columns<T> integer(Function<T, @Nullable Integer> value) throws SQLException {
        return column("integer", Integer[]::new, value);
    }

    public Columns<T> bigint(Function<T, @Nullable Long> value) throws SQLException {
        return column("bigint", Long[]::new, value);
    }

    public Columns<T> float8(Function<T, @Nullable Double> value) throws SQLException {
        return column("float8", Double[]::new, value);
    }

    public Columns<T> bool(Function<T, @Nullable Boolean> value) throws SQLException {
        return column("boolean", Boolean[]::new, value);
    }

    public Columns<T> timestamptz(Function<T, java.time.@Nullable Instant> value) throws SQLException {
        return column("timestamptz", String[]::new, row -> {
            var time = value.apply(row);
            return time == null ? null : time.toString();
        });
    }

    /** The array's own type lets the driver send it in binary form, which costs both sides a fraction of the text. */
    private <V> Columns<T> column(String type, IntFunction<@Nullable V[]> array, Function<T, @Nullable V> value)
            throws SQLException {
        var values = array.apply(rows.size());
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
        statement.setArray(index++, statement.getConnection().createArrayOf(type, values));
        return this;
    }
}
