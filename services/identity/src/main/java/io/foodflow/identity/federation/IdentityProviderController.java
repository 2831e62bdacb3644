package io.foodflow.identity.federation;

import io.foodflow.identity.federation.EmailDomain.VerifiedBy;
import io.foodflow.identity.federation.IdentityProviders.Proved;
import io.foodflow.identity.federation.TxtRecords.Answer;
import io.foodflow.identity.roles.BeyondCaller;
import io.foodflow.identity.roles.Roles;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.security.SignedIn;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.platform.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Single sign-on")
final class IdentityProviderController {

    private final IdentityProviders providers;
    private final Roles roles;
    private final TxtRecords txtRecords;
    private final CallbackAddress callback;
    private final Tenants tenants;
    private final FederationSettings settings;
    private final ProviderChecks checks;

    IdentityProviderController(
            IdentityProviders providers,
            Roles roles,
            TxtRecords txtRecords,
            CallbackAddress callback,
            Tenants tenants,
            FederationSettings settings,
            ProviderChecks checks) {
        this.providers = providers;
        this.roles = roles;
        this.txtRecords = txtRecords;
        this.callback = callback;
        this.tenants = tenants;
        this.settings = settings;
        this.checks = checks;
    }

    @GetMapping("/auth/identities")
    @SignedIn
    @Operation(summary = "List the identity providers that one is known at oneself")
    Identities identities() {
        var id = CallContext.current().actor().id();
        return new Identities(id == null ? List.of() : providers.identitiesOf(id));
    }

