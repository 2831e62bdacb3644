package io.foodflow.tenant.billing;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each fault of Stripe is to an HTTP caller. What only who runs the platform can mend is told in the log. */
final class StripeFaults {

    private static final Logger log = LoggerFactory.getLogger(StripeFaults.class);
    private static final String UNAVAILABLE = "billing-unavailable";

    private StripeFaults() {}

    static ProblemException problem(StripeException fault) {
        return new ProblemException(
                switch (fault) {
                    case CardException declined -> declined(declined);
                    case ApiConnectionException unreachable ->
                        later(503, "Stripe did not answer, so it is not known whether it did what was asked");
                    case RateLimitException busy -> later(503, "Stripe is busy with our other requests");
                    case IdempotencyException underWay -> later(503, "the same is being done by another request");
                    case AuthenticationException refused -> {
                        log.error("Stripe refuses our key: {}", refused.getMessage());
                        yield Problem.of(
                                502,
                                UNAVAILABLE,
                                "Billing unavailable",
                                "Stripe refuses our key, so this was not done; tell who runs the platform");
                    }
                    case InvalidRequestException wrong -> {
                        log.error("Stripe refuses a request of ours: {}", wrong.getMessage());
                        yield Problem.of(
                                502,
                                "billing-refused",
                                "Refused by the payment provider",
                                "Stripe refuses the request (%s), so this was not done; what was done before it stays; tell who runs the platform"
                                        .formatted(Objects.requireNonNullElse(wrong.getCode(), "no code")));
                    }
                    default -> later(502, "Stripe has a fault of its own");
                });
    }

    /** A restricted key that may not say whose it is. */
    static ProblemException mayNotReadItsAccount() {
        return new ProblemException(Problem.of(
                502,
                UNAVAILABLE,
                "Billing unavailable",
                "Stripe does not tell our key whose it is, so it is not used; who runs the platform gives the restricted key"
                        + " the right to read its account"));
    }

    private static Problem declined(CardException declined) {
        var problem = Problem.of(
                402,
                "payment-declined",
                "Payment declined",
                "%s Nothing was changed; use another card under POST …/subscription/portal, then repeat"
                        .formatted(Objects.requireNonNullElse(declined.getUserMessage(), "The card was declined.")));
        return declined.getDeclineCode() == null ? problem : problem.with("decline_code", declined.getDeclineCode());
    }

    private static Problem later(int status, String what) {
        return Problem.of(
                status,
                UNAVAILABLE,
                "Billing unavailable",
                "%s; repeat in a few minutes, nothing is ordered twice".formatted(what));
    }
}
