package io.foodflow.demo.simulation;

import io.foodflow.demo.company.Organisation;
import io.foodflow.demo.gs1.Identifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What went into a lot until a moment. A lot that takes in more gets a new ancestry of which the old one is a parent, so
 * a portion drawn before knows nothing of what came after. Ancestries point upstream only: those of lots that are gone are
 * garbage, and the memory held is that of the lots in stock and what went into them.
 */
final class Ancestry {
    private final Identifier lot;
    private final Organisation maker;
    private final List<Ancestry> parents;

    Ancestry(Identifier lot, Organisation maker, List<Ancestry> parents) {
        this.lot = lot;
        this.maker = maker;
        this.parents = parents;
    }

    boolean isOrigin() {
        return parents.isEmpty();
    }

    /** Lots and makers upstream, this one not counted. */
    record Upstream(Set<String> lots, Set<Organisation> makers) {}

    /** Everything upstream, by the links of the lots. */
    Upstream upstream() {
        Set<String> lots = new HashSet<>();
        Set<Organisation> makers = new HashSet<>();
        Set<Ancestry> seen = new HashSet<>();
        Deque<Ancestry> open = new ArrayDeque<>(parents);
        while (!open.isEmpty()) {
            Ancestry next = open.pop();
            if (seen.add(next)) {
                lots.add(next.lot.link());
                makers.add(next.maker);
                open.addAll(next.parents);
            }
        }
        lots.remove(lot.link());
        return new Upstream(lots, makers);
    }
}
