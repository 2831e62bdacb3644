package io.foodflow.tenant.subscriptions;

import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.tenant.subscriptions.SubscriptionRow.Outcome;
import java.util.Optional;

/** What each outcome is to an HTTP caller. */
final class SubscriptionProblems {

    private SubscriptionProblems() {}

    /** What to write down, if anything; the problem that stands for any other outcome ends the request. */
    static Optional<SubscriptionRow> require(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Changed(var row) -> Optional.of(row);
            case Outcome.ByAgreement(var plan) ->
                throw new ProblemException(Problem.of(
                        403,
                        "by-agreement",
                        "By agreement",
                        "the plan '%s' is by agreement; ask who runs the platform".formatted(plan)));
            case Outcome.TrialUsed _ ->
                throw conflict(
                        "trial-used", "Trial used", "there is one trial for each tenant, and this one had its own");
            case Outcome.Unpaid _ ->
                throw conflict(
                        "unpaid", "Unpaid", "the last invoice is not paid; pay it first, then choose another plan");
            case Outcome.NoSuchChange(var why) -> throw conflict("no-such-change", "No such change", why);
            case Outcome.CheckoutNeeded(var plan) ->
                throw new ProblemException(Problem.of(
                                402,
                                "checkout-needed",
                                "To be paid for first",
                                "the plan '%s' begins when it is paid for; POST …/subscription/checkout gives the page to pay on"
                                        .formatted(plan))
                        .with("plan", plan));
            case Outcome.BilledByProvider _ ->
                throw conflict(
                        "billed-by-provider",
                        "Billed by the provider",
                        "the payment provider collects for this subscription and tells what is paid; note it there");
            case Outcome.AtProvider _ ->
                throw new IllegalStateException("what the provider is to do was to be written down here");
            case Outcome.Unchanged _ -> Optional.empty();
        };
    }

    private static ProblemException conflict(String slug, String title, String detail) {
        return new ProblemException(Problems.conflict(slug, title, detail));
    }
}
