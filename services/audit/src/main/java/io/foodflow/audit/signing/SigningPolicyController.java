package io.foodflow.audit.signing;

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
@RequestMapping("/audit/signing/policy")
@Tag(
        name = "Signing policy",
        description = "What signatures mean here, where a second person signs, and with how old a password")
final class SigningPolicyController {

    private final SigningPolicies policies;
    private final Signables signables;

    SigningPolicyController(SigningPolicies policies, Signables signables) {
        this.policies = policies;
        this.signables = signables;
    }

    @GetMapping
    @RequiresPermission("signing_policy:read")
    @Operation(summary = "Get how this tenant signs")
    ResponseEntity<SigningPolicy> get() {
        return tagged(policies.get());
    }

    @PutMapping
    @RequiresPermission("signing_policy:write")
    @Operation(
            summary = "Replace how this tenant signs",
            description =
                    "Acts on the next signature; signatures that were made stay as they are. In rules, resource_type and"
                            + " meaning are * where they are left out. series_minutes is how long after a signature the password alone"
                            + " is enough for the next one of the same session.")
    ResponseEntity<SigningPolicy> replace(
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Replacement request) {
        var fields = new SigningPolicyFields();
        var meanings = fields.meanings(request.meanings());
        var wanted = new SigningPolicy(
                meanings,
                fields.rules(request.rules(), signables.types(), meanings),
                fields.passwordDays(request.passwordDays()),
                fields.seriesMinutes(request.seriesMinutes()),
                0,
                Instant.EPOCH);
        fields.check();
        return tagged(policies.replace(ifMatch, wanted));
    }

    private static ResponseEntity<SigningPolicy> tagged(SigningPolicy policy) {
        return ResponseEntity.ok().eTag(Versions.tag(policy.version())).body(policy);
    }

    /** What the policy is to become. */
    record Replacement(
            @Nullable List<@Nullable MeaningDraft> meanings,
            @Nullable List<@Nullable RuleDraft> rules,
            @Nullable Integer passwordDays,
            @Nullable Integer seriesMinutes) {}

    /** What signatures can mean. */
    record MeaningDraft(@Nullable String name, @Nullable String title) {}

    /** Where a second person has to sign. */
    record RuleDraft(
            @Nullable String resourceType,
            @Nullable String meaning,
            @Nullable Boolean notAuthor,
            @Nullable Boolean notTwice) {}
}
