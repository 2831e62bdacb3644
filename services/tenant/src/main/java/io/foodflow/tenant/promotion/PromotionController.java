package io.foodflow.tenant.promotion;

import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.placement.PromotionOutcome;
import io.foodflow.platform.placement.Promotions;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.tenant.tenants.Reach;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/tenants/{id}/promotion")
@Tag(name = "Tenants")
final class PromotionController {

    private static final int LONGEST_REASON = 500;

    private final Promotions promotions;
    private final Tenants tenants;
    private final Entitlements entitlements;

    PromotionController(Promotions promotions, Tenants tenants, Entitlements entitlements) {
        this.promotions = promotions;
        this.tenants = tenants;
        this.entitlements = entitlements;
    }

    @GetMapping
    @RequiresPermission("platform_tenant:read")
    @Operation(
            summary = "Get where a tenant's data is",
            description =
                    "The database of its own, if it has one; its size, left out while its database cannot be reached;"
                            + " its last move with the pause that was measured and the checksum of each table.")
    PromotionView get(@PathVariable UUID id) {
        return view(require(id));
    }

    @PostMapping
    @RequiresPermission("platform_tenant:write")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Move a tenant to a database of its own",
            description =
                    "The tenant works meanwhile; at the switch its writes wait for 2 seconds at most, or the switch is tried"
                            + " another time. database names one that the settings give; without it the platform makes one"
                            + " beside the shared one. 202: ask again for how far it is. Asks for the feature"
                            + " dedicated_database.")
    PromotionView promote(@PathVariable UUID id, @RequestBody Wish request) {
        var tenant = require(id);
        var reason = reason(request.reason());
        if (tenant.status() == Tenant.Status.DELETING) {
            throw conflict("being-deleted", "Being deleted", "this tenant is being deleted; it moves nowhere");
        }
        CallContext.platform("placement", tenant).run(() -> entitlements.require(Entitlements.DEDICATED_DATABASE));
        return answer(tenant, promotions.promote(tenant, request.database(), reason));
    }

    @PostMapping("/fallback")
    @RequiresPermission("platform_tenant:write")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Take a tenant back into the shared database",
            description =
                    "With all that it did meanwhile, by another switch. Before the first switch the move is given up"
                            + " instead. 202: ask again for how far it is.")
    PromotionView fallBack(@PathVariable UUID id, @RequestBody Reason request) {
        var tenant = require(id);
        return answer(tenant, promotions.fallBack(tenant, reason(request.reason())));
    }

    @PostMapping("/settle")
    @RequiresPermission("platform_tenant:write")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Leave a tenant where it is for good",
            description = "The copy in the shared database is dropped; there is no way back after that. By itself this"
                    + " happens some days after the switch (settle_after), if all tables were found to be the same. In the"
                    + " state kept the tenant is in the shared database, and this drops its own.")
    PromotionView settle(@PathVariable UUID id, @RequestBody Reason request) {
        var tenant = require(id);
        return answer(tenant, promotions.settle(tenant, reason(request.reason())));
    }

    private Tenant require(UUID id) {
        return tenants.find(new TenantId(id))
                .filter(found -> found.status() != Tenant.Status.PROVISIONING)
                .orElseThrow(() -> Reach.absent(id));
    }

    private static @Nullable String reason(@Nullable String given) {
        var fields = new Fields();
        var reason = fields.lineIfGiven("reason", given, LONGEST_REASON);
        fields.check();
        return reason;
    }

    private PromotionView answer(Tenant tenant, PromotionOutcome outcome) {
        return switch (outcome) {
            case PromotionOutcome.UnderWay _ -> view(tenant);
            case PromotionOutcome.SwitchedOff _ ->
                throw conflict(
                        "moving-switched-off",
                        "Moving is switched off",
                        "companies are not moved in this installation; whoever operates it can set"
                                + " foodflow.placement.enabled");
            case PromotionOutcome.NoMove _ ->
                throw conflict(
                        "no-move", "No move", "this tenant was never moved; there is nothing to take back or settle");
            case PromotionOutcome.ThereAlready(var database) ->
                throw conflict(
                        "already-promoted",
                        "Already in a database of its own",
                        "this tenant works in the database '%s' already".formatted(database));
            case PromotionOutcome.Restored _ ->
                throw conflict(
                        "restored-lately",
                        "Restored lately",
                        "a backup of this tenant is being put in place, or what one replaced is still kept; it moves when"
                                + " that can no longer be undone");
            case PromotionOutcome.Unprepared(var lack) ->
                throw conflict(
                        "server-unprepared",
                        "Server not prepared",
                        "companies cannot be moved from a shared database on a server that %s".formatted(lack));
            case PromotionOutcome.UnknownDatabase(var database) ->
                throw new ProblemException(Problems.invalid(
                        "database",
                        "known",
                        "database must be one that foodflow.placement.databases names, or left out, was '%s'"
                                .formatted(Fields.quoted(database))));
            case PromotionOutcome.Unfit(var database, var why) ->
                throw new ProblemException(Problems.invalid(
                        "database",
                        "fit",
                        "database must be empty and serve this tenant only, but '%s' %s"
                                .formatted(Fields.quoted(database), why)));
            case PromotionOutcome.NotNow(var move) ->
                throw conflict(
                        "not-now",
                        "Not now",
                        "the move is %s%s; that cannot be done in this state"
                                .formatted(
                                        move.state().name().toLowerCase(Locale.ROOT),
                                        move.fallbackLost() == null ? "" : " and " + move.fallbackLost()));
        };
    }

    private PromotionView view(Tenant tenant) {
        return PromotionView.of(
                tenant.id().value(),
                promotions.enabled(),
                promotions.database(tenant.id()),
                promotions.sizeIfReached(tenant),
                promotions.last(tenant.id()));
    }

    private static ProblemException conflict(String slug, String title, String detail) {
        return new ProblemException(Problems.conflict(slug, title, detail));
    }

    /** Which database, and why. */
    record Wish(@Nullable String database, @Nullable String reason) {}

    /** Why. */
    record Reason(@Nullable String reason) {}
}
