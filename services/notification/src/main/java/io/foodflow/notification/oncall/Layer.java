package io.foodflow.notification.oncall;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * People who take turns.
 *
 * @param people in the order of their turns, at least one
 * @param shiftHours how long a turn of {@link Rotation#CUSTOM} lasts, 1 to 8,760; 0 for the others
 * @param startsOn when the first one's first turn begins
 * @param handover at which time of the day, in the schedule's zone. Turns of whole days are handed over at this time
 *     whatever clocks do; others after so many hours
 * @param endsOn when the layer ends, at the same time of the day; null for never
 * @param hours when it counts; none for always
 */
record Layer(
        String name,
        List<UUID> people,
        Rotation rotation,
        int shiftHours,
        LocalDate startsOn,
        LocalTime handover,
        @Nullable LocalDate endsOn,
        List<Hours> hours) {

    Layer {
        people = List.copyOf(people);
        hours = List.copyOf(hours);
    }

    /**
     * Hours of some days of the week.
     *
     * @param to the end: of the next day where it is not after {@code from}
     */
    record Hours(Set<DayOfWeek> weekdays, LocalTime from, LocalTime to) {
        Hours {
            weekdays = Set.copyOf(weekdays);
        }
    }
}
