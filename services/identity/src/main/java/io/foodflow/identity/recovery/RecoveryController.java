package io.foodflow.identity.recovery;

import io.foodflow.identity.letters.Language;
import io.foodflow.identity.letters.Letters;
import io.foodflow.identity.links.LinkProblems;
import io.foodflow.identity.users.UserFields;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.OpenToAll;
import io.foodflow.platform.security.SignedIn;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/auth")
@Tag(name = "Recovery")
final class RecoveryController {

    private final PasswordRecovery recovery;
    private final EmailVerification verification;
    private final Letters letters;

    RecoveryController(PasswordRecovery recovery, EmailVerification verification, Letters letters) {
        this.recovery = recovery;
        this.verification = verification;
        this.letters = letters;
    }

    @PostMapping("/forgot-password")
    @OpenToAll
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Have a link mailed that sets a new password",
            description =
                    "The answer is the same, after the same time, whether there is such an account or not. 503 where"
                            + " the installation sends no mail.")
    void forgot(
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String accepted,
            @RequestBody Forgotten request) {
        var fields = new UserFields();
        var email = fields.email(request.email());
        fields.check();
        letters.requireMail();
        refuseIfTooMany(recovery.ask(email, Language.of(request.language() == null ? accepted : request.language())));
    }

    @PostMapping("/reset-password")
    @OpenToAll
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Set a new password with the token of a mailed link; ends all sessions of the user")
    void reset(@RequestBody Reset request) {
        var fields = new UserFields();
        var token = fields.text("token", request.token());
        var password = fields.password(request.password());
        fields.check();
        LinkProblems.require(recovery.reset(token, password));
    }

    @PostMapping("/verify-email/request")
    @SignedIn
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Have a link mailed to the signed-in user that proves the address")
    void askToVerify(@RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String accepted) {
        letters.requireMail();
        var actor = CallContext.current().actor();
        if (actor.kind() != Actor.Kind.USER || actor.id() == null) {
            throw new ProblemException(
                    Problem.of(403, "users-only", "For users only", "a service has no e-mail address"));
        }
        refuseIfTooMany(verification.ask(actor.id(), actor.name(), Language.of(accepted)));
    }

    @PostMapping("/verify-email")
    @OpenToAll
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Prove an e-mail address with the token of a mailed link")
    void verify(@RequestBody Proof request) {
        var fields = new UserFields();
        var token = fields.text("token", request.token());
        fields.check();
        LinkProblems.require(verification.verify(token));
    }

    private static void refuseIfTooMany(Optional<Duration> wait) {
        wait.ifPresent(pause -> {
            throw LinkProblems.tooMany(pause);
        });
    }

    /** Whose password was forgotten. */
    record Forgotten(@Nullable String email, @Nullable String language) {}

    /** A new password. */
    record Reset(@Nullable String token, @Nullable String password) {

        /** Without token and password. */
        @Override
        public String toString() {
            return "Reset[]";
        }
    }

    /** The token of a link. */
    record Proof(@Nullable String token) {

        /** Without the token. */
        @Override
        public String toString() {
            return "Proof[]";
        }
    }
}
