package io.foodflow.notification.templates;

import java.util.List;

/**
 * A template that comes with the platform. A template of the tenant's own that has the same name takes its place.
 *
 * @param events which it tells of, as {@code QuotaWarned}; none where the platform itself fills it in
 */
record BuiltIn(String name, List<String> events, Wordings wordings) {

    BuiltIn {
        events = List.copyOf(events);
    }
}
