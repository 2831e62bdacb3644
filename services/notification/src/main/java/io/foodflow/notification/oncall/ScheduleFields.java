package io.foodflow.notification.oncall;

import io.foodflow.notification.notifications.Recipients;
import io.foodflow.notification.oncall.ScheduleController.LayerView;
import io.foodflow.platform.web.Fields;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a request about a schedule and remembers every one that breaks a rule. Used once, by one thread. */
final class ScheduleFields {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_ZONE = 60;
    private static final int MOST_LAYERS = 10;
    private static final int MOST_PEOPLE = 50;
    private static final int MOST_HOURS = 20;
    private static final int MOST_SHIFT_HOURS = 8_760;
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2100, 1, 1);
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

    private final Fields fields = new Fields();
    private final Recipients recipients;
    private final Map<UUID, Boolean> known = new HashMap<>();

    ScheduleFields(Recipients recipients) {
        this.recipients = recipients;
    }

    String name(@Nullable String value) {
        return fields.line("name", value, LONGEST_NAME);
    }

    Plan plan(@Nullable String zone, @Nullable List<@Nullable LayerView> layers) {
        var given = layers == null ? List.<@Nullable LayerView>of() : layers;
        if (given.isEmpty() || given.size() > MOST_LAYERS) {
            fields.add(
                    "layers", "length", "layers must have 1..%d layers, had %d".formatted(MOST_LAYERS, given.size()));
        }
        var read = new ArrayList<Layer>();
        for (int n = 0; n < Math.min(given.size(), MOST_LAYERS); n++) {
            var layer = given.get(n);
            if (layer == null) {
                fields.required("layers[%d]".formatted(n));
            } else {
                read.add(layer("layers[%d].".formatted(n), layer));
            }
        }
        return new Plan(zone(zone), read);
    }

    private ZoneId zone(@Nullable String value) {
        try {
            return ZoneId.of(fields.line("zone", value, LONGEST_ZONE));
        } catch (DateTimeException e) {
            fields.add(
                    "zone",
                    "zone",
                    "zone must be a time zone as Europe/Berlin, was '%s'".formatted(Fields.quoted(value)));
            return ZoneId.of("UTC");
        }
    }

    private Layer layer(String at, LayerView given) {
        var rotation = Rotation.find(given.rotation()).orElse(null);
        if (rotation == null) {
            fields.add(
                    at + "rotation",
                    "known-rotation",
                    "%srotation must be one of %s, was '%s'"
                            .formatted(at, Rotation.texts(), Fields.quoted(given.rotation())));
        }
        int hours = given.shiftHours() == null ? 0 : given.shiftHours();
        if (rotation == Rotation.CUSTOM && (hours < 1 || hours > MOST_SHIFT_HOURS)) {
            fields.add(
                    at + "shift_hours",
                    "range",
                    "%sshift_hours must be 1..%d, was %d".formatted(at, MOST_SHIFT_HOURS, hours));
        } else if (rotation != Rotation.CUSTOM && given.shiftHours() != null) {
            fields.add(at + "shift_hours", "none", "%sshift_hours is for a custom rotation only".formatted(at));
        }
        var starts = date(at + "starts_on", given.startsOn());
        var ends = given.endsOn() == null ? null : date(at + "ends_on", given.endsOn());
        if (ends != null && !ends.isAfter(starts)) {
            fields.add(at + "ends_on", "order", "%sends_on must be after starts_on, was '%s'".formatted(at, ends));
        }
        return new Layer(
                fields.line(at + "name", given.name(), LONGEST_NAME),
                people(at + "people", given.people()),
                rotation == null ? Rotation.DAILY : rotation,
                hours,
                starts,
                time(at + "handover", given.handover()),
                ends,
                hours(at + "hours", given.hours()));
    }

    private List<UUID> people(String field, @Nullable List<UUID> given) {
        var people = given == null ? List.<UUID>of() : given;
        if (people.isEmpty() || people.size() > MOST_PEOPLE) {
            fields.add(
                    field, "length", "%s must have 1..%d people, had %d".formatted(field, MOST_PEOPLE, people.size()));
            return List.of();
        }
        var read = new ArrayList<UUID>();
        for (int n = 0; n < people.size(); n++) {
            var id = people.get(n);
            if (isPerson("%s[%d]".formatted(field, n), id)) {
                read.add(id);
            }
        }
        return read;
    }

    /** Whether that is a user; said under that name if not. */
    boolean isPerson(String field, @Nullable UUID id) {
        if (id == null) {
            fields.required(field);
            return false;
        }
        boolean is = known.computeIfAbsent(id, recipients::knows);
        if (!is) {
            fields.add(field, "known-user", "%s must be the id of an active user, was '%s'".formatted(field, id));
        }
        return is;
    }

    private List<Layer.Hours> hours(String field, @Nullable List<ScheduleController.HoursView> given) {
        if (given == null) {
            return List.of();
        }
        if (given.size() > MOST_HOURS) {
            fields.add(field, "length", "%s must have up to %d, had %d".formatted(field, MOST_HOURS, given.size()));
            return List.of();
        }
        var read = new ArrayList<Layer.Hours>();
        for (int n = 0; n < given.size(); n++) {
            var at = "%s[%d]".formatted(field, n);
            var hours = given.get(n);
            if (hours == null) {
                fields.required(at);
                continue;
            }
            read.add(new Layer.Hours(
                    weekdays(at + ".weekdays", hours.weekdays()),
                    time(at + ".from", hours.from()),
                    time(at + ".to", hours.to())));
        }
        return read;
    }

    private Set<DayOfWeek> weekdays(String field, @Nullable List<String> given) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (var day : given == null ? List.<String>of() : given) {
            try {
                days.add(DayOfWeek.valueOf(String.valueOf(day).toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                fields.add(
                        field, "weekday", "%s must be days as monday, had '%s'".formatted(field, Fields.quoted(day)));
            }
        }
        if (days.isEmpty() && fields.sound()) {
            fields.required(field);
        }
        return days;
    }

    private LocalDate date(String field, @Nullable String value) {
        try {
            var date = LocalDate.parse(fields.present(field, value));
            if (date.isBefore(EARLIEST) || date.isAfter(LATEST)) {
                fields.add(field, "range", "%s must be %s..%s, was %s".formatted(field, EARLIEST, LATEST, date));
            }
            return date;
        } catch (DateTimeException e) {
            if (value != null && !value.isBlank()) {
                fields.add(
                        field,
                        "date",
                        "%s must be a day as 2026-11-23, was '%s'".formatted(field, Fields.quoted(value)));
            }
            return EARLIEST;
        }
    }

    private LocalTime time(String field, @Nullable String value) {
        if (value == null || !TIME.matcher(value).matches()) {
            fields.add(field, "time", "%s must be a time as 08:00, was '%s'".formatted(field, Fields.quoted(value)));
            return LocalTime.MIDNIGHT;
        }
        return LocalTime.parse(value);
    }

    /** A moment, as {@code 2026-11-23T08:00:00Z}. */
    Instant moment(String field, @Nullable Instant value) {
        if (value == null) {
            fields.required(field);
            return Instant.EPOCH;
        }
        return value;
    }

    void requireOrder(Instant from, Instant to, Duration longest) {
        if (fields.sound() && (!from.isBefore(to) || Duration.between(from, to).compareTo(longest) > 0)) {
            fields.add("to", "order", "to must be after from, by %d days at most".formatted(longest.toDays()));
        }
    }

    void check() {
        fields.check();
    }
}
