package io.foodflow.notification.sending;

import io.foodflow.platform.http.OutboundOutcome.Answered;
import io.foodflow.platform.http.OutboundRequest;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts to Microsoft Teams by a workflow that begins when its address is called: an Adaptive Card whose texts are runs of a
 * rich text, which Teams shows as they are (the texts of a TextBlock it reads as Markdown, links and all). Thread-safe.
 */
final class TeamsClient {

    /** Teams takes cards of up to 28 kB. */
    private static final int LONGEST_TEXT = 6_000;

    /** Teams passes errors of its own on under the status 200. */
    private static final Pattern ERROR_WITHIN =
            Pattern.compile("returned HTTP error ([0-9]{3})", Pattern.CASE_INSENSITIVE);

    private final Outside outside;
    private final JsonMapper json;

    TeamsClient(Outside outside, JsonMapper json) {
        this.outside = outside;
        this.json = json;
    }

    Sent send(Destination.TeamsWorkflow workflow, Message message) {
        return outside.send(
                OutboundRequest.post(workflow.address(), "application/json", json.writeValueAsString(card(message))),
                this::read);
    }

    private Sent read(Answered answered) {
        if (!answered.isGood()) {
            return outside.notGood(
                    answered, "Teams answered %d: %s".formatted(answered.status(), Outside.head(answered.text())));
        }
        var error = ERROR_WITHIN.matcher(answered.text());
        if (!error.find()) {
            return new Sent.Accepted(null, Outside.answer(answered));
        }
        var why = "Teams answered with its error " + error.group(1);
        return error.group(1).startsWith("4") && !error.group(1).equals("429")
                ? new Sent.Refused(why, Outside.answer(answered))
                : outside.postponed(answered, why);
    }

    private static Map<String, Object> card(Message message) {
        var colour = switch (message.severity()) {
            case INFO -> "default";
            case WARNING -> "warning";
            case CRITICAL -> "attention";
        };
        var subject = Map.of(
                "type", "TextRun", "text", message.subject(), "weight", "bolder", "size", "medium", "color", colour);
        var text = Map.of("type", "TextRun", "text", Shortened.toCharacters(message.text(), LONGEST_TEXT));
        var card = Map.of(
                "$schema",
                "http://adaptivecards.io/schemas/adaptive-card.json",
                "type",
                "AdaptiveCard",
                "version",
                "1.4",
                "fallbackText",
                message.subject(),
                "body",
                List.of(rich(subject), rich(text)));
        return Map.of(
                "type",
                "message",
                "attachments",
                List.of(Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", card)));
    }

    private static Map<String, Object> rich(Map<String, ? extends Object> run) {
        return Map.of("type", "RichTextBlock", "inlines", List.of(run));
    }
}
