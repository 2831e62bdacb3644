package io.foodflow.platform.web;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for. Give it {@code limit} and {@code cursor} as the query has them; lists read
 * {@link #fetch} rows after {@link #after}.
 */
public record PageRequest(int limit, @Nullable String cursor) {

    public static final int DEFAULT_LIMIT = 50;
    public static final int LARGEST_LIMIT = 500;

    /** Checks what the query had; absent means {@value #DEFAULT_LIMIT} and the first page. */
    public static PageRequest of(@Nullable Integer limit, @Nullable String cursor) {
        int wanted = limit == null ? DEFAULT_LIMIT : limit;
        if (wanted < 1 || wanted > LARGEST_LIMIT) {
            throw new ProblemException(
                    Problems.invalid("limit", "range", "limit must be 1..%d, was %d".formatted(LARGEST_LIMIT, wanted)));
        }
        return new PageRequest(wanted, cursor == null || cursor.isBlank() ? null : cursor);
    }

    /** How many rows to read: one more than the limit, to know whether there are more. */
    public int fetch() {
        return limit + 1;
    }

    /** The row to go on after, for lists sorted by one key. */
    public Optional<String> after() {
        return Optional.ofNullable(cursor)
                .map(text -> Cursor.decode(text, 1).keys().getFirst());
    }

    /** The row to go on after, for lists sorted by an id. */
    public Optional<UUID> afterId() {
        return after().map(key -> {
            try {
                return UUID.fromString(key);
            } catch (IllegalArgumentException e) {
                throw Cursor.refused(key);
            }
        });
    }

    /** The row to go on after, for lists sorted by time and id. */
    public Optional<TimeAndId> afterTimeAndId() {
        return Optional.ofNullable(cursor).map(text -> {
            var keys = Cursor.decode(text, 2).keys();
            try {
                return new TimeAndId(Instant.parse(keys.getFirst()), UUID.fromString(keys.getLast()));
            } catch (DateTimeParseException | IllegalArgumentException e) {
                throw Cursor.refused(text);
            }
        });
    }

    /** A position in a list sorted by time and id. */
    public record TimeAndId(Instant time, UUID id) {}
}
