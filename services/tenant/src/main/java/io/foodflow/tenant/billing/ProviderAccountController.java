package io.foodflow.tenant.billing;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/billing")
@Tag(name = "Billing")
final class ProviderAccountController {

    private static final int LONGEST_ACCOUNT = 100;

    private final Billing billing;
    private final Optional<ProviderAccounts> accounts;
    private final OtherContractTable contracts;
    private final PlatformWork work;
    private final Runnable wake;

    ProviderAccountController(
            Billing billing,
            Optional<ProviderAccounts> accounts,
            OtherContractTable contracts,
            PlatformWork work,
            Runnable wake) {
        this.billing = billing;
        this.accounts = accounts;
        this.contracts = contracts;
        this.work = work;
        this.wake = wake;
    }

    @GetMapping("/account")
    @RequiresPermission("platform_tenant:read")
    @Operation(
            summary = "Say whose key the payment provider's key is, and whose customers our tenants are",
            description =
                    "state other: they are two accounts, or the live side of one and its side for tests. Then nothing is asked"
                            + " or ordered, no company's plan changes, and events wait, until the key is set back or the"
                            + " change confirmed.")
    ProviderAccountView account() {
        if (accounts.isEmpty()) {
            return ProviderAccountView.notConnected();
        }
        try {
            return ProviderAccountView.of(accounts.get().look());
        } catch (ProblemException e) {
            return ProviderAccountView.unknown(String.valueOf(e.problem().detail()));
        }
    }

    @PostMapping("/account/confirm")
    @RequiresPermission("platform_tenant:write")
    @Operation(
            summary = "Use the key of another account of the payment provider from now on",
            description =
                    "Customers of the account before are unknown to this one: the plan of each company that paid there ends"
                            + " when it is next asked about, within a day. account_id is the key's account, as GET"
                            + " /billing/account shows it.")
    ProviderAccountView confirm(@RequestBody Confirmation request) {
        var fields = new Fields();
        var account = fields.line("account_id", request.accountId(), LONGEST_ACCOUNT);
        fields.check();
        billing.stripe();
        var standing = accounts.orElseThrow().confirm(account);
        wake.run();
        return ProviderAccountView.of(standing);
    }

    @GetMapping("/contracts")
    @RequiresPermission("platform_tenant:read")
    @Operation(
            summary = "List our customers' subscriptions at the payment provider that are left alone",
            description =
                    "Those at a price of no plan and not begun on a page of ours, that go on: the provider collects for them and"
                            + " FoodFlow neither counts nor changes them. As of when the provider was last asked.")
    Page<OtherContractView> contracts(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        var rows = work.read(() -> contracts.list(page.after().orElse(null), page.fetch()));
        return Page.of(rows, page, contract -> Cursor.after(contract.id()));
    }

    /** The account that is to be used. */
    record Confirmation(@Nullable String accountId) {}
}
