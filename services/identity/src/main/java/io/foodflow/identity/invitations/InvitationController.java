package io.foodflow.identity.invitations;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.foodflow.identity.api.InvitationApi;
import io.foodflow.identity.letters.Language;
import io.foodflow.identity.roles.BeyondCaller;
import io.foodflow.identity.roles.Roles;
import io.foodflow.identity.users.UserFields;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.platform.web.SecretAnswer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/users/invitations")
@Tag(name = "Invitations")
final class InvitationController {

    private final Invitations invitations;
    private final Roles roles;
    private final InvitationOfAdministrator administrators;

    InvitationController(Invitations invitations, Roles roles, InvitationOfAdministrator administrators) {
        this.invitations = invitations;
        this.roles = roles;
        this.administrators = administrators;
    }

    @PostMapping("/administrator")
    @RequiresPermission("platform_tenant:write")
    @SecretAnswer
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Invite an administrator on behalf of the platform",
            description = "For the tenant of the caller's token. The service that makes tenants asks for it.")
    InvitationApi.Invited inviteAdministrator(@RequestBody InvitationApi.Administrator request) {
        return administrators.inviteAdministrator(request);
    }

    @PostMapping
    @RequiresPermission("user:write")
    @SecretAnswer
    @Operation(
            summary = "Invite somebody to have an account",
            description =
                    "A link is mailed that works once, for 7 days. Where the installation sends no mail, delivery is"
                            + " 'link' and the answer holds the link, this once, to be handed over. An open invitation of the same"
                            + " address gives way. role_sites as for a user.")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Created> invite(
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String accepted,
            @RequestBody Request request) {
        var fields = new UserFields();
        var guest = new Invitations.Guest(
                fields.email(request.email()),
                fields.nameIfGiven("first_name", request.firstName()),
                fields.nameIfGiven("last_name", request.lastName()),
                fields.assignments(request.roles(), request.roleSites(), roles.names()),
                Language.of(request.language() == null ? accepted : request.language()));
        fields.check();
        return switch (invitations.invite(guest)) {
            case InvitationOutcome.Invited(var invitation, var link) ->
                ResponseEntity.created(URI.create("/users/invitations/" + invitation.id()))
                        .body(new Created(invitation, link));
            case InvitationOutcome.EmailTaken(var email) -> throw emailTaken(email);
            case InvitationOutcome.BeyondCaller(var permissions) ->
                throw BeyondCaller.refused("one of the roles", permissions);
        };
    }

    @GetMapping
    @RequiresPermission("user:read")
    @Operation(summary = "List invitations that were not accepted yet, newest first")
    Page<Invitation> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return invitations.list(PageRequest.of(limit, cursor));
    }

    @DeleteMapping("/{id}")
    @RequiresPermission("user:write")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Take an invitation back: its link works no longer")
    void revoke(@PathVariable UUID id) {
        if (!invitations.revoke(id)) {
            throw new ProblemException(Problems.notFound("invitation", id));
        }
    }

    static ProblemException emailTaken(Object email) {
        return new ProblemException(Problems.conflict(
                "email-taken", "E-mail address taken", "a user has the address '%s' already".formatted(email)));
    }

    /** Whom to invite. */
    record Request(
            @Nullable String email,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable List<@Nullable String> roles,
            @Nullable Map<String, @Nullable List<@Nullable String>> roleSites,
            @Nullable String language) {}

    /** An invitation that was just made; the link only where nobody else delivers it. */
    record Created(
            @JsonUnwrapped Invitation invitation, @Nullable String link) {

        /** Without the link. */
        @Override
        public String toString() {
            return "Created[%s]".formatted(invitation.id());
        }
    }
}
