package io.foodflow.platform.context;

import java.util.Collection;
import java.util.Set;

/** Where a permission holds. */
public sealed interface Scope {

    /** Of the whole tenant. */
    record Everywhere() implements Scope {}

    /** Of nothing: the permission is not held. */
    record Nowhere() implements Scope {}

    /**
     * At these sites and the places that belong to them.
     *
     * @param sites canonical identifiers of places, at least one
     */
    record Sites(Set<String> sites) implements Scope {

        /** What stands between a location's GLN and the extension that names a part of it (GS1 AI 254). */
        public static final String EXTENSION = "/254/";

        public Sites {
            if (sites.isEmpty()) {
                throw new IllegalArgumentException("sites must name at least one, was empty; use Nowhere");
            }
            sites = Set.copyOf(sites);
        }

        /** Whether a place is one of the sites, or one with its GLN and an extension. */
        public boolean covers(String place) {
            return sites.contains(place) || sites.stream().anyMatch(site -> place.startsWith(site + EXTENSION));
        }

        /** Whether each of these places is covered. */
        public boolean coversAll(Collection<String> places) {
            return places.stream().allMatch(this::covers);
        }
    }
}
