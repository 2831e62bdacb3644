package io.foodflow.foodgraph.chainlab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A row of one of the tables as the document has it.
 *
 * @param path where it stands, as {@code data.deliveries.data[3]}
 * @param cells text, number or boolean by column name; empty cells are left out
 */
record Row(String path, Map<String, Object> cells) {

    /** The first of these columns that has a value. Columns are the same whatever their case, blanks and signs. */
    @Nullable
    String text(List<String> columns) {
        return column(columns).map(cells::get).map(Row::text).orElse(null);
    }

    /** The column's name in the document. */
    Optional<String> column(List<String> columns) {
        for (var column : columns) {
            for (var cell : cells.keySet()) {
                if (plain(cell).equals(column)) {
                    return Optional.of(cell);
                }
            }
        }
        return Optional.empty();
    }

    /** All cells but those of these columns; columns in {@code renamed} by the name given there. */
    Map<String, Object> rest(List<List<String>> without, Map<String, List<String>> renamed) {
        var rest = new LinkedHashMap<>(cells);
        without.forEach(columns -> column(columns).ifPresent(rest::remove));
        var named = new TreeMap<String, Object>();
        renamed.forEach((name, columns) -> column(columns).ifPresent(column -> {
            var value = rest.remove(column);
            if (value != null) {
                named.put(name, value);
            }
        }));
        rest.forEach(named::putIfAbsent);
        return named;
    }

    private static String text(Object value) {
        return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
                ? String.valueOf(number.longValue())
                : value.toString();
    }

    private static String plain(String column) {
        return column.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
