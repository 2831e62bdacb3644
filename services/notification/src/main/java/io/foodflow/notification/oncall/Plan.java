package io.foodflow.notification.oncall;

import java.time.ZoneId;
import java.util.List;

/**
 * How people take turns.
 *
 * @param zone in which times are meant
 * @param layers a later one counts above an earlier one where it has somebody
 */
record Plan(ZoneId zone, List<Layer> layers) {

    Plan {
        layers = List.copyOf(layers);
    }
}
