package io.foodflow.notification.preferences;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * When somebody is not to be disturbed, each day, over midnight where {@code to} is before {@code from}.
 *
 * @param from the first moment of it
 * @param to the first moment after it; another than {@code from}
 */
record QuietHours(ZoneId zone, LocalTime from, LocalTime to) {

    /** The first moment from then on at which somebody may be disturbed: that moment itself outside the quiet hours. */
    Instant notBefore(Instant then) {
        var local = then.atZone(zone);
        var time = local.toLocalTime();
        boolean overMidnight = to.isBefore(from);
        boolean late = !time.isBefore(from);
        boolean early = time.isBefore(to);
        if (overMidnight ? !(late || early) : !(late && early)) {
            return then;
        }
        var day = overMidnight && late ? local.toLocalDate().plusDays(1) : local.toLocalDate();
        return day.atTime(to).atZone(zone).toInstant();
    }
}
