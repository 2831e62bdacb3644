package io.foodflow.tenant.tenants;

import io.foodflow.identity.api.InvitationApi.Administrator;
import io.foodflow.identity.api.InvitationApi.Invited;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.tenancy.NewTenant;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.SecretAnswer;
import io.foodflow.platform.web.Versions;
import io.foodflow.tenant.api.TenantView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/tenants")
@Tag(
        name = "Tenants",
        description = "Companies on the platform. Who runs the platform sees all of them; everybody else his own.")
final class TenantController {

    private final TenantLife tenants;

    TenantController(TenantLife tenants) {
        this.tenants = tenants;
    }

    @GetMapping
    @RequiresPermission("platform_tenant:read")
    @Operation(
            summary = "List tenants by slug",
            description = "q is part of the name or slug; status is active, suspended or deleting; plan is free, pro or"
                    + " enterprise.")
    Page<TenantView> list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String plan,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        var fields = new TenantFields();
        var filter = fields.filter(q, status, plan);
        fields.check();
        return tenants.list(filter, page);
    }

    @PostMapping
    @RequiresPermission("platform_tenant:write")
    @SecretAnswer
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Create a tenant and invite its first administrator",
            description =
                    "Everything or nothing: role, schema, tables, roles and the invitation. The administrator chooses a"
                            + " password by the link of the invitation. A sandbox is filled with an invented company's"
                            + " history afterwards. Where the installation sends no mail the link is in"
                            + " the answer, this once, to be handed over.")
    ResponseEntity<Created> create(@RequestBody Creation request) {
        var fields = new TenantFields();
        boolean sandbox = Boolean.TRUE.equals(request.sandbox());
        var plan = fields.plan(request.plan(), sandbox);
        var wanted = new NewTenant(
                fields.slug(request.slug()),
                nonBlank(fields.name(request.name())),
                plan,
                fields.colourIfGiven(request.primaryColor()),
                sandbox,
                requestKey());
        var administrator = request.administrator();
        if (administrator == null) {
            fields.required("administrator");
        }
        fields.check();
        var outcome = tenants.create(wanted, administrator == null ? NOBODY : administrator);
        if (outcome instanceof TenantOutcome.Made(var tenant, var invitation)) {
            return ResponseEntity.created(URI.create("/tenants/" + tenant.id()))
                    .eTag(Versions.tag(tenant.version()))
                    .body(new Created(tenant, invitation));
        }
        throw new IllegalStateException(TenantProblems.require(NO_ID, outcome).toString());
    }

    @GetMapping("/{id}")
    @RequiresPermission("tenant:read")
    @Operation(summary = "Get a tenant")
    ResponseEntity<TenantView> get(@PathVariable UUID id) {
        return tagged(tenants.find(Reach.toRead(id)).orElseThrow(() -> Reach.absent(id)));
    }

    @PutMapping("/{id}")
    @RequiresPermission("tenant:write")
    @Operation(
            summary = "Change a tenant's name and colour",
            description = "A colour that is hard to read is taken; branding.contrast says so and what to do.")
    ResponseEntity<TenantView> update(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Naming request) {
        var tenant = Reach.toChange(id);
        var fields = new TenantFields();
        var name = fields.name(request.name());
        var colour = fields.colourIfGiven(request.primaryColor());
        fields.check();
        return answer(id, tenants.update(tenant, ifMatch, name, colour));
    }

    @PostMapping("/{id}/suspend")
    @RequiresPermission("platform_tenant:write")
    @Operation(
            summary = "Suspend a tenant",
            description = "From now on its sign-ins, tokens and keys are refused with 403 tenant-suspended. Its data"
                    + " stays as it is, and its sessions go on when it is resumed.")
    ResponseEntity<TenantView> suspend(@PathVariable UUID id, @RequestBody Suspension request) {
        var fields = new TenantFields();
        var reason = fields.reason(request.reason());
        fields.check();
        return answer(id, tenants.suspend(new TenantId(id), reason));
    }

    @PostMapping("/{id}/resume")
    @RequiresPermission("platform_tenant:write")
    @Operation(summary = "Let a suspended tenant work again")
    ResponseEntity<TenantView> resume(@PathVariable UUID id) {
        return answer(id, tenants.resume(new TenantId(id)));
    }

    @PostMapping("/{id}/administrators")
    @RequiresPermission("platform_tenant:write")
    @SecretAnswer
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Invite an administrator of a tenant",
            description =
                    "For when the first invitation ran out, or nobody of the tenant can sign in any more. Where the"
                            + " installation sends no mail the link is in the answer, this once.")
    ResponseEntity<Created> inviteAdministrator(@PathVariable UUID id, @RequestBody Administrator request) {
        var outcome = tenants.inviteAdministrator(new TenantId(id), request);
        if (outcome instanceof TenantOutcome.Made(var tenant, var invitation)) {
            return ResponseEntity.status(HttpStatus.CREATED).body(new Created(tenant, invitation));
        }
        throw new IllegalStateException(TenantProblems.require(id, outcome).toString());
    }

    private static final UUID NO_ID = new UUID(0, 0);
    private static final Administrator NOBODY = new Administrator(null, null, null, null);

    /** Of whoever asks, so that nobody finds another's tenant by guessing a key. */
    private static @Nullable String requestKey() {
        var call = CallContext.current();
        var idempotency = call.idempotency();
        return idempotency == null ? null : call.actor().id() + "/" + idempotency.key();
    }

    /** {@link NewTenant} refuses an empty name by itself; the fields have said so already. */
    private static String nonBlank(String name) {
        return name.isBlank() || name.length() > 200 ? "unreadable" : name;
    }

    private static ResponseEntity<TenantView> answer(UUID id, TenantOutcome outcome) {
        return tagged(TenantProblems.require(id, outcome));
    }

    static ResponseEntity<TenantView> tagged(TenantView tenant) {
        return ResponseEntity.ok().eTag(Versions.tag(tenant.version())).body(tenant);
    }

    /** A tenant to be. */
    record Creation(
            @Nullable String slug,
            @Nullable String name,
            @Nullable String plan,
            @Nullable String primaryColor,
            @Nullable Boolean sandbox,
            @Nullable Administrator administrator) {}

    /** A tenant, and the invitation that was just made. */
    record Created(TenantView tenant, Invited invitation) {}

    /** What a tenant's own administrator may change. */
    record Naming(@Nullable String name, @Nullable String primaryColor) {}

    /** Why a tenant is suspended. */
    record Suspension(@Nullable String reason) {}
}
