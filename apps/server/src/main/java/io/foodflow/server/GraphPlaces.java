package io.foodflow.server;

import io.foodflow.foodgraph.api.PlaceApi;
import io.foodflow.platform.services.ConditionalOnService;
import io.foodflow.tenant.api.KnownPlaces;
import org.springframework.stereotype.Component;

/** The places of a tenant are those of its graph. */
@Component
@ConditionalOnService("foodgraph")
final class GraphPlaces implements KnownPlaces {

    private final PlaceApi places;

    GraphPlaces(PlaceApi places) {
        this.places = places;
    }

    @Override
    public boolean any() {
        return places.any();
    }
}
