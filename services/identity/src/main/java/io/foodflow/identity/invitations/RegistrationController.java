package io.foodflow.identity.invitations;

import io.foodflow.identity.api.UserView;
import io.foodflow.identity.letters.Language;
import io.foodflow.identity.letters.Letters;
import io.foodflow.identity.links.LinkProblems;
import io.foodflow.identity.users.UserFields;
import io.foodflow.identity.users.UserOutcome;
import io.foodflow.platform.security.OpenToAll;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/auth")
@Tag(name = "Registration")
final class RegistrationController {

    private final Acceptance acceptance;
    private final Registration registration;
    private final Letters letters;

    RegistrationController(Acceptance acceptance, Registration registration, Letters letters) {
        this.acceptance = acceptance;
        this.registration = registration;
        this.letters = letters;
    }

    @PostMapping("/register")
    @OpenToAll
    @Operation(
            summary = "Make an account with an invitation, or ask for one",
            description =
                    "With an invitation's token: makes the account (201). With tenant and e-mail address: answers 202"
                            + " whatever comes of it, and mails an invitation if the tenant's policy takes in people of that"
                            + " domain.")
    @ApiResponse(
            responseCode = "201",
            description = "The account was made; sign in",
            content = @Content(schema = @Schema(implementation = UserView.class)))
    @ApiResponse(responseCode = "202", description = "Asked for; see the mail", content = @Content)
    ResponseEntity<?> register(
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String accepted,
            @RequestBody Registrant request) {
        if (request.invitation() != null) {
            return accept(
                    new Acceptor(request.invitation(), request.firstName(), request.lastName(), request.password()));
        }
        var fields = new UserFields();
        var slug = fields.text("tenant", request.tenant());
        var email = fields.email(request.email());
        fields.check();
        letters.requireMail();
        var language = Language.of(request.language() == null ? accepted : request.language());
        registration.ask(slug, email, language).ifPresent(wait -> {
            throw LinkProblems.tooMany(wait);
        });
        return ResponseEntity.accepted().build();
    }

    @PostMapping("/invitations/open")
    @OpenToAll
    @Operation(summary = "See what an invitation's token invites to")
    Shown open(@RequestBody Link request) {
        var shown = LinkProblems.require(acceptance.show(token(request.token())));
        var invitation = shown.invitation();
        return new Shown(
                invitation.email(),
                invitation.firstName(),
                invitation.lastName(),
                invitation.invitedBy(),
                shown.tenant().name(),
                shown.tenant().branding().primaryColor(),
                invitation.expiresAt());
    }

    @PostMapping("/invitations/accept")
    @OpenToAll
    @Operation(summary = "Make the account that an invitation's token invites to; then sign in")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<UserView> accept(@RequestBody Acceptor request) {
        var fields = new UserFields();
        var link = fields.text("token", request.token());
        var guest = new Acceptance.Guest(
                fields.name("first_name", request.firstName()),
                fields.name("last_name", request.lastName()),
                fields.password(request.password()));
        fields.check();
        return switch (LinkProblems.require(acceptance.accept(link, guest))) {
            case UserOutcome.Saved(var user) ->
                ResponseEntity.created(URI.create("/users/" + user.id())).body(user);
            case UserOutcome.EmailTaken(var email) -> throw InvitationController.emailTaken(email);
            case UserOutcome unexpected -> throw new IllegalStateException(unexpected.toString());
        };
    }

    private static String token(@Nullable String value) {
        var fields = new UserFields();
        var token = fields.text("token", value);
        fields.check();
        return token;
    }

    /** Who wants an account: with the token of an invitation, or of which tenant. */
    record Registrant(
            @Nullable String invitation,
            @Nullable String tenant,
            @Nullable String email,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String password,
            @Nullable String language) {

        /** Without token and password. */
        @Override
        public String toString() {
            return "Registrant[%s]".formatted(tenant);
        }
    }

    /** The token of a link. */
    record Link(@Nullable String token) {

        /** Without the token. */
        @Override
        public String toString() {
            return "Link[]";
        }
    }

    /** Who accepts an invitation. */
    record Acceptor(
            @Nullable String token,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String password) {

        /** Without token and password. */
        @Override
        public String toString() {
            return "Acceptor[]";
        }
    }

    /** What somebody is invited to. */
    record Shown(
            String email,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String invitedBy,
            String tenant,
            @Nullable String primaryColor,
            Instant expiresAt) {}
}
