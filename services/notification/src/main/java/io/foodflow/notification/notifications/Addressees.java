package io.foodflow.notification.notifications;

import io.foodflow.notification.deliveries.Target;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * An audience made out.
 *
 * @param people who have the notification in their list
 * @param targets where it is delivered to besides
 */
public record Addressees(Set<UUID> people, List<Target> targets) {

    public Addressees {
        people = Set.copyOf(people);
        targets = List.copyOf(targets);
    }

    /** Whether nobody is reached. */
    public boolean none() {
        return people.isEmpty() && targets.isEmpty();
    }
}
