package io.foodflow.notification.inbound;

import io.foodflow.notification.channels.ChannelKind;
import io.foodflow.notification.channels.Routes;
import io.foodflow.notification.links.Links;
import io.foodflow.notification.links.Purpose;
import io.foodflow.notification.sending.Destination;
import io.foodflow.notification.sending.TwilioAnswers;
import io.foodflow.notification.suppressions.Reason;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Twilio says of text messages. Both the address, which nobody else can make, and the signature by the account's token
 * have to be good. Thread-safe.
 */
final class TwilioStatus {

    private final Links links;
    private final Routes routes;
    private final Reports reports;

    TwilioStatus(Links links, Routes routes, Reports reports) {
        this.links = links;
        this.routes = routes;
        this.reports = reports;
    }

    /**
     * Whether a number is written to no more by it.
     *
     * @throws ProblemException 400 if it is not from Twilio about a message of ours
     */
    boolean heed(String token, @Nullable String signature, byte[] body) {
        var opened = links.open(Purpose.STATUS, token).orElseThrow(TwilioStatus::refused);
        return CallContext.platform("twilio", opened.tenant()).call(() -> {
            var account = routes.open(opened.id(0))
                    .flatMap(Routes.Opened::destination)
                    .map(destination -> destination instanceof Destination.Twilio one ? one : null)
                    .orElseThrow(TwilioStatus::refused);
            var said = TwilioAnswers.read(account, links.url(Purpose.STATUS, token), String.valueOf(signature), body)
                    .orElseThrow(TwilioStatus::refused);
            return reason(said)
                    .map(reason -> reports.heed(
                            ChannelKind.SMS, opened.id(1), reason, "Twilio said %d".formatted(said.errorCode())))
                    .orElse(false);
        });
    }

    private static Optional<Reason> reason(TwilioAnswers said) {
        return said.addressRefused().map(cause -> switch (cause) {
            case UNKNOWN -> Reason.BOUNCE;
            case OPTED_OUT -> Reason.UNSUBSCRIBED;
        });
    }

    private static ProblemException refused() {
        return new ProblemException(
                Problem.of(
                        400,
                        "bad-signature",
                        "Call refused",
                        "this address takes calls of Twilio only, about a message that was handed to it, signed by X-Twilio-Signature"));
    }
}
