package io.foodflow.notification.sending;

import io.foodflow.platform.http.OutboundOutcome.Answered;
import io.foodflow.platform.http.OutboundRequest;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls the tenant's own systems as Standard Webhooks 1.0 says: the body {@code {type, timestamp, data}}, signed. Whatever is
 * no 2xx is tried again, since a receiver that is set up wrongly is mended; only 410 says that nobody is there any more.
 * Thread-safe.
 */
final class WebhookClient {

    private final Outside outside;
    private final JsonMapper json;
    private final Clock clock;

    WebhookClient(Outside outside, JsonMapper json, Clock clock) {
        this.outside = outside;
        this.json = json;
        this.clock = clock;
    }

    Sent send(Destination.SignedWebhook hook, Message message) {
        var body = json.writeValueAsString(body(message));
        var id = message.id().toString();
        long seconds = clock.instant().getEpochSecond();
        var request = OutboundRequest.post(hook.address(), "application/json", body)
                .with("webhook-id", id)
                .with("webhook-timestamp", Long.toString(seconds))
                .with("webhook-signature", WebhookSignature.of(hook.secrets(), id, seconds, body));
        return outside.send(request, this::read);
    }

    private Sent read(Answered answered) {
        if (answered.isGood()) {
            return new Sent.Accepted(null, Outside.answer(answered));
        }
        var why = "%s answered %d".formatted(answered.from().getHost(), answered.status());
        return answered.status() == 410
                ? new Sent.Refused(why, Outside.answer(answered))
                : outside.postponed(answered, why);
    }

    private static Map<String, Object> body(Message message) {
        var data = new LinkedHashMap<String, Object>();
        data.put("id", message.id());
        data.put("severity", message.severity().text());
        data.put("subject", message.subject());
        data.put("text", message.text());
        data.put("language", message.language());
        var body = new LinkedHashMap<String, Object>();
        body.put("type", message.type());
        body.put("timestamp", message.time().toString());
        body.put("data", data);
        return body;
    }
}
