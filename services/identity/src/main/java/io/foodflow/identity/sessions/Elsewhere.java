package io.foodflow.identity.sessions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How somebody signed in elsewhere, as the identity provider says.
 *
 * @param at when the person was asked there; null where that is not known
 * @param methods its {@code amr}; empty where it does not say
 */
public record Elsewhere(@Nullable Instant at, List<String> methods) {

    public Elsewhere {
        methods = List.copyOf(methods);
    }

    /** What the columns {@code methods} and {@code authenticated_at} of a row say; null for a sign-in here. */
    public static @Nullable Elsewhere read(ResultSet row) throws SQLException {
        var methods = row.getArray("methods");
        var at = row.getTimestamp("authenticated_at");
        return methods == null
                ? null
                : new Elsewhere(
                        at == null ? null : at.toInstant(),
                        Arrays.stream((Object[]) methods.getArray())
                                .map(Object::toString)
                                .toList());
    }

    /** The same with what was asked here afterwards. */
    public Elsewhere with(String... more) {
        return new Elsewhere(
                at, Stream.concat(methods.stream(), Stream.of(more)).distinct().toList());
    }
}
