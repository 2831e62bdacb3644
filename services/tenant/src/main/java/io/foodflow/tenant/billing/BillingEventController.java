package io.foodflow.tenant.billing;

import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/billing/events")
@Tag(name = "Billing")
final class BillingEventController {

    private static final Set<String> STATES = Set.of("waiting", "done", "ignored", "unmatched", "dead");

    private final BillingEvents events;
    private final Runnable wake;

    BillingEventController(BillingEvents events, Runnable wake) {
        this.events = events;
        this.wake = wake;
    }

    @GetMapping
    @RequiresPermission("platform_tenant:read")
    @Operation(
            summary = "List what Stripe told us, newest first",
            description =
                    "state is waiting (error says why, where it failed before), done, ignored (of a kind that nothing follows"
                            + " from), unmatched (of no tenant of ours) or dead (given up: mend the cause, then retry). Kept 90 days, and of what"
                            + " it said only what takes effect, until it has.")
    Page<BillingEventView> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(name = "tenant_id", required = false) @Nullable UUID tenant,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        var fields = new Fields();
        if (state != null && !STATES.contains(state)) {
            fields.add(
                    "state",
                    "vocabulary",
                    "state must be one of %s, was '%s'".formatted(new TreeSet<>(STATES), Fields.quoted(state)));
        }
        fields.check();
        return events.list(state, tenant, page);
    }

    @PostMapping("/{id}/retry")
    @RequiresPermission("platform_tenant:write")
    @Operation(summary = "Deal with an event once more that failed or matched no tenant")
    BillingEventView retry(@PathVariable String id) {
        var event = events.retry(id);
        wake.run();
        return event;
    }
}
