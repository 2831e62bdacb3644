package io.foodflow.demo;

import io.foodflow.demo.simulation.Scale;

/** How much happens in the ninety days. The plants, suppliers and products are the same in all sizes. */
public enum DemoSize {
    /** About 10,000 events and 60 customers: the demo. */
    S(new Scale(1, 12, 48, 1)),
    /** About 100,000 events. */
    M(new Scale(13, 42, 210, 4)),
    /** About 3 million events, of which a graph of more than 10 million relationships is made. */
    L(new Scale(400, 150, 1050, 70));

    @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
    private final Scale scale;

    DemoSize(Scale scale) {
        this.scale = scale;
    }

    Scale scale() {
        return scale;
    }
}
