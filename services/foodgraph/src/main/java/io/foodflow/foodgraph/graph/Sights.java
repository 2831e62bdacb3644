package io.foodflow.foodgraph.graph;

import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.context.Scope;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds out what the current caller may see. The sites are looked up in the graph for each operation: a place that an event
 * named a moment ago belongs to its site at once. Thread-safe.
 */
public final class Sights {

    private final JdbcClient jdbc;

    Sights(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What the caller may see by that permission. Runs in the caller's transaction.
     *
     * @throws IllegalStateException if the caller does not hold it, which the guard should have found
     */
    public Sight of(String permission) {
        return switch (CallContext.current().actor().scope(permission)) {
            case Scope.Everywhere _ -> new Sight.All();
            case Scope.Sites sites -> new Sight.AtPlaces(sites, places(sites));
            case Scope.Nowhere _ -> throw new IllegalStateException("the caller does not hold " + permission);
        };
    }

    /** Numbers of the sites and of the places with their GLN and an extension. */
    private List<Integer> places(Scope.Sites sites) {
        return jdbc.sql("""
                        select n.no from nodes n where n.key = any(:sites) and not n.deleted
                        union
                        select n.no
                        from unnest(:sites) as s (site)
                        join nodes n on n.key ~>=~ (s.site || '/254/') and n.key ~<~ (s.site || '/2540')
                        where n.key like 'https://id.gs1.org/414/%' and not n.deleted
                        order by no
                        """)
                .param("sites", sites.sites().toArray(String[]::new))
                .query((row, n) -> row.getInt("no"))
                .list();
    }
}
