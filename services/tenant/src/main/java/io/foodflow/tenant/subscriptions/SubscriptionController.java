package io.foodflow.tenant.subscriptions;

import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.Versions;
import io.foodflow.tenant.tenants.Reach;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/tenants/{id}/subscription")
@Tag(name = "Subscriptions", description = "What a tenant has subscribed to")
final class SubscriptionController {

    private static final Set<String> PLANS = Set.of("free", "pro", "enterprise");
    private static final String NOW = "now";
    private static final Set<String> MOMENTS = Set.of(NOW, "period_end");
    private static final int LONGEST_REASON = 500;

    private final Subscriptions subscriptions;

    SubscriptionController(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @GetMapping
    @RequiresPermission("subscription:read")
    @Operation(
            summary = "Get a tenant's subscription as it is now",
            description =
                    "state is trialing, active, past_due (unpaid, goes on until grace_ends_at), lapsed (a trial or the"
                            + " time of grace is over) or cancelled. effective_plan is the one whose limits count.")
    ResponseEntity<SubscriptionView> get(@PathVariable UUID id) {
        return tagged(subscriptions.get(Reach.toRead(id)));
    }

    @PutMapping
    @RequiresPermission("subscription:write")
    @Operation(
            summary = "Choose a plan, or try one for 14 days",
            description =
                    "Enterprise is by agreement: only who runs the platform can choose it, but anybody can try it once. A plan"
                            + " in checkout_plans is had by paying for it: 402 checkout-needed says so. What is paid through"
                            + " the provider changes there at once; free is then a cancellation at the end of the period.")
    ResponseEntity<SubscriptionView> choose(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody PlanChoice request) {
        var tenant = Reach.toChange(id);
        var fields = new Fields();
        var plan = oneOf(fields, "plan", request.plan(), PLANS);
        fields.check();
        return tagged(
                subscriptions.choose(tenant, ifMatch, plan, Boolean.TRUE.equals(request.trial()), Reach.isPlatform()));
    }

    @PostMapping("/cancel")
    @RequiresPermission("subscription:write")
    @Operation(
            summary = "Cancel a subscription, now or at the end of the period",
            description =
                    "Then the plan is Free. Data stays; what is beyond Free's limits can be read but not added to.")
    ResponseEntity<SubscriptionView> cancel(@PathVariable UUID id, @RequestBody Cancellation request) {
        var tenant = Reach.toChange(id);
        var fields = new Fields();
        var at = oneOf(fields, "at", request.at(), MOMENTS);
        var reason = fields.lineIfGiven("reason", request.reason(), LONGEST_REASON);
        fields.check();
        return tagged(subscriptions.cancel(tenant, at.equals(NOW), reason, Reach.isPlatform()));
    }

    @PostMapping("/reactivate")
    @RequiresPermission("subscription:write")
    @Operation(summary = "Take a cancellation back, whether it has come into force or not; without one nothing changes")
    ResponseEntity<SubscriptionView> reactivate(@PathVariable UUID id) {
        return tagged(subscriptions.reactivate(Reach.toChange(id), Reach.isPlatform()));
    }

    @PostMapping("/refresh")
    @RequiresPermission("subscription:write")
    @Operation(
            summary = "Ask the payment provider how the subscription is now",
            description =
                    "For who comes back from the provider's pages. The provider tells by itself, too; by hand nothing"
                            + " changes.")
    ResponseEntity<SubscriptionView> refresh(@PathVariable UUID id) {
        return tagged(subscriptions.refresh(Reach.toChange(id)));
    }

    @PostMapping("/payment-failed")
    @RequiresPermission("platform_tenant:write")
    @Operation(
            summary = "Note that an invoice was not paid",
            description = "The subscription goes on for 14 days of grace, then lapses to the plan Free.")
    ResponseEntity<SubscriptionView> paymentFailed(@PathVariable UUID id) {
        return tagged(subscriptions.paymentFailed(new TenantId(id)));
    }

    @PostMapping("/paid")
    @RequiresPermission("platform_tenant:write")
    @Operation(summary = "Note that the unpaid invoice was paid: the subscription is active again")
    ResponseEntity<SubscriptionView> paid(@PathVariable UUID id) {
        return tagged(subscriptions.paid(new TenantId(id)));
    }

    private static String oneOf(Fields fields, String field, @Nullable String value, Set<String> known) {
        if (value == null || !known.contains(value)) {
            fields.add(
                    field,
                    "vocabulary",
                    "%s must be one of %s, was '%s'".formatted(field, new TreeSet<>(known), Fields.quoted(value)));
            return "";
        }
        return value;
    }

    private static ResponseEntity<SubscriptionView> tagged(SubscriptionView subscription) {
        return ResponseEntity.ok().eTag(Versions.tag(subscription.version())).body(subscription);
    }

    /** A plan to have, or to try. */
    record PlanChoice(@Nullable String plan, @Nullable Boolean trial) {}

    /** When a subscription is to end: {@code now} or {@code period_end}. */
    record Cancellation(@Nullable String at, @Nullable String reason) {}
}
