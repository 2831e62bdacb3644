package io.foodflow.tenant.billing;

import io.foodflow.platform.security.OpenToAll;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@Tag(name = "Billing", description = "Payments through Stripe")
final class StripeWebhookController {

    private static final Logger log = LoggerFactory.getLogger(StripeWebhookController.class);
    private static final int SECONDS_BETWEEN_WARNINGS = 60;

    private final StripeSignature signature;
    private final Billing billing;
    private final BillingEvents events;
    private final Runnable wake;
    private final JsonMapper json;
    private final Clock clock;
    private final AtomicLong warnedAt = new AtomicLong();
    private final AtomicLong unsigned = new AtomicLong();

    StripeWebhookController(
            StripeSignature signature,
            Billing billing,
            BillingEvents events,
            Runnable wake,
            JsonMapper json,
            Clock clock) {
        this.signature = signature;
        this.billing = billing;
        this.events = events;
        this.wake = wake;
        this.json = json;
        this.clock = clock;
    }

    @PostMapping(path = "/billing/stripe/webhook", consumes = MediaType.APPLICATION_JSON_VALUE)
    @OpenToAll
    @Operation(
            summary = "Where Stripe sends its events",
            description =
                    "Signed by Stripe-Signature (v1, within 300 s of now). The event is kept once, however often it comes, and"
                            + " dealt with afterwards in whatever order it came. 400 bad-signature, 503 where Stripe is not connected.")
    Acknowledged receive(
            @RequestBody byte[] body,
            @RequestHeader(name = "Stripe-Signature", required = false) @Nullable String header) {
        if (!billing.isConnected()) {
            throw refused(503, "no-payment-provider", "Stripe is not connected to this installation");
        }
        var payload = new String(body, StandardCharsets.UTF_8);
        if (!signature.isGood(payload, header)) {
            warn();
            throw refused(
                    400,
                    "bad-signature",
                    "the header Stripe-Signature must be made with the secret of this endpoint within 300 s of now, over the"
                            + " body as it is");
        }
        var event = ReceivedEvent.read(payload, json)
                .orElseThrow(() -> refused(400, "no-event", "the body must be an event of Stripe's"));
        if (events.keep(event)) {
            wake.run();
        }
        return new Acknowledged(true);
    }

    /** Once a minute at most: anybody can send what is not signed, and a wrong secret refuses everything. */
    private void warn() {
        unsigned.incrementAndGet();
        long now = clock.instant().getEpochSecond();
        long last = warnedAt.get();
        if (now - last >= SECONDS_BETWEEN_WARNINGS && warnedAt.compareAndSet(last, now)) {
            log.warn(
                    "{} events for Stripe's endpoint were refused: not signed with one of foodflow.billing.stripe.webhook-secrets",
                    unsigned.getAndSet(0));
        }
    }

    private static ProblemException refused(int status, String slug, String detail) {
        return new ProblemException(Problem.of(status, slug, "Event refused", detail));
    }

    /** Kept. */
    record Acknowledged(boolean received) {}
}
