package io.foodflow.notification.inbound;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foodflow.notification.sending.TwilioAnswers;
import io.foodflow.notification.sending.WebhookSignature;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.OpenToAll;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.PublicAddress;
import io.foodflow.platform.web.SecretAnswer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/notifications/inbound")
@Tag(name = "Notification answers", description = "What receivers say of messages afterwards")
final class InboundController {

    private static final int TOLERANCE_SECONDS = 300;
    private static final int LONGEST_ID = 256;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private final InboundSecret secret;
    private final Reports reports;
    private final TwilioStatus twilio;
    private final Tenants tenants;
    private final PublicAddress address;
    private final Clock clock;

    InboundController(
            InboundSecret secret,
            Reports reports,
            TwilioStatus twilio,
            Tenants tenants,
            PublicAddress address,
            Clock clock) {
        this.secret = secret;
        this.reports = reports;
        this.twilio = twilio;
        this.tenants = tenants;
        this.address = address;
        this.clock = clock;
    }

    @GetMapping
    @RequiresPermission("notification_channel:read")
    @Operation(summary = "Say where your mail system hands bounces on, and whether there is a secret for it")
    View get() {
        return view(null);
    }

    @PostMapping("/rotate-secret")
    @RequiresPermission("notification_channel:write")
    @SecretAnswer
    @Operation(
            summary = "Make another secret by which your mail system signs what it hands on",
            description = "The answer holds it, this once. The one before counts for a day more.")
    View rotate() {
        return view(secret.rotate());
    }

    @PostMapping(path = "/mail/{tenant}", consumes = "message/rfc822")
    @OpenToAll
    @Operation(
            summary = "Where a company's mail system hands bounces and complaints on",
            description =
                    "The body is the mail as it came, signed by webhook-id, webhook-timestamp (within 300 s of now) and"
                            + " webhook-signature as Standard Webhooks says, with the company's secret. done says whether an"
                            + " address is written to no more by it: reports about mails that were sent here, and only they,"
                            + " do that.")
    Done mail(
            @PathVariable String tenant,
            @RequestHeader(name = "webhook-id", required = false) @Nullable String id,
            @RequestHeader(name = "webhook-timestamp", required = false) @Nullable String timestamp,
            @RequestHeader(name = "webhook-signature", required = false) @Nullable String signature,
            @RequestBody byte[] body) {
        var company = tenants.findBySlug(tenant).filter(Tenant::isActive).orElseThrow(InboundController::notSigned);
        return CallContext.platform("inbound mail", company).call(() -> {
            if (!isSigned(id, timestamp, signature, body)) {
                throw notSigned();
            }
            return new Done(MailReport.read(body).map(reports::heed).orElse(false));
        });
    }

    private boolean isSigned(@Nullable String id, @Nullable String timestamp, @Nullable String signature, byte[] body) {
        if (id == null
                || id.length() > LONGEST_ID
                || timestamp == null
                || signature == null
                || !SECONDS.matcher(timestamp).matches()) {
            return false;
        }
        long seconds = Long.parseLong(timestamp);
        return Math.abs(clock.instant().getEpochSecond() - seconds) <= TOLERANCE_SECONDS
                && WebhookSignature.isGood(secret.secrets(), id, seconds, body, signature);
    }

    /** The same for a company that is not there, or has no secret. */
    private static ProblemException notSigned() {
        return new ProblemException(Problem.of(
                400,
                "bad-signature",
                "Mail refused",
                "webhook-signature must be made with the company's secret over webhook-id, webhook-timestamp (within 300 s of"
                        + " now) and the body as it is"));
    }

    @PostMapping("/twilio/{token}")
    @OpenToAll
    @Operation(
            summary = "Where Twilio says what became of a text message",
            description = "The address is in each message that is handed to Twilio; signed by X-Twilio-Signature.")
    Done twilio(
            @PathVariable String token,
            @RequestHeader(name = "X-Twilio-Signature", required = false) @Nullable String signature,
            HttpServletRequest request)
            throws IOException {
        // As it came: the container reads a form by its own rules, and fails where there are none for it.
        var body = request.getInputStream().readNBytes(TwilioAnswers.LONGEST_BODY + 1);
        return new Done(twilio.heed(token, signature, body));
    }

    private View view(@Nullable String made) {
        var rotatedAt = secret.rotatedAt();
        return new View(
                rotatedAt.isPresent(),
                address.link("/notifications/inbound/mail/"
                        + CallContext.currentTenant().slug()),
                rotatedAt.orElse(null),
                made);
    }

    /**
     * What there is for bounces.
     *
     * @param mailUrl where they are handed on
     * @param secret just after it was made
     */
    record View(
            boolean configured,
            String mailUrl,
            @Nullable Instant rotatedAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String secret) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "View[]";
        }
    }

    /** Whether an address is written to no more by it. */
    record Done(boolean done) {}
}
