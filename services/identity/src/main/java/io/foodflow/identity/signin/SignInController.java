package io.foodflow.identity.signin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foodflow.identity.factors.Enrolment;
import io.foodflow.identity.federation.FederationCookie;
import io.foodflow.identity.links.LinkProblems;
import io.foodflow.identity.links.Purpose;
import io.foodflow.identity.secrets.TenantSecret;
import io.foodflow.identity.users.Accounts;
import io.foodflow.identity.users.UserFields;
import io.foodflow.identity.users.Users;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.OpenToAll;
import io.foodflow.platform.security.SignedIn;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.Problem.FieldError;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/auth")
@Tag(name = "Sign-in")
final class SignInController {

    /** More than any address or password may have: what is longer is not worth a hash. */
    private static final int LONGEST_FIELD = 1_024;

    private final PasswordSignIn passwordSignIn;
    private final SecondFactorSignIn secondFactor;
    private final ArrivedSignIn arrivedSignIn;
    private final SessionTokens sessionTokens;
    private final Users users;
    private final Accounts accounts;
    private final UnitOfWork work;
    private final Clock clock;

    SignInController(
            PasswordSignIn passwordSignIn,
            SecondFactorSignIn secondFactor,
            ArrivedSignIn arrivedSignIn,
            SessionTokens sessionTokens,
            Users users,
            Accounts accounts,
            UnitOfWork work,
            Clock clock) {
        this.passwordSignIn = passwordSignIn;
        this.secondFactor = secondFactor;
        this.arrivedSignIn = arrivedSignIn;
        this.sessionTokens = sessionTokens;
        this.users = users;
        this.accounts = accounts;
        this.work = work;
        this.clock = clock;
    }

    @PostMapping("/login")
    @OpenToAll
    @Operation(summary = "Sign in with e-mail address and password; tenant (its slug) where the address has several")
    Tokens login(@RequestBody Login request) {
        var errors = Stream.of(
                        required("email", request.email(), LONGEST_FIELD),
                        required("password", request.password(), LONGEST_FIELD))
                .flatMap(Optional::stream)
                .toList();
        if (!errors.isEmpty() || request.email() == null || request.password() == null) {
            throw new ProblemException(Problems.invalid(errors));
        }
        return answer(passwordSignIn.signIn(request.email(), request.password(), request.tenant()));
    }

    @PostMapping("/login/totp")
    @OpenToAll
    @Operation(
            summary = "Finish a sign-in with a code of the second factor",
            description = "challenge is what /auth/login gave with the problem second-factor-due or"
                    + " second-factor-enrolment-due. After an enrolment the code turns the factor on, and the answer has its"
                    + " recovery codes, this once.")
    Tokens enter(@RequestBody Code request) {
        var fields = new UserFields();
        var challenge = fields.text("challenge", request.challenge());
        var code = fields.text("code", request.code());
        fields.check();
        return answer(secondFactor.enter(challenge, code));
    }

    @PostMapping("/login/totp/enrol")
    @OpenToAll
    @Operation(summary = "Get the secret of a second factor that has to be set up to finish a sign-in")
    Enrolment enrol(@RequestBody Code request) {
        var fields = new UserFields();
        var challenge = fields.text("challenge", request.challenge());
        fields.check();
        return LinkProblems.require(secondFactor.enrol(challenge));
    }

    @PostMapping("/sso/complete")
    @OpenToAll
    @Operation(
            summary = "Finish a sign-in by an identity provider",
            description =
                    "With the ticket that came back to the browser, once, in that browser. Where a second factor is"
                            + " due, or has to be set up, the answer is that of /auth/login.")
    Tokens complete(@RequestBody Ticket request, HttpServletRequest http) {
        var fields = new UserFields();
        var ticket = fields.text("ticket", request.ticket());
        fields.check();
        return answer(arrivedSignIn.complete(ticket, FederationCookie.find(http).orElse(null)));
    }

