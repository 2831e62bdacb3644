package io.foodflow.engine.traceability;

/** How the search behind a trace ended. */
public enum Completion {
    /** Everything within the query's limits was searched; the totals are exact. */
    COMPLETE,
    /** The query's work limit was used up; the totals count what had been found until then. */
    WORK_LIMIT,
    /** The caller cancelled; the totals count what had been found until then. */
    CANCELLED
}
