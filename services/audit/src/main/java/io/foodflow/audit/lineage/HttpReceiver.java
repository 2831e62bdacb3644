package io.foodflow.audit.lineage;

import io.foodflow.platform.http.OutboundHttp;
import io.foodflow.platform.http.OutboundOutcome;
import io.foodflow.platform.http.OutboundRequest;
import io.foodflow.platform.http.OutboundSettings;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts events to a service that speaks OpenLineage over HTTP, as Marquez does. The address is the operator's, not a company's, and
 * may be in the operator's own network; it is followed nowhere else.
 */
final class HttpReceiver implements Receiver {

    private static final Logger log = LoggerFactory.getLogger(HttpReceiver.class);

    /** What another attempt with the same event would be answered with, too. */
    private static final Set<Integer> REFUSALS = Set.of(400, 405, 406, 409, 410, 411, 413, 414, 415, 422);

    private static final int CONNECT_MILLIS = 5_000;
    private static final long LARGEST_ANSWER = 64 * 1024;
    private static final int LONGEST_REASON = 300;

    private final LineageSettings.Http settings;
    private final OutboundHttp http;

    HttpReceiver(LineageSettings.Http settings) {
        this.settings = settings;
        this.http = new OutboundHttp(new OutboundSettings(
                Math.min(CONNECT_MILLIS, settings.totalMillis()),
                settings.totalMillis(),
                LARGEST_ANSWER,
                0,
                1,
                List.of(settings.url().getHost())));
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public Told tell(UUID run, String event) {
        var request = OutboundRequest.post(settings.url(), "application/json", event);
        if (settings.token() != null && !settings.token().isBlank()) {
            request = request.with("Authorization", "Bearer " + settings.token());
        }
        return switch (http.send(request)) {
            case OutboundOutcome.Answered answer -> told(answer);
            case OutboundOutcome.Refused refused -> new Told.NotNow(refused.reason());
            case OutboundOutcome.Unreachable unreachable -> new Told.NotNow(unreachable.reason());
            case OutboundOutcome.TimedOut late -> new Told.NotNow("no answer within %d ms".formatted(late.millis()));
            case OutboundOutcome.TooLarge large ->
                new Told.NotNow("an answer of more than %d bytes".formatted(large.limitBytes()));
        };
    }

    private static Told told(OutboundOutcome.Answered answer) {
        var reason = "answered %d: %s".formatted(answer.status(), shortened(answer.text()));
        if (answer.isGood()) {
            return new Told.Arrived();
        }
        if (REFUSALS.contains(answer.status())) {
            return new Told.Refused(reason);
        }
        return answer.status() == 500 ? new Told.Faulted(reason) : new Told.NotNow(reason);
    }

    private static String shortened(String text) {
        return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "…" : text;
    }

    @Override
    public void close() {
        try {
            http.close();
        } catch (IOException e) {
            log.debug("closing the connections to {}", settings.url().getHost(), e);
        }
    }
}