    @PostMapping("/refresh")
    @OpenToAll
    @Operation(summary = "Exchange a refresh token, once, for a new access token and its successor")
    Tokens refresh(@RequestBody Refresh request) {
        return answer(sessionTokens.refresh(token(request)));
    }

    @PostMapping("/logout")
    @OpenToAll
    @Operation(
            summary = "End the session of a refresh token",
            description = "204; or 200 where the session came from an identity provider at which the browser can be"
                    + " signed out, too: with its name, and where the browser goes for that.")
    @ApiResponse(responseCode = "204", description = "The session has ended", content = @Content)
    @ApiResponse(
            responseCode = "200",
            description = "The session has ended; the one at the provider goes on",
            useReturnTypeSchema = true)
    ResponseEntity<SignedOut> logout(@RequestBody Refresh request, HttpServletRequest http) {
        return sessionTokens
                .signOut(token(request), http)
                .map(elsewhere -> ResponseEntity.ok(new SignedOut(elsewhere.name(), elsewhere.url())))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @GetMapping("/me")
    @SignedIn
    @Operation(summary = "Get the signed-in user, with the permissions of the token and the tenant")
    Profile me() {
        var call = CallContext.current();
        var actor = call.actor();
        var id = actor.id();
        if (actor.kind() != Actor.Kind.USER || id == null) {
            throw new ProblemException(Problem.of(
                    403, "users-only", "For users only", "this token belongs to a service, which has no profile"));
        }
        boolean verified = work.read(() -> accounts.emailVerified(id));
        return users.find(id)
                .map(user ->
                        Profile.of(user, verified, actor.permissions(), actor.atSites(), CallContext.currentTenant()))
                .orElseThrow(() -> new ProblemException(
                        Problems.unauthenticated("the user of this token no longer exists; sign in again")));
    }

    private Tokens answer(SignInOutcome outcome) {
        return switch (outcome) {
            case SignInOutcome.Welcome(var access, var refresh, var user, var codes) ->
                new Tokens(
                        access.token(),
                        "Bearer",
                        Duration.between(clock.instant(), access.expiresAt().plusMillis(999))
                                .toSeconds(),
                        refresh.text(),
                        user,
                        codes.isEmpty() ? null : codes);
            case SignInOutcome.SecondFactorDue(var challenge) ->
                throw challenged(
                        challenge,
                        "second-factor-due",
                        "Second factor due",
                        "send the challenge with a code of your authenticator application to POST /auth/login/totp");
            case SignInOutcome.EnrolmentDue(var challenge) ->
                throw challenged(
                        challenge,
                        "second-factor-enrolment-due",
                        "Second factor to be set up",
                        "your company asks for a second factor: get its secret at POST /auth/login/totp/enrol");
            case SignInOutcome.ChallengeRefused _ ->
                throw refused(
                        401,
                        "challenge-refused",
                        "Sign in again",
                        "the challenge is not valid, was used, or has run out; begin with your password");
            case SignInOutcome.WrongCode _ ->
                throw refused(401, "wrong-code", "Wrong code", "the code is wrong, has run out or was used before");
            case SignInOutcome.ProviderDue(var name, var startUrl) ->
                throw new ProblemException(Problem.of(
                                403,
                                "sso-required",
                                "Sign in with your company",
                                "your company has you sign in with %s, not with a password".formatted(name))
                        .with("sso", Map.of("name", name, "start_url", startUrl)));
            case SignInOutcome.TicketRefused _ ->
                throw refused(
                        401,
                        "ticket-refused",
                        "Sign in again",
                        "this sign-in was finished before, has run out, or began in another browser");
            case SignInOutcome.WrongCredentials _ ->
                throw refused(
                        401,
                        "wrong-credentials",
                        "Wrong e-mail or password",
                        "no account has this e-mail and password");
            case SignInOutcome.SeveralTenants(var tenants) ->
                throw new ProblemException(Problems.conflict(
                                "tenant-needed",
                                "Which tenant?",
                                "this e-mail and password fit several tenants; repeat with 'tenant' set to one of their slugs")
                        .with(
                                "tenants",
                                tenants.stream()
                                        .map(tenant -> Map.of("slug", tenant.slug(), "name", tenant.name()))
                                        .toList()));
            case SignInOutcome.Disabled _ ->
                throw refused(
                        403, "user-disabled", "User disabled", "this user has been disabled; ask your administrator");
            case SignInOutcome.Suspended _ ->
                throw refused(
                        403,
                        "tenant-suspended",
                        "Tenant suspended",
                        "this tenant is suspended; its administrator knows why");
            case SignInOutcome.AddressNotAllowed _ ->
                throw refused(
                        403,
                        "address-not-allowed",
                        "Not from this address",
                        "your company lets nobody sign in from the network address you call from");
            case SignInOutcome.Locked(var pause) -> {
                long seconds = pause.plusMillis(999).toSeconds();
                throw new ProblemException(Problem.of(
                                429,
                                "sign-in-locked",
                                "Too many attempts",
                                "too many attempts to sign in to this account; wait %d s".formatted(seconds))
                        .with("retry_after_seconds", seconds));
            }
            case SignInOutcome.RefreshRefused _ ->
                throw refused(
                        401,
                        "refresh-refused",
                        "Sign in again",
                        "the refresh token is not valid, has run out, or its session has ended");
            case SignInOutcome.RefreshReused _ ->
                throw refused(
                        401,
                        "refresh-reused",
                        "Refresh token used twice",
                        "the refresh token had been used before, so somebody may have a copy; the session is ended, sign in again");
        };
    }

    private static ProblemException challenged(TenantSecret challenge, String slug, String title, String detail) {
        return new ProblemException(Problem.of(401, slug, title, detail)
                .with("challenge", challenge.text())
                .with("expires_in", Purpose.SECOND_FACTOR.life().toSeconds()));
    }

    private static ProblemException refused(int status, String slug, String title, String detail) {
        return new ProblemException(Problem.of(status, slug, title, detail));
    }

    private static String token(Refresh request) {
        var token = request.refreshToken();
        if (token == null || token.isBlank()) {
            throw new ProblemException(
                    Problems.invalid("refresh_token", "required", "refresh_token is required, as login gave it"));
        }
        return token;
    }

    private static Optional<FieldError> required(String field, @Nullable String value, int longest) {
        if (value == null || value.isEmpty()) {
            return Optional.of(new FieldError(field, "required", "%s is required".formatted(field)));
        }
        return value.length() <= longest
                ? Optional.empty()
                : Optional.of(new FieldError(
                        field,
                        "length",
                        "%s must have 1..%d characters, had %d".formatted(field, longest, value.length())));
    }

    /** Who wants in. */
    record Login(
            @Nullable String email,
            @Nullable String password,
            @Nullable String tenant) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Login[%s]".formatted(tenant);
        }
    }

    /** A code for a sign-in that waits for it. */
    record Code(@Nullable String challenge, @Nullable String code) {

        /** Without challenge and code. */
        @Override
        public String toString() {
            return "Code[]";
        }
    }

    /** What came back from an identity provider. */
    record Ticket(@Nullable String ticket) {

        /** Without the ticket. */
        @Override
        public String toString() {
            return "Ticket[]";
        }
    }

    /** A refresh token to use or to end. */
    record Refresh(@Nullable String refreshToken) {

        /** Without the token. */
        @Override
        public String toString() {
            return "Refresh[]";
        }
    }

    /** A provider at which somebody is signed in still who signed out here. */
    record SignedOut(String provider, String endSessionUrl) {}

    /**
     * What a signed-in client works with.
     *
     * @param expiresIn seconds that the access token is good for
     * @param recoveryCodes of a second factor that was set up with this sign-in
     */
    record Tokens(
            String accessToken,
            String tokenType,
            long expiresIn,
            String refreshToken,
            Profile user,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<String> recoveryCodes) {

        /** Without the tokens. */
        @Override
        public String toString() {
            return "Tokens[%s]".formatted(user.id());
        }
    }
}
