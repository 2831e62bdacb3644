package io.foodflow.foodgraph.api;

/** What is known of the places of the tenant of the call, within one process. */
public interface PlaceApi {

    /** Whether there is any. */
    boolean any();
}
