package io.foodflow.notification.sending;

import io.foodflow.platform.http.OutboundOutcome.Answered;
import io.foodflow.platform.http.OutboundRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Hands text messages to Twilio (Messages resource of its API 2010-04-01). Twilio knows no repeat of a message: where no
 * answer came it may be sent twice. Thread-safe.
 */
final class TwilioClient {

    /** The most that Twilio takes; it makes several text messages of what is longer than one. */
    private static final int LONGEST_BODY = 1_600;

    private final URI api;
    private final Outside outside;
    private final JsonMapper json;

    TwilioClient(URI api, Outside outside, JsonMapper json) {
        this.api = api;
        this.outside = outside;
        this.json = json;
    }

    Sent send(Destination.Twilio account, Message message) {
        var form = new LinkedHashMap<String, String>();
        form.put("To", Objects.requireNonNull(message.to(), "a text message needs a number"));
        form.put(account.from().startsWith("MG") ? "MessagingServiceSid" : "From", account.from());
        form.put("Body", Shortened.toCharacters(message.shortText(), LONGEST_BODY));
        var credentials = (account.accountSid() + ":" + account.authToken()).getBytes(StandardCharsets.UTF_8);
        var request = OutboundRequest.post(
                        URI.create("%s/2010-04-01/Accounts/%s/Messages.json".formatted(api, account.accountSid())),
                        "application/x-www-form-urlencoded",
                        encoded(form))
                .with("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
                .with("Accept", "application/json");
        return outside.send(request, this::read);
    }

    private Sent read(Answered answered) {
        var body = json(answered);
        if (!answered.isGood()) {
            var said = body.path("message").asString("");
            return outside.notGood(
                    answered,
                    "Twilio answered %d%s"
                            .formatted(
                                    answered.status(),
                                    said.isEmpty()
                                            ? ""
                                            : " (%d): %s"
                                                    .formatted(body.path("code").asInt(0), Outside.head(said))));
        }
        var sid = body.path("sid").asString("");
        return sid.isEmpty()
                ? new Sent.Postponed(
                        "Twilio answered %d with what is no message".formatted(answered.status()),
                        Outside.answer(answered),
                        null,
                        true)
                : new Sent.Accepted(sid, Outside.answer(answered));
    }

    private JsonNode json(Answered answered) {
        try {
            return json.readTree(answered.body());
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
