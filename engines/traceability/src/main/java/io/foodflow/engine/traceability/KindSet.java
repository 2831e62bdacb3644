package io.foodflow.engine.traceability;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A set of node or edge kinds. Kinds are small numbers, 0..63, whose meaning belongs to the caller.
 *
 * @param mask bit k is set when kind k is a member
 */
public record KindSet(long mask) {

    /** Number of kinds there can be; kinds are 0..63. */
    public static final int KINDS = 64;

    /** No kind. */
    public static final KindSet NONE = new KindSet(0);

    /** Every kind. */
    public static final KindSet ALL = new KindSet(-1L);

    /** The set of the given kinds, each 0..63. */
    public static KindSet of(int... kinds) {
        long mask = 0;
        for (int kind : kinds) {
            mask |= 1L << requireKind("kind", kind);
        }
        return new KindSet(mask);
    }

    /** Whether {@code kind} (0..63) is a member. */
    public boolean contains(int kind) {
        return (mask >>> requireKind("kind", kind) & 1) != 0;
    }

    static int requireKind(String name, int kind) {
        if (kind < 0 || kind >= KINDS) {
            throw new IllegalArgumentException(name + " must be 0..63, was " + kind);
        }
        return kind;
    }

    @Override
    public String toString() {
        return IntStream.range(0, KINDS)
                .filter(this::contains)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(",", "{", "}"));
    }
}
