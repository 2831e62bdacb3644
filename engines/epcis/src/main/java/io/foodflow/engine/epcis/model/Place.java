package io.foodflow.engine.epcis.model;

import java.util.List;

/**
 * A read point or business location.
 *
 * @param id the place, most often an SGLN
 * @param extensions fields of other namespaces inside the element
 */
public record Place(Identifier id, List<Extension> extensions) {

    public Place {
        extensions = List.copyOf(extensions);
    }

    /** A place without extensions. */
    public static Place of(String uri) {
        return new Place(Identifier.of(uri), List.of());
    }
}