    @GetMapping("/identity-providers")
    @RequiresPermission("identity_provider:read")
    @Operation(summary = "List the identity providers that this tenant's people sign in with, by name")
    Page<IdentityProvider> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return providers.list(PageRequest.of(limit, cursor));
    }

    @GetMapping("/identity-providers/{id}/redirect-uri")
    @RequiresPermission("identity_provider:read")
    @Operation(summary = "Get the redirect URI, and those for signing out, to register at an identity provider")
    RedirectUri redirectUri(@PathVariable UUID id, HttpServletRequest request) {
        var provider = providers.find(id).orElseThrow(() -> unknown(id));
        var tenant = CallContext.currentTenant();
        return new RedirectUri(
                callback.of(request, tenant, provider.id()).toString(),
                callback.signedOut(request).toString(),
                callback.backchannelLogout(request, tenant, provider.id()).toString());
    }

    @GetMapping("/identity-providers/{id}")
    @RequiresPermission("identity_provider:read")
    @Operation(summary = "Get an identity provider")
    ResponseEntity<IdentityProvider> get(@PathVariable UUID id) {
        return tagged(providers.find(id).orElseThrow(() -> unknown(id)));
    }

    @PostMapping("/identity-providers")
    @RequiresPermission("identity_provider:write")
    @Operation(
            summary = "Set up an identity provider",
            description = "Takes all permissions of an administrator, since it says who is who. People of a domain are"
                    + " led to it once the domain is verified.")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<IdentityProvider> add(@RequestBody Draft request) {
        var made = saved(providers.add(read(request)));
        return ResponseEntity.created(URI.create("/identity-providers/" + made.id()))
                .eTag(Versions.tag(made.version()))
                .body(made);
    }

    @PutMapping("/identity-providers/{id}")
    @RequiresPermission("identity_provider:write")
    @Operation(
            summary = "Replace what an identity provider is set up with",
            description =
                    "client_secret left out keeps the one there is, an empty one removes it. With another issuer or"
                            + " client the secret has to be given anew, and nobody is known by the provider any more.")
    ResponseEntity<IdentityProvider> update(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Draft request) {
        return tagged(saved(providers.update(id, ifMatch, read(request))));
    }

    @DeleteMapping("/identity-providers/{id}")
    @RequiresPermission("identity_provider:write")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove an identity provider; its users stay")
    void delete(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        var outcome = providers.delete(id, ifMatch);
        if (!(outcome instanceof ProviderOutcome.Removed)) {
            throw refused(outcome);
        }
    }

    @PostMapping("/identity-providers/{id}/test")
    @RequiresPermission("identity_provider:write")
    @Operation(
            summary = "Test an identity provider without signing anybody in",
            description = "Each check is ok, warn or fail, with what was found and what to do.")
    Tested test(@PathVariable UUID id, HttpServletRequest request) {
        var provider = providers.find(id).orElseThrow(() -> unknown(id));
        var back = callback.of(request, CallContext.currentTenant(), id);
        return new Tested(checks.of(provider, back), back.toString());
    }

    @PostMapping("/identity-providers/{id}/domains/{domain}/verify")
    @RequiresPermission("identity_provider:write")
    @Operation(
            summary = "Prove an e-mail domain by its DNS",
            description = "Looks for the domain's txt_record among its TXT records. A domain is one tenant's only.")
    ResponseEntity<IdentityProvider> verify(@PathVariable UUID id, @PathVariable String domain) {
        var name = DomainName.parse(domain).orElseThrow(() -> unknown(domain));
        var wanted = providers.find(id).orElseThrow(() -> unknown(id)).domains().stream()
                .filter(known -> known.domain().equals(name.text()))
                .findFirst()
                .orElseThrow(() -> unknown(domain));
        if (!wanted.isVerified()) {
            requireProof(wanted, name);
        }
        return tagged(proved(providers.verified(id, name, VerifiedBy.DNS), domain));
    }

    @DeleteMapping("/identity-providers/{id}/domains/{domain}/verify")
    @RequiresPermission("identity_provider:write")
    @Operation(
            summary = "Take the proof of an e-mail domain back",
            description = "Its people are led to the provider no more, and another company can prove it; here it takes"
                    + " another TXT record. Takes all permissions of an administrator, as setting a provider up.")
    ResponseEntity<IdentityProvider> takeBack(
            @PathVariable UUID id,
            @PathVariable String domain,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        var name = DomainName.parse(domain).orElseThrow(() -> unknown(domain));
        return tagged(saved(providers.takeBack(id, name, ifMatch)));
    }

    @PostMapping("/tenants/{id}/domains/{domain}/verify")
    @RequiresPermission("platform_tenant:write")
    @Operation(
            summary = "Take a tenant's e-mail domain for proved",
            description = "By who runs the platform, where no DNS can be asked.")
    ResponseEntity<IdentityProvider> vouch(@PathVariable UUID id, @PathVariable String domain) {
        return atOwner(
                id,
                domain,
                (provider, name) -> proved(providers.verified(provider, name, VerifiedBy.PLATFORM), domain));
    }

    @DeleteMapping("/tenants/{id}/domains/{domain}/verify")
    @RequiresPermission("platform_tenant:write")
    @Operation(
            summary = "Take the proof of a tenant's e-mail domain back",
            description = "By who runs the platform, where the domain is not the tenant's, or no longer.")
    ResponseEntity<IdentityProvider> takeBack(@PathVariable UUID id, @PathVariable String domain) {
        return atOwner(id, domain, (provider, name) -> saved(providers.takeBack(provider, name)));
    }

    /** Works in a tenant, on the provider of it that has a domain. */
    private ResponseEntity<IdentityProvider> atOwner(
            UUID id, String domain, BiFunction<UUID, DomainName, IdentityProvider> work) {
        var tenant =
                tenants.find(new TenantId(id)).orElseThrow(() -> new ProblemException(Problems.notFound("tenant", id)));
        var name = DomainName.parse(domain).orElseThrow(() -> unknown(domain));
        var call = CallContext.current();
        return new CallContext(call.actor(), tenant, call.origin(), null, null)
                .call(() -> tagged(work.apply(providers.ownerOf(name).orElseThrow(() -> unknown(domain)), name)));
    }

    private void requireProof(EmailDomain domain, DomainName name) {
        switch (txtRecords.of(name)) {
            case Answer.Failed(var reason) ->
                throw new ProblemException(Problem.of(
                        502,
                        "dns-failed",
                        "The DNS did not answer",
                        "%s cannot be looked up now: %s; try again in a moment".formatted(name.text(), reason)));
            case Answer.Texts(var texts) -> {
                if (!texts.contains(domain.txtRecord())) {
                    throw new ProblemException(Problems.conflict(
                                    "domain-not-proved",
                                    "Record not found",
                                    "%s has %d TXT records, but none that says %s; add it at your DNS provider and try again, new records can take an hour to be seen"
                                            .formatted(name.text(), texts.size(), domain.txtRecord()))
                            .with("txt_record", domain.txtRecord()));
                }
            }
        }
    }

    private static IdentityProvider proved(Proved outcome, String domain) {
        return switch (outcome) {
            case Proved.Verified(var provider) -> provider;
            case Proved.Absent _ -> throw unknown(domain);
            case Proved.TakenByAnother _ ->
                throw new ProblemException(Problems.conflict(
                        "domain-taken",
                        "Domain taken",
                        "another company of this platform has proved this domain to be its own; ask who runs"
                                + " the platform"));
        };
    }

    private ProviderDraft read(Draft request) {
        var fields = new ProviderFields(settings.httpOnLoopback());
        var known = roles.names();
        var claims = fields.claims(request.claims());
        var draft = new ProviderDraft(
                fields.name(request.name()),
                !Boolean.FALSE.equals(request.enabled()),
                fields.issuer(request.issuer()),
                fields.clientId(request.clientId()),
                fields.clientSecret(request.clientSecret()),
                fields.scopes(request.scopes()),
                claims,
                Boolean.TRUE.equals(request.trustsEmail()),
                Boolean.TRUE.equals(request.createsUsers()),
                fields.roles("default_roles", request.defaultRoles(), known),
                fields.rules(request.roleRules(), claims.groups(), known),
                Boolean.TRUE.equals(request.followsRoles()),
                !Boolean.FALSE.equals(request.passwordAllowed()),
                fields.secondFactorValues(request.secondFactorValues()),
                fields.domains(request.domains()));
        fields.check();
        return draft;
    }

    private static ResponseEntity<IdentityProvider> tagged(IdentityProvider provider) {
        return ResponseEntity.ok().eTag(Versions.tag(provider.version())).body(provider);
    }

    private static IdentityProvider saved(ProviderOutcome outcome) {
        if (outcome instanceof ProviderOutcome.Saved(var provider)) {
            return provider;
        }
        throw refused(outcome);
    }

    private static ProblemException refused(ProviderOutcome outcome) {
        return switch (outcome) {
            case ProviderOutcome.Absent(var id) -> unknown(id);
            case ProviderOutcome.NotVerified(var domain) ->
                new ProblemException(Problems.notFound("proved e-mail domain", domain));
            case ProviderOutcome.NameTaken(var name) ->
                new ProblemException(Problems.conflict(
                        "name-taken", "Name taken", "another identity provider is called '%s'".formatted(name)));
            case ProviderOutcome.DomainInUse(var domain) ->
                new ProblemException(Problems.conflict(
                        "domain-in-use",
                        "Domain in use",
                        "another identity provider of your company has %s; take it off there first".formatted(domain)));
            case ProviderOutcome.SecretNeeded _ ->
                new ProblemException(Problems.invalid(
                        "client_secret",
                        "required",
                        "client_secret is required with another issuer or client_id: the one there is stays"
                                + " with the one it was made for"));
            case ProviderOutcome.BeyondCaller(var permissions) ->
                throw BeyondCaller.refused("an identity provider says who is who, so setting it up", permissions);
            case ProviderOutcome.RoleRefused(var role) ->
                new ProblemException(Problems.invalid(
                        "default_roles", "role-not-given", "%s can be given by no identity provider".formatted(role)));
            case ProviderOutcome.Saved _, ProviderOutcome.Removed _ ->
                throw new IllegalStateException("nothing was refused");
        };
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(Problems.notFound("identity provider", id));
    }

    private static ProblemException unknown(String domain) {
        return new ProblemException(Problems.notFound("e-mail domain", domain));
    }

    /** An identity provider to be. */
    record Draft(
            @Nullable String name,
            @Nullable Boolean enabled,
            @Nullable String issuer,
            @Nullable String clientId,
            @Nullable String clientSecret,
            @Nullable List<@Nullable String> scopes,
            @Nullable ClaimNames claims,
            @Nullable Boolean trustsEmail,
            @Nullable Boolean createsUsers,
            @Nullable List<@Nullable String> defaultRoles,
            @Nullable List<@Nullable Rule> roleRules,
            @Nullable Boolean followsRoles,
            @Nullable Boolean passwordAllowed,
            @Nullable List<@Nullable String> secondFactorValues,
            @Nullable List<@Nullable String> domains) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Draft[%s, %s]".formatted(name, issuer);
        }
    }

    /** The claims that say who somebody is; those left out have their usual names. */
    record ClaimNames(
            @Nullable String email,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String groups) {}

    /** The roles for a value of the groups claim. */
    record Rule(@Nullable String value, @Nullable List<@Nullable String> roles) {}

    /**
     * What a test found.
     *
     * @param redirectUri to be registered at the provider: whether it is, only a sign-in shows
     */
    record Tested(List<ProviderChecks.Check> checks, String redirectUri) {

        Tested {
            checks = List.copyOf(checks);
        }
    }

    /** Where one signs in, beside the password. */
    record Identities(List<LinkedIdentity> items) {

        Identities {
            items = List.copyOf(items);
        }
    }

    /** Where a provider sends browsers back to. */
    record RedirectUri(String redirectUri, String postLogoutRedirectUri, String backchannelLogoutUri) {}
}
