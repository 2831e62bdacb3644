package io.foodflow.tenant.billing;

import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.tenant.tenants.Reach;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Billing")
final class BillingController {

    private static final int LONGEST_PLAN = 40;
    private static final int MOST_INVOICES = 100;
    private static final Pattern INVOICE = Pattern.compile("[A-Za-z0-9_]{1,255}");

    private final Billing billing;

    BillingController(Billing billing) {
        this.billing = billing;
    }

    @PostMapping("/tenants/{id}/subscription/checkout")
    @RequiresPermission("subscription:write")
    @Operation(
            summary = "Get the page on which a plan is paid for",
            description =
                    "Send the person to url; Stripe sends them back to the workspace. The plan begins when it is paid, not"
                            + " before. Asked for again, it is the same page as long as that is open.")
    Checkout checkout(@PathVariable UUID id, @RequestBody Choice request) {
        var tenant = Reach.toChange(id);
        var fields = new Fields();
        var plan = fields.line("plan", request.plan(), LONGEST_PLAN);
        fields.check();
        var page = unkept(() -> billing.stripe().checkout(tenant, plan));
        return new Checkout(page.url(), page.expiresAt());
    }

    @PostMapping("/tenants/{id}/subscription/portal")
    @RequiresPermission("subscription:write")
    @Operation(
            summary = "Get Stripe's page for cards, addresses and invoices",
            description = "It is for who asks and for a short time; ask anew each time.")
    Portal portal(@PathVariable UUID id) {
        var tenant = Reach.toChange(id);
        return new Portal(unkept(() -> billing.stripe().portal(tenant)));
    }

    /** Whoever has the link sees cards and invoices, so no repeat is answered from what was kept: it asks for the link anew. */
    private static <T> T unkept(Supplier<T> link) {
        return CallContext.current().with(null).call(link::get);
    }

    @GetMapping("/tenants/{id}/invoices")
    @RequiresPermission("subscription:read")
    @Operation(
            summary = "List a tenant's invoices, newest first",
            description =
                    "Those that Stripe wrote; who is invoiced by hand has none here. Amounts are in the smallest unit of"
                            + " the currency.")
    Page<InvoiceView> invoices(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var tenant = Reach.toRead(id);
        var page = PageRequest.of(limit, cursor);
        if (!billing.isConnected()) {
            return new Page<>(List.of(), null);
        }
        var after = page.after()
                .filter(invoice -> INVOICE.matcher(invoice).matches())
                .orElse(null);
        var found = billing.stripe().invoices(tenant, Math.min(page.limit(), MOST_INVOICES), after);
        return found.more()
                ? Page.of(
                        plusOne(found.items()),
                        new PageRequest(found.items().size(), null),
                        last -> Cursor.after(last.id()))
                : new Page<>(found.items(), null);
    }

    /** {@link Page} knows by a row too many that there are more; Stripe says so instead. */
    private static List<InvoiceView> plusOne(List<InvoiceView> items) {
        var more = new ArrayList<>(items);
        more.add(items.getLast());
        return more;
    }

    /** The plan to pay for. */
    record Choice(@Nullable String plan) {}

    /** Where it is paid. */
    record Checkout(String url, Instant expiresAt) {}

    /** Where cards, addresses and invoices are. */
    record Portal(String url) {}
}
