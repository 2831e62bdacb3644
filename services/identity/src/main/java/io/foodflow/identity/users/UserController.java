package io.foodflow.identity.users;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foodflow.identity.api.UserView;
import io.foodflow.identity.roles.BeyondCaller;
import io.foodflow.identity.roles.Explanation;
import io.foodflow.identity.roles.Roles;
import io.foodflow.identity.users.ProofHolds.Confirmation;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.platform.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
@RequestMapping("/users")
@Tag(name = "Users")
final class UserController {

    private final Users users;
    private final Roles roles;
    private final ProofHolds holds;
    private final UnitOfWork work;

    UserController(Users users, Roles roles, ProofHolds holds, UnitOfWork work) {
        this.users = users;
        this.roles = roles;
        this.holds = holds;
        this.work = work;
    }

    @GetMapping
    @RequiresPermission("user:read")
    @Operation(
            summary = "List users by e-mail address",
            description = "q is part of the address or name, role the name of a role, status active or disabled.")
    Page<UserView> list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        var fields = new UserFields();
        var filter = fields.filter(q, role, status, role == null ? Set.of() : roles.names());
        fields.check();
        return users.list(filter, page);
    }

    @PostMapping
    @RequiresPermission("user:write")
    @Operation(
            summary = "Create a user",
            description =
                    "role_sites names the sites of roles that are not to hold everywhere: by role a list of GLNs, SGLNs or other"
                            + " identifiers of places.")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<UserView> create(@RequestBody Creation request) {
        var fields = new UserFields();
        var wanted = new NewUser(
                fields.email(request.email()),
                fields.password(request.password()),
                fields.name("first_name", request.firstName()),
                fields.name("last_name", request.lastName()),
                fields.assignments(request.roles(), request.roleSites(), roles.names()),
                request.status() == null ? UserView.Status.ACTIVE : request.status());
        fields.check();
        return answer(
                users.create(wanted),
                user -> ResponseEntity.created(URI.create("/users/" + user.id()))
                        .eTag(Versions.tag(user.version()))
                        .body(user));
    }

    @GetMapping("/{id}")
    @RequiresPermission("user:read")
    @Operation(summary = "Get a user")
    ResponseEntity<UserView> get(@PathVariable UUID id) {
        var user = users.find(id).orElseThrow(() -> new ProblemException(Problems.notFound("user", id)));
        return tagged(user);
    }

    @GetMapping("/{id}/permissions")
    @RequiresPermission("user:read")
    @Operation(summary = "Say what a user may do and why: each permission with the roles that give it")
    UserPermissions permissions(@PathVariable UUID id) {
        return users.permissions(id).orElseThrow(() -> new ProblemException(Problems.notFound("user", id)));
    }

    @GetMapping("/{id}/permissions/explain")
    @RequiresPermission("user:read")
    @Operation(
            summary = "Say whether a user may do one thing, at one site or at all, and why or why not",
            description = "site is a GLN, an SGLN or another identifier of a place; without it, anywhere.")
    Explanation explain(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String permission,
            @RequestParam(required = false) @Nullable String site) {
        return users.explain(id, permission, site)
                .orElseThrow(() -> new ProblemException(Problems.notFound("user", id)));
    }

    @GetMapping("/{id}/proof")
    @RequiresPermission("user:read")
    @Operation(
            summary = "Get whether what proves a user has to be confirmed before the user can sign",
            description =
                    "It has, where somebody else opened the account with a password, or set its password or address, or took"
                            + " its second factor off. set_by are those who did, and cannot confirm it.")
    ProofStanding proof(@PathVariable UUID id) {
        return work.readSnapshot(() -> {
            if (users.find(id).isEmpty()) {
                throw new ProblemException(Problems.notFound("user", id));
            }
            return holds.find(id).map(ProofStanding::held).orElseGet(ProofStanding::free);
        });
    }

    @PostMapping("/{id}/proof/confirm")
    @RequiresPermission("user:write")
    @Operation(
            summary = "Confirm what proves a user, which somebody else set: the user can sign again",
            description =
                    "By an administrator who neither is the user nor set it, and whose own address is verified. What a machine"
                            + " set needs two: held is still true after the first. Make sure with the person itself.")
    ProofStanding confirmProof(@PathVariable UUID id) {
        return switch (holds.confirm(id)) {
            case Confirmation.Confirmed _ -> ProofStanding.free();
            case Confirmation.Vouched _ -> proof(id);
            case Confirmation.Nothing _ -> throw new ProblemException(Problems.notFound("held proof of user", id));
            case Confirmation.AnotherDue _ ->
                throw new ProblemException(Problems.conflict(
                        "another-person-due",
                        "Another person has to confirm",
                        "neither the user nor who set what proves it can confirm it; ask another administrator"));
            case Confirmation.CallerUnproved _ ->
                throw new ProblemException(Problems.conflict(
                        "caller-unproved",
                        "Your own account comes first",
                        "whoever confirms has a verified address, POST /auth/verify-email/request, and an account with"
                                + " nothing left to confirm: GET /users/{id}/proof"));
            case Confirmation.BeyondCaller(var permissions) ->
                throw BeyondCaller.refused("a role of this user", permissions);
        };
    }

    @PutMapping("/{id}")
    @RequiresPermission("user:write")
    @Operation(
            summary = "Replace a user; password, roles and status stay as they are where they are left out",
            description = "role_sites as for a new user; left out, the roles that the user has keep their sites.")
    ResponseEntity<UserView> update(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Replacement request) {
        var fields = new UserFields();
        var email = fields.email(request.email());
        var firstName = fields.name("first_name", request.firstName());
        var lastName = fields.name("last_name", request.lastName());
        var password = fields.passwordIfGiven(request.password());
        var given = request.roles() == null ? null : fields.roles(request.roles(), roles.names());
        if (given == null && request.roleSites() != null) {
            fields.needs("role_sites", "roles");
        }
        var wanted = new UserChange(
                email,
                firstName,
                lastName,
                password,
                given,
                given == null || request.roleSites() == null ? null : fields.roleSites(request.roleSites(), given),
                request.status());
        fields.check();
        return answer(users.update(id, ifMatch, wanted), UserController::tagged);
    }

    @DeleteMapping("/{id}")
    @RequiresPermission("user:write")
    @Operation(summary = "Delete a user")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    ResponseEntity<UserView> delete(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return answer(users.delete(id, ifMatch), UserController::tagged);
    }

    private static ResponseEntity<UserView> tagged(UserView user) {
        return ResponseEntity.ok().eTag(Versions.tag(user.version())).body(user);
    }

    private static ResponseEntity<UserView> answer(
            UserOutcome outcome, Function<UserView, ResponseEntity<UserView>> saved) {
        return switch (outcome) {
            case UserOutcome.Saved(var user) -> saved.apply(user);
            case UserOutcome.Removed _ -> ResponseEntity.noContent().build();
            case UserOutcome.Absent(var id) -> throw new ProblemException(Problems.notFound("user", id));
            case UserOutcome.EmailTaken(var email) ->
                throw new ProblemException(Problems.conflict(
                        "email-taken",
                        "E-mail address taken",
                        "another user has the address '%s'; change that user instead".formatted(email)));
            case UserOutcome.RolesUnknown(var unknown) ->
                throw new ProblemException(Problems.invalid(
                        "roles",
                        "known-role",
                        "roles %s do not exist; GET /roles lists those that do".formatted(unknown)));
            case UserOutcome.LastAdministrator _ ->
                throw new ProblemException(Problems.conflict(
                        "last-administrator",
                        "Last administrator",
                        "this is the last active tenant_admin; make somebody else one first"));
            case UserOutcome.BeyondCaller(var permissions) ->
                throw BeyondCaller.refused("one of the roles", permissions);
        };
    }

    /**
     * Whether what proves a user counts.
     *
     * @param held whether somebody has to confirm it first
     * @param causes what was set without the person
     * @param setBy the users who did, or vouched for a machine that did
     * @param needs how many have yet to confirm it
     */
    record ProofStanding(
            boolean held,
            List<ProofHold.Cause> causes,
            List<UUID> setBy,
            int needs,
            @JsonInclude @Nullable Instant since) {

        static ProofStanding free() {
            return new ProofStanding(false, List.of(), List.of(), 0, null);
        }

        static ProofStanding held(ProofHold hold) {
            return new ProofStanding(
                    true,
                    hold.causes().stream().sorted().toList(),
                    hold.setBy(),
                    hold.byMachine() ? 2 : 1,
                    hold.since());
        }
    }

    /** A user to create. */
    record Creation(
            @Nullable String email,
            @Nullable String password,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable List<@Nullable String> roles,
            @Nullable Map<String, @Nullable List<@Nullable String>> roleSites,
            UserView.@Nullable Status status) {}

    /** What a user is to become. */
    record Replacement(
            @Nullable String email,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String password,
            @Nullable List<@Nullable String> roles,
            @Nullable Map<String, @Nullable List<@Nullable String>> roleSites,
            UserView.@Nullable Status status) {}
}
