package io.foodflow.identity.policy;

import io.foodflow.identity.roles.BeyondCaller;
import io.foodflow.identity.roles.Roles;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/tenant/policy")
@Tag(name = "Account policy")
final class PolicyController {

    private final Policies policies;
    private final Roles roles;

    PolicyController(Policies policies, Roles roles) {
        this.policies = policies;
        this.roles = roles;
    }

    @GetMapping
    @RequiresPermission("policy:read")
    @Operation(summary = "Get what this tenant asks of its accounts")
    ResponseEntity<AccountPolicy> get() {
        return tagged(policies.get());
    }

    @PutMapping
    @RequiresPermission("policy:write")
    @Operation(
            summary = "Replace what this tenant asks of its accounts",
            description = "Acts on the next sign-in, refresh, service token and registration. What is left out is off.")
    ResponseEntity<AccountPolicy> replace(
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Replacement request) {
        var fields = new PolicyFields();
        var wanted = new AccountPolicy(
                Boolean.TRUE.equals(request.secondFactorRequired()),
                fields.sessionHours(request.sessionHours()),
                fields.networks(request.allowedNetworks()),
                fields.domains(request.registrationDomains()),
                fields.role(request.registrationRole(), roles.names()),
                0,
                Instant.EPOCH);
        fields.keepIn(wanted, CallContext.current().origin().ip());
        fields.check();
        return switch (policies.replace(ifMatch, wanted)) {
            case Policies.Outcome.Saved(var policy) -> tagged(policy);
            case Policies.Outcome.BeyondCaller(var permissions) ->
                throw BeyondCaller.refused("registration_role", permissions);
        };
    }

    private static ResponseEntity<AccountPolicy> tagged(AccountPolicy policy) {
        return ResponseEntity.ok().eTag(Versions.tag(policy.version())).body(policy);
    }

    /** What the policy is to become. */
    record Replacement(
            @Nullable Boolean secondFactorRequired,
            @Nullable Integer sessionHours,
            @Nullable List<@Nullable String> allowedNetworks,
            @Nullable List<@Nullable String> registrationDomains,
            @Nullable String registrationRole) {}
}
