package io.foodflow.platform.jobs;

import java.time.Instant;

/**
 * Takes rows of the current tenant away that have had their time. Each bean of this kind is run hourly for every tenant,
 * each batch in a transaction of its own.
 */
public interface Sweep {

    /**
     * Deletes what has run out.
     *
     * @param rows at most that many
     * @return how many it deleted; it is called again as long as that is {@code rows}
     */
    int sweep(Instant now, int rows);
}
