package io.foodflow.identity.roles;

import io.foodflow.platform.security.AtSites;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.platform.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/roles")
@Tag(name = "Roles")
final class RoleController {

    private final Roles roles;
    private final CustomRoles customRoles;
    private final KnownPermissions known;

    RoleController(Roles roles, CustomRoles customRoles, KnownPermissions known) {
        this.roles = roles;
        this.customRoles = customRoles;
        this.known = known;
    }

    @GetMapping
    @RequiresPermission(value = "role:read", atSites = AtSites.OF_NO_SITE)
    @Operation(summary = "List roles by name, each with the permissions it grants")
    Page<Role> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return roles.list(PageRequest.of(limit, cursor));
    }

    @GetMapping("/{id}")
    @RequiresPermission(value = "role:read", atSites = AtSites.OF_NO_SITE)
    @Operation(summary = "Get a role")
    ResponseEntity<Role> get(@PathVariable UUID id) {
        return tagged(roles.find(id).orElseThrow(() -> new ProblemException(Problems.notFound("role", id))));
    }

    @PostMapping
    @RequiresPermission("role:write")
    @Operation(summary = "Create a role with permissions that the caller holds")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Role> create(@RequestBody Creation request) {
        var fields = new RoleFields(known.all());
        var name = fields.name(request.name());
        var draft = new RoleDraft(
                name,
                fields.titleOr(request.title(), name),
                fields.description(Objects.requireNonNullElse(request.description(), "")),
                fields.permissions(request.permissions()));
        fields.check();
        return answer(
                customRoles.create(draft),
                role -> ResponseEntity.created(URI.create("/roles/" + role.id()))
                        .eTag(Versions.tag(role.version()))
                        .body(role));
    }

    @PutMapping("/{id}")
    @RequiresPermission("role:write")
    @Operation(summary = "Replace a role; title, description and permissions stay as they are where they are left out")
    ResponseEntity<Role> update(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Creation request) {
        var fields = new RoleFields(known.all());
        var draft = new RoleDraft(
                fields.name(request.name()),
                fields.title(request.title()),
                fields.description(request.description()),
                request.permissions() == null ? null : fields.permissions(request.permissions()));
        fields.check();
        return answer(customRoles.update(id, ifMatch, draft), RoleController::tagged);
    }

    @PostMapping("/{id}/permissions")
    @RequiresPermission("role:write")
    @Operation(summary = "Give a role these permissions and no others; acts on its users' next request")
    ResponseEntity<Role> assign(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Assignment request) {
        var fields = new RoleFields(known.all());
        var draft = new RoleDraft(null, null, null, fields.permissions(request.permissions()));
        fields.check();
        return answer(customRoles.update(id, ifMatch, draft), RoleController::tagged);
    }

    @DeleteMapping("/{id}")
    @RequiresPermission("role:write")
    @Operation(summary = "Delete a role; replace_by is the name of the role that its users have from then on")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    ResponseEntity<Role> delete(
            @PathVariable UUID id,
            @RequestParam(name = "replace_by", required = false) @Nullable String replaceBy,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return answer(customRoles.delete(id, ifMatch, replaceBy), RoleController::tagged);
    }

    private static ResponseEntity<Role> tagged(Role role) {
        return ResponseEntity.ok().eTag(Versions.tag(role.version())).body(role);
    }

    private static ResponseEntity<Role> answer(RoleOutcome outcome, Function<Role, ResponseEntity<Role>> saved) {
        return switch (outcome) {
            case RoleOutcome.Saved(var role) -> saved.apply(role);
            case RoleOutcome.Removed _ -> ResponseEntity.noContent().build();
            case RoleOutcome.Absent(var id) -> throw new ProblemException(Problems.notFound("role", id));
            case RoleOutcome.BuiltIn(var name) ->
                throw new ProblemException(Problems.conflict(
                        "role-built-in",
                        "Built-in role",
                        "the role '%s' comes with the platform and cannot be changed; create one of your own instead"
                                .formatted(name)));
            case RoleOutcome.NameTaken(var name) ->
                throw new ProblemException(Problems.conflict(
                        "role-name-taken",
                        "Role name taken",
                        "another role has the name '%s'; change that role instead".formatted(name)));
            case RoleOutcome.InUse(var name, var users, var atRegistration) ->
                throw new ProblemException(Problems.conflict(
                                "role-in-use",
                                "Role in use",
                                "%d users and service accounts have the role '%s'%s; name in replace_by the role they are to have instead"
                                        .formatted(
                                                users,
                                                name,
                                                atRegistration
                                                        ? ", and so will those who register or whom an identity provider gives it"
                                                        : ""))
                        .with("users", users));
            case RoleOutcome.ReplacementUnknown(var name) ->
                throw new ProblemException(Problems.invalid(
                        "replace_by",
                        "known-role",
                        "replace_by must be the name of another role, was '%s'; GET /roles lists them"
                                .formatted(name.length() > 80 ? name.substring(0, 80) + "…" : name)));
            case RoleOutcome.ReplacementEverywhere(var name) ->
                throw new ProblemException(Problems.invalid(
                        "replace_by",
                        "everywhere",
                        "replace_by must be a role that can hold at sites, as somebody has the role at some sites only; '%s' holds everywhere"
                                .formatted(name)));
            case RoleOutcome.BeyondCaller(var permissions) -> throw BeyondCaller.refused("the role", permissions);
        };
    }

    /** A role to create, or what one is to become. */
    record Creation(
            @Nullable String name,
            @Nullable String title,
            @Nullable String description,
            @Nullable List<@Nullable String> permissions) {}

    /** What a role is to grant. */
    record Assignment(@Nullable List<@Nullable String> permissions) {}
}
