package io.foodflow.notification.subscriptions;

import io.foodflow.notification.notifications.Audience;
import io.foodflow.notification.sending.Severity;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a subscription says to whom.
 *
 * @param when parts of an event by name, and the texts, numbers or truth values they must have; none for all events
 * @param topic of its notifications
 * @param templateId what they say; null for what comes with the platform, or else the event itself, part by part
 * @param language of the template's texts; null for the template's own
 * @param link a page of the workspace; null for none
 */
record Announcement(
        Map<String, Object> when,
        String topic,
        Severity severity,
        @Nullable UUID templateId,
        @Nullable String language,
        @Nullable String link,
        Audience to) {

    Announcement {
        when = known(when);
    }

    /** Whether an event is one of those that are told. */
    boolean tells(JsonNode parts) {
        return when.entrySet().stream().allMatch(entry -> is(parts.path(entry.getKey()), entry.getValue()));
    }

    private static boolean is(JsonNode part, Object wanted) {
        return switch (wanted) {
            case Boolean truth -> part.isBoolean() && part.asBoolean() == truth;
            case Number number ->
                part.isNumber() && part.decimalValue().compareTo(new BigDecimal(number.toString())) == 0;
            default -> part.isString() && part.asString().equals(wanted);
        };
    }

    /** Those that were stored before there were any have none. */
    private static Map<String, Object> known(@Nullable Map<String, Object> given) {
        return given == null ? Map.of() : Map.copyOf(given);
    }
}
