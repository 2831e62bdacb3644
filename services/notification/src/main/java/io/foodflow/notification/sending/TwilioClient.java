package io.foodflow.notification.sending;

import io.foodflow.notification.sending.Sent.AddressRefused.Cause;
import io.foodflow.platform.http.OutboundOutcome.Answered;
import io.foodflow.platform.http.OutboundRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
        if (message.statusTo() != null) {
            form.put("StatusCallback", message.statusTo().toString());
        }
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
            int code = body.path("code").asInt(0);
            var why = "Twilio answered %d%s"
                    .formatted(
                            answered.status(), said.isEmpty() ? "" : " (%d): %s".formatted(code, Outside.head(said)));
            return cause(code)
                    .filter(known -> answered.status() == 400)
                    .<Sent>map(known -> new Sent.AddressRefused(known, why, Outside.answer(answered)))
                    .orElseGet(() -> outside.notGood(answered, why));
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

    /** Why no message will reach that number, if an error of Twilio's says so. */
    static Optional<Cause> cause(int code) {
        return switch (code) {
            case 21_211, 21_614, 30_005, 30_006 -> Optional.of(Cause.UNKNOWN);
            case 21_610 -> Optional.of(Cause.OPTED_OUT);
            default -> Optional.empty();
        };
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
