package io.foodflow.audit.trail;

import io.foodflow.audit.trail.AuditController.Report;
import io.foodflow.platform.web.Fields;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a request says of an event, or of which events it wants to see. */
final class ReportFields {

    private static final Pattern ACTION = Pattern.compile("[a-z][a-z0-9_]*(?:\\.[a-z][a-z0-9_]*)*");
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]*");
    private static final int LONGEST = 100;
    private static final int LONGEST_ID = 300;
    private static final int LONGEST_REASON = 2_000;

    private final Fields fields = new Fields();

    ReportedEvent event(Report request) {
        var action = fields.line("action", request.action(), LONGEST);
        if (!action.isEmpty() && !ACTION.matcher(action).matches()) {
            fields.add(
                    "action",
                    "format",
                    "action must be names of small letters, digits and '_', with dots between, as erp.order_released; was '%s'"
                            .formatted(Fields.quoted(action)));
        }
        var type = fields.line("resource_type", request.resourceType(), LONGEST);
        if (!type.isEmpty() && !TYPE.matcher(type).matches()) {
            fields.add(
                    "resource_type",
                    "format",
                    "resource_type must be small letters, digits and '_', was '%s'".formatted(Fields.quoted(type)));
        }
        var id = fields.line("resource_id", request.resourceId(), LONGEST_ID);
        return new ReportedEvent(action, type, id, present("old", request.old()), present("new", request.now()));
    }

    private @Nullable JsonNode present(String field, @Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        if (!canBeKept(value)) {
            fields.add(
                    field,
                    "value",
                    "%s must have no character U+0000, and numbers within the range of a double".formatted(field));
        }
        return value;
    }

    /** PostgreSQL has no such characters and numbers. */
    private static boolean canBeKept(JsonNode value) {
        if (value.isNumber()) {
            return Double.isFinite(value.doubleValue());
        }
        if (value.isString()) {
            return value.stringValue().indexOf(0) < 0;
        }
        return value.propertyNames().stream().noneMatch(name -> name.indexOf(0) >= 0)
                && value.values().stream().allMatch(ReportFields::canBeKept);
    }

    @Nullable
    String reason(@Nullable String reason) {
        return fields.lineIfGiven("reason", reason, LONGEST_REASON);
    }

    TrailFilter filter(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable UUID actor,
            @Nullable String action,
            @Nullable String type,
            @Nullable String id,
            @Nullable String text) {
        if (from != null && to != null && !from.isBefore(to)) {
            fields.add("to", "range", "to must be after from (%s), was %s".formatted(from, to));
        }
        return new TrailFilter(
                from,
                to,
                actor,
                given("action", action, LONGEST),
                given("resource_type", type, LONGEST),
                given("resource_id", id, LONGEST_ID),
                given("text", text, LONGEST_ID),
                null);
    }

    private @Nullable String given(String field, @Nullable String value, int longest) {
        var text = fields.lineIfGiven(field, value, longest);
        return text == null || text.isEmpty() ? null : text;
    }

    /** Ends the request if any field broke a rule. */
    void check() {
        fields.check();
    }
}
