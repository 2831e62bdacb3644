package io.foodflow.notification.sending;

import io.foodflow.platform.http.OutboundOutcome.Answered;
import io.foodflow.platform.http.OutboundRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts to Slack, by an incoming web hook or as an app ({@code chat.postMessage}). What a message says comes from people
 * and machines, so nothing of it is read as Slack's mark-up: no links in disguise, nobody called. Thread-safe.
 */
final class SlackClient {

    private static final int LONGEST_HEADER = 150;
    private static final int LONGEST_SECTION = 3_000;
    /** What Slack answers with status 200 and {@code ok: false} although the same may be taken later. */
    private static final Set<String> FOR_NOW = Set.of(
            "ratelimited",
            "rate_limited",
            "internal_error",
            "fatal_error",
            "service_unavailable",
            "request_timeout",
            "team_added_to_org",
            "message_limit_exceeded");

    private final URI api;
    private final Outside outside;
    private final JsonMapper json;

    SlackClient(URI api, Outside outside, JsonMapper json) {
        this.api = api;
        this.outside = outside;
        this.json = json;
    }

    Sent send(Destination.SlackWebhook hook, Message message) {
        return outside.send(
                OutboundRequest.post(hook.address(), "application/json", json.writeValueAsString(post(null, message))),
                answered -> answered.isGood()
                        ? new Sent.Accepted(null, Outside.answer(answered))
                        : outside.notGood(
                                answered,
                                "Slack answered %d: %s".formatted(answered.status(), Outside.head(answered.text()))));
    }

    Sent send(Destination.SlackApp app, Message message) {
        var request = OutboundRequest.post(
                        URI.create(api + "/chat.postMessage"),
                        "application/json; charset=utf-8",
                        json.writeValueAsString(post(app.channel(), message)))
                .with("Authorization", "Bearer " + app.botToken());
        return outside.send(request, this::readPosted);
    }

    private Sent readPosted(Answered answered) {
        if (!answered.isGood()) {
            return outside.notGood(answered, "Slack answered %d".formatted(answered.status()));
        }
        JsonNode body;
        try {
            body = json.readTree(answered.body());
        } catch (JacksonException e) {
            return new Sent.Postponed("Slack answered with what is no JSON", Outside.answer(answered), null, true);
        }
        if (body.path("ok").asBoolean(false)) {
            return new Sent.Accepted(body.path("ts").asString(""), Outside.answer(answered));
        }
        var error = body.path("error").asString("no error");
        var why = "Slack answered %s".formatted(Outside.head(error));
        return FOR_NOW.contains(error)
                ? outside.postponed(answered, why)
                : new Sent.Refused(why, Outside.answer(answered));
    }

    private static Map<String, Object> post(@Nullable String channel, Message message) {
        var post = new LinkedHashMap<String, Object>();
        if (channel != null) {
            post.put("channel", channel);
        }
        var subject = Shortened.toCharacters(message.subject(), LONGEST_HEADER);
        post.put("text", escaped(subject));
        post.put("unfurl_links", false);
        post.put("unfurl_media", false);
        post.put(
                "blocks",
                List.of(
                        Map.of("type", "header", "text", plain(subject)),
                        Map.of(
                                "type",
                                "section",
                                "text",
                                plain(Shortened.toCharacters(message.text(), LONGEST_SECTION)))));
        return post;
    }

    private static Map<String, Object> plain(String text) {
        return Map.of("type", "plain_text", "text", text, "emoji", false);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
