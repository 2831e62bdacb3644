package io.foodflow.identity.factors;

import io.foodflow.identity.links.LinkProblems;
import io.foodflow.identity.policy.Policies;
import io.foodflow.identity.roles.Assignments;
import io.foodflow.identity.roles.BeyondCaller;
import io.foodflow.identity.roles.Roles;
import io.foodflow.identity.users.ProofHold.Cause;
import io.foodflow.identity.users.ProofHolds;
import io.foodflow.identity.users.UserFields;
import io.foodflow.identity.users.Users;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.security.SignedIn;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.platform.web.SecretAnswer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Second factor")
final class FactorController {

    private final OwnSecondFactor own;
    private final SecondFactors factors;
    private final Policies policies;
    private final Users users;
    private final Roles roles;
    private final ProofHolds holds;
    private final UnitOfWork work;

    FactorController(
            OwnSecondFactor own,
            SecondFactors factors,
            Policies policies,
            Users users,
            Roles roles,
            ProofHolds holds,
            UnitOfWork work) {
        this.own = own;
        this.factors = factors;
        this.policies = policies;
        this.users = users;
        this.roles = roles;
        this.holds = holds;
        this.work = work;
    }

    @GetMapping("/auth/totp")
    @SignedIn
    @Operation(summary = "Get whether the caller's second factor is on")
    Status status() {
        var user = caller();
        return work.readSnapshot(() -> statusOf(user));
    }

    @PostMapping("/auth/totp")
    @SignedIn
    @SecretAnswer
    @Operation(summary = "Get a secret for an authenticator application; POST /auth/totp/confirm turns it on")
    Enrolment begin(@RequestBody Proof request) {
        var fields = new UserFields();
        var password = fields.text("password", request.password());
        fields.check();
        return answer(own.begin(caller(), password), FactorOutcome.Begun.class).enrolment();
    }

    @PostMapping("/auth/totp/confirm")
    @SignedIn
    @SecretAnswer
    @Operation(summary = "Turn the second factor on with its first code; answers with recovery codes, this once")
    RecoveryCodes confirm(@RequestBody Proof request) {
        var fields = new UserFields();
        var code = fields.text("code", request.code());
        fields.check();
        return new RecoveryCodes(answer(own.confirm(caller(), code), FactorOutcome.Confirmed.class)
                .recoveryCodes());
    }

    @PostMapping("/auth/totp/disable")
    @SignedIn
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Turn the second factor off with the password and a code")
    void disable(@RequestBody Proof request) {
        var fields = new UserFields();
        var password = fields.text("password", request.password());
        var code = fields.text("code", request.code());
        fields.check();
        var removed = answer(own.remove(caller(), password, code), FactorOutcome.Removed.class);
        Objects.requireNonNull(removed);
    }

    @GetMapping("/users/{id}/totp")
    @RequiresPermission("user:read")
    @Operation(summary = "Get whether a user's second factor is on")
    Status ofUser(@PathVariable UUID id) {
        return work.readSnapshot(() -> {
            if (users.find(id).isEmpty()) {
                throw new ProblemException(Problems.notFound("user", id));
            }
            return statusOf(id);
        });
    }

    @DeleteMapping("/users/{id}/totp")
    @RequiresPermission("user:write")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Take the second factor off a user who lost the device")
    void reset(@PathVariable UUID id) {
        if (id.equals(CallContext.current().actor().id())) {
            throw new ProblemException(Problems.conflict(
                    "own-second-factor",
                    "Your own second factor",
                    "turn your own second factor off with your password and a code: POST /auth/totp/disable"));
        }
        boolean removed = work.write(change -> {
            var user = users.find(id).orElseThrow(() -> new ProblemException(Problems.notFound("user", id)));
            var beyond = roles.beyond(CallContext.current().actor(), Assignments.of(user.roles(), user.roleSites()));
            if (!beyond.isEmpty()) {
                throw BeyondCaller.refused("a role of this user", beyond);
            }
            if (factors.isOn(id)) {
                holds.hold(id, Cause.SECOND_FACTOR, change);
            }
            boolean done = factors.remove(id, change);
            if (!done) {
                change.nothing();
            }
            return done;
        });
        if (!removed) {
            throw new ProblemException(Problems.notFound("second factor of user", id));
        }
    }

    private Status statusOf(UUID user) {
        var factor = factors.find(user).filter(Factor::confirmed);
        return new Status(
                factor.isPresent(),
                policies.current().secondFactorRequired(),
                factor.map(Factor::confirmedAt).orElse(null),
                factors.recoveryCodesLeft(user));
    }

    private static UUID caller() {
        var actor = CallContext.current().actor();
        if (actor.kind() != Actor.Kind.USER || actor.id() == null) {
            throw new ProblemException(
                    Problem.of(403, "users-only", "For users only", "a service has no second factor"));
        }
        return actor.id();
    }

    private static <T extends FactorOutcome> T answer(FactorOutcome outcome, Class<T> wanted) {
        return switch (outcome) {
            case FactorOutcome.Begun done -> wanted.cast(done);
            case FactorOutcome.Confirmed done -> wanted.cast(done);
            case FactorOutcome.Removed done -> wanted.cast(done);
            case FactorOutcome.Refused _ ->
                throw new ProblemException(
                        Problem.of(403, "proof-refused", "That is not right", "the password or the code is wrong"));
            case FactorOutcome.AlreadyOn _ ->
                throw new ProblemException(Problems.conflict(
                        "second-factor-on", "Second factor on", "the second factor is on; turn it off first"));
            case FactorOutcome.Locked(var pause) -> throw LinkProblems.tooMany(pause);
        };
    }

    /** What proves that the caller is the user. */
    record Proof(@Nullable String password, @Nullable String code) {

        /** Without password and code. */
        @Override
        public String toString() {
            return "Proof[]";
        }
    }

    /**
     * Whether the second factor is on.
     *
     * @param required whether the tenant asks everybody for one
     * @param recoveryCodesLeft codes that were not used yet
     */
    record Status(
            boolean enabled, boolean required, @Nullable Instant confirmedAt, int recoveryCodesLeft) {}

    /** Codes that stand in for the device, each once; shown this once. */
    record RecoveryCodes(List<String> recoveryCodes) {

        RecoveryCodes {
            recoveryCodes = List.copyOf(recoveryCodes);
        }

        /** Without the codes. */
        @Override
        public String toString() {
            return "RecoveryCodes[]";
        }
    }
}
