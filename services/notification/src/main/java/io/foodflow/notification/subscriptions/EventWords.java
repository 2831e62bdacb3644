package io.foodflow.notification.subscriptions;

import io.foodflow.notification.templates.Rendered;
import io.foodflow.platform.events.RecordedEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What there is to say about an event: data for templates, and words where there is no template. */
final class EventWords {

    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_VALUE = 500;
    private static final int MOST_PARTS = 50;
    private static final JsonMapper JSON = JsonMapper.shared();

    private EventWords() {}

    /** The parts of the event by their names, and the event itself as {@code event}. */
    static Map<String, Object> data(RecordedEvent event) {
        var data = new LinkedHashMap<String, Object>();
        if (event.data().isObject()) {
            event.data().forEachEntry((name, value) -> data.put(name, JSON.convertValue(value, Object.class)));
        }
        var about = new LinkedHashMap<String, Object>();
        about.put("id", event.id().toString());
        about.put("type", event.type());
        about.put("resource_type", event.resourceType());
        about.put("resource_id", event.resourceId());
        about.put("time", event.time().toString());
        data.put("event", about);
        return data;
    }

    /**
     * The event part by part, in English.
     *
     * @param remark a line to begin with; null for none
     */
    static Rendered plain(RecordedEvent event, @Nullable String remark) {
        var subject = shortened(
                "%s: %s %s".formatted(event.type(), event.resourceType().replace('_', ' '), event.resourceId()),
                LONGEST_SUBJECT);
        var lines = new ArrayList<String>();
        if (remark != null) {
            lines.add(remark);
        }
        lines.add("%s at %s".formatted(event.type(), event.time()));
        if (event.data().isObject()) {
            event.data().forEachEntry((name, value) -> {
                if (lines.size() < MOST_PARTS && !value.isNull()) {
                    lines.add("%s: %s".formatted(name.replace('_', ' '), shortened(text(value), LONGEST_VALUE)));
                }
            });
        }
        return new Rendered("en", subject, String.join("\n", lines), null, subject);
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.asString() : value.toString();
    }

    private static String shortened(String text, int most) {
        var line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.codePointCount(0, line.length()) <= most
                ? line
                : line.substring(0, line.offsetByCodePoints(0, most - 1)) + "…";
    }
}
