package io.foodflow.foodgraph.graph;

import io.foodflow.platform.context.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What of the graph a caller may see.
 *
 * <p>Who holds a permission at some sites only sees what an event there names. Of a thing: all but how much was made of it, if
 * that was elsewhere, and the name of the place where it is now, if that is not seen itself. Of a relationship between two
 * things seen: that there is one, its kind and time, and all else only if an event that was there says so.
 */
public sealed interface Sight {

    /** Everything there is. */
    record All() implements Sight {

        @Override
        public String isSeen(String alias) {
            return "true";
        }

        @Override
        public String isOfOwnEvent(String alias) {
            return "true";
        }

        @Override
        public String isOfOwnMake(String alias) {
            return "true";
        }

        @Override
        public Map<String, Object> parameters() {
            return new HashMap<>();
        }
    }

    /**
     * What was at these places.
     *
     * @param sites the sites as the caller's roles name them
     * @param places numbers of the nodes of the sites and their parts, sorted; none if the graph knows none of them yet
     */
    record AtPlaces(Scope.Sites sites, List<Integer> places) implements Sight {

        public AtPlaces {
            places = List.copyOf(places);
        }

        @Override
        public String isSeen(String alias) {
            return "exists (select from node_places seen where seen.node_no = %s.no and seen.place_no = any(:places))"
                    .formatted(alias);
        }

        @Override
        public String isOfOwnEvent(String alias) {
            return """
                    exists (
                      select from nodes place
                      where place.key = coalesce(%1$s.biz_location, %1$s.read_point) and not place.deleted
                        and place.no = any(:places))
                    """.formatted(alias);
        }

        @Override
        public String isOfOwnMake(String alias) {
            return """
                    (exists (
                       select from relationships made
                       where made.from_no = %1$s.no and made.kind = %2$d and not made.deleted and made.to_no = any(:places))
                     or exists (
                       select from relationships output
                       join relationships made on made.from_no = output.from_no and made.kind = %2$d and not made.deleted
                       where output.to_no = %1$s.no and output.kind = %3$d and not output.deleted
                         and made.to_no = any(:places)))
                    and not exists (
                      select from relationships made
                      where made.from_no = %1$s.no and made.kind = %2$d and not made.deleted and made.to_no <> all(:places))
                    and not exists (
                      select from relationships output
                      join relationships made on made.from_no = output.from_no and made.kind = %2$d and not made.deleted
                      where output.to_no = %1$s.no and output.kind = %3$d and not output.deleted
                        and made.to_no <> all(:places))
                    """.formatted(alias, RelationshipKind.PRODUCED_AT.code(), RelationshipKind.PRODUCES.code());
        }

        @Override
        public Map<String, Object> parameters() {
            var parameters = new HashMap<String, Object>();
            parameters.put("places", places.toArray(Integer[]::new));
            return parameters;
        }
    }

    /** A condition in SQL: whether the node with that alias is there and seen. */
    String isSeen(String alias);

    /** A condition in SQL: whether the event with that alias is there and was at a place of the caller's. */
    String isOfOwnEvent(String alias);

    /** A condition in SQL: whether the node with that alias was made at a place of the caller's, and nowhere else. */
    String isOfOwnMake(String alias);

    /** The parameters that the conditions need; to be added to. */
    Map<String, Object> parameters();
}
