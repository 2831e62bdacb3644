package io.foodflow.demo.company;

import io.foodflow.demo.gs1.Gln;

/**
 * A legal entity.
 *
 * @param tier 1 delivers to the plants, 2 to tier 1, 3 to tier 2; 0 for whom it means nothing
 */
public record Organisation(Gln gln, String name, Role role, int tier, String country) {
    /** What an organisation is to the group. */
    public enum Role {
        GROUP,
        SUPPLIER,
        CUSTOMER
    }
}
